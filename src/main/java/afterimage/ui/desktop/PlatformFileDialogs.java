package afterimage.ui.desktop;

import afterimage.file.PathText;
import afterimage.image.PictureFormat;
import afterimage.ui.text.Texts;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The dialogs of the desktop. */
public final class PlatformFileDialogs implements FileDialogs {
  private final Window owner;

  /**
   * @param owner the window that waits for them
   */
  public PlatformFileDialogs(Window owner) {
    this.owner = owner;
  }

  @Override
  public List<Path> choosePictures(@Nullable Path folder) {
    FileChooser chooser = chooser(Texts.of("open.title"), folder);
    List<String> all =
        Arrays.stream(PictureFormat.values()).flatMap(format -> patterns(format).stream()).toList();
    chooser
        .getExtensionFilters()
        .addAll(
            new ExtensionFilter(Texts.of("open.pictures"), all),
            new ExtensionFilter(Texts.of("open.everything"), "*.*"));
    List<File> files = chooser.showOpenMultipleDialog(owner);
    return files == null ? List.of() : PathText.of(files);
  }

  @Override
  public Optional<Path> chooseFolder(@Nullable Path folder) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(Texts.of("open.folder.title"));
    if (folder != null && Files.isDirectory(folder)) {
      chooser.setInitialDirectory(folder.toFile());
    }
    return Optional.ofNullable(chooser.showDialog(owner))
        .map(File::getPath)
        .flatMap(PathText::find);
  }

  @Override
  public Optional<Path> chooseModel(@Nullable Path folder) {
    FileChooser chooser = chooser(Texts.of("models.addFile"), folder);
    chooser
        .getExtensionFilters()
        .addAll(
            new ExtensionFilter(Texts.of("models.files"), "*.safetensors", "*.gguf"),
            new ExtensionFilter(Texts.of("open.everything"), "*.*"));
    return Optional.ofNullable(chooser.showOpenDialog(owner))
        .map(File::getPath)
        .flatMap(PathText::find);
  }

  @Override
  public Optional<Path> chooseTarget(@Nullable Path folder, String name) {
    FileChooser chooser = chooser(Texts.of("save.title"), folder);
    chooser.setInitialFileName(name);
    for (PictureFormat format : PictureFormat.values()) {
      // Whether a library is missing is told when it is needed.
      if (format.isEverWritable()) {
        chooser.getExtensionFilters().add(new ExtensionFilter(format.toString(), patterns(format)));
      }
    }
    return Optional.ofNullable(chooser.showSaveDialog(owner))
        .map(File::getPath)
        .flatMap(PathText::find);
  }

  @Override
  public Optional<Path> chooseJson() {
    return Optional.ofNullable(json("presets.open").showOpenDialog(owner))
        .map(File::getPath)
        .flatMap(PathText::find);
  }

  @Override
  public Optional<Path> chooseJsonTarget(String name) {
    FileChooser chooser = json("presets.share");
    chooser.setInitialFileName(name);
    return Optional.ofNullable(chooser.showSaveDialog(owner))
        .map(File::getPath)
        .flatMap(PathText::find);
  }

  @Override
  public Optional<Path> chooseTableTarget(String name) {
    FileChooser chooser = chooser(Texts.of("blind.csv"), null);
    chooser.getExtensionFilters().add(new ExtensionFilter("CSV", "*.csv"));
    chooser.setInitialFileName(name);
    return Optional.ofNullable(chooser.showSaveDialog(owner))
        .map(File::getPath)
        .flatMap(PathText::find);
  }

  private static FileChooser json(String title) {
    FileChooser chooser = chooser(Texts.of(title), null);
    chooser.getExtensionFilters().add(new ExtensionFilter("JSON", "*.json"));
    return chooser;
  }

  private static FileChooser chooser(String title, @Nullable Path folder) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    if (folder != null && Files.isDirectory(folder)) {
      chooser.setInitialDirectory(folder.toFile());
    }
    return chooser;
  }

  private static List<String> patterns(PictureFormat format) {
    return format.extensions().stream().map(extension -> "*." + extension).toList();
  }
}
