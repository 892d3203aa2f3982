package afterimage.ui.open;

import afterimage.catalog.ModelFile;
import afterimage.file.PathText;
import afterimage.settings.SettingsStore;
import afterimage.ui.canvas.FxPictures;
import afterimage.ui.desktop.FileDialogs;
import afterimage.ui.models.ControlChooser;
import afterimage.ui.models.ModelInUse;
import afterimage.ui.models.Models;
import afterimage.ui.models.VaeChooser;
import afterimage.ui.preset.Presets;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.scene.input.Clipboard;
import org.jspecify.annotations.Nullable;

/**
 * The one way in: whatever is dropped, chosen, pasted, named on the command line or given by a
 * second start is sorted here into pictures, models, LoRAs, embeddings, VAEs, ControlNets, preview
 * decoders and presets. For the FX thread; files are looked into on another.
 */
public final class Door {
  private final Importer importer;
  private final Models models;
  private final ModelInUse inUse;
  private final VaeChooser vaes;
  private final ControlChooser controls;
  private final Presets presets;
  private final FileDialogs dialogs;
  private final SettingsStore settings;
  private final Executor background;

  /**
   * @param importer opens pictures, and what nobody else knows
   * @param models show checkpoints' cards
   * @param inUse takes LoRAs, embeddings and preview decoders
   * @param vaes takes VAEs
   * @param controls takes ControlNets
   * @param presets take JSON files
   * @param dialogs ask for pictures and folders
   * @param settings remember where the last ones were
   * @param background where files are looked into
   */
  public Door(
      Importer importer,
      Models models,
      ModelInUse inUse,
      VaeChooser vaes,
      ControlChooser controls,
      Presets presets,
      FileDialogs dialogs,
      SettingsStore settings,
      Executor background) {
    this.importer = importer;
    this.models = models;
    this.inUse = inUse;
    this.vaes = vaes;
    this.controls = controls;
    this.presets = presets;
    this.dialogs = dialogs;
    this.settings = settings;
    this.background = background;
  }

  /** What files and folders are. */
  private record Sorted(
      List<Path> checkpoints,
      List<Path> loras,
      List<Path> embeddings,
      List<Path> vaes,
      List<Path> controlNets,
      List<Path> previewDecoders,
      List<Path> presets,
      List<Path> pictures) {

    static Sorted of(List<Path> paths) {
      Sorted sorted =
          new Sorted(
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>());
      for (Path path : paths) {
        sorted.listOf(path).add(path);
      }
      return sorted;
    }

    private List<Path> listOf(Path path) {
      if (isPreset(path)) {
        return presets;
      }
      return switch (ModelFile.of(path)) {
        case CHECKPOINT -> checkpoints;
        case LORA -> loras;
        case EMBEDDING -> embeddings;
        case VAE -> vaes;
        case CONTROL_NET -> controlNets;
        case PREVIEW_DECODER -> previewDecoders;
        case OTHER -> pictures;
      };
    }
  }

  /** Opens files and folders. */
  public void open(List<Path> paths) {
    if (paths.stream().noneMatch(path -> isPreset(path) || ModelFile.mayBe(path))) {
      importer.open(paths); // At once: nothing has to be looked into first.
      return;
    }
    background.execute(
        () -> {
          Sorted sorted = Sorted.of(paths);
          Platform.runLater(() -> open(sorted));
        });
  }

  private void open(Sorted sorted) {
    importer.open(sorted.pictures);
    sorted.presets.forEach(presets::add);
    sorted.loras.forEach(inUse::addLora);
    sorted.embeddings.forEach(inUse::addEmbedding);
    sorted.vaes.forEach(vaes::use);
    sorted.controlNets.forEach(controls::use);
    sorted.previewDecoders.forEach(inUse.previewDecoderProperty()::set);
    if (!sorted.checkpoints.isEmpty()) {
      models.add(sorted.checkpoints.getLast());
    }
  }

  private static boolean isPreset(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }

  /** Whether a drag or the clipboard holds something to open. */
  static boolean canOpen(Clipboard board) {
    return board.hasFiles() || board.hasImage() || WebAddress.in(board).isPresent();
  }

  /**
   * Opens what a drag or the clipboard holds.
   *
   * @return whether there was something to open
   */
  public boolean open(Clipboard board) {
    List<File> files = board.getFiles();
    if (files != null && !files.isEmpty()) {
      open(PathText.of(files));
      return true;
    }
    if (board.hasImage() && FxPictures.hasPixels(board.getImage())) {
      importer.open(board.getImage());
      return true;
    }
    Optional<URI> address = WebAddress.in(board);
    address.ifPresent(importer::open);
    return address.isPresent();
  }

  /** Asks for files, and opens them. */
  public void choose() {
    List<Path> chosen = dialogs.choosePictures(settings.get().startFolder());
    if (!chosen.isEmpty()) {
      remember(chosen.getFirst().toAbsolutePath().getParent());
      open(chosen);
    }
  }

  /** Asks for a folder, and opens what is in it. */
  public void chooseFolder() {
    dialogs
        .chooseFolder(settings.get().startFolder())
        .ifPresent(
            folder -> {
              remember(folder);
              open(List.of(folder));
            });
  }

  private void remember(@Nullable Path folder) {
    settings.update(old -> old.withLastFolder(String.valueOf(folder)));
  }
}
