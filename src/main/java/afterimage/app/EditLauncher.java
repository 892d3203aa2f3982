package afterimage.app;

import afterimage.cli.Editor;
import afterimage.settings.PlatformFolders;
import afterimage.ui.export.EditedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Opens the studio on a file of another program. The window has a session of its own, which goes
 * with it, and a copy of the user's settings: a studio that is open is neither asked nor changed.
 */
final class EditLauncher {
  private static @Nullable Task task;
  private static volatile boolean saved;

  private EditLauncher() {}

  /**
   * What the window is opened for.
   *
   * @param folder for settings, session and queue, gone with the process
   */
  record Task(EditedFile edited, Path folder) {

    Path settings() {
      return folder.resolve("settings.json");
    }

    Path state() {
      return folder.resolve("state");
    }
  }

  /** The task of this process; empty in a studio of the user's own. */
  static Optional<Task> task() {
    return Optional.ofNullable(task);
  }

  static Editor.Outcome edit(Path file, Path target) {
    Path originals = PlatformFolders.current().state().resolve("originals");
    EditedFile edited = new EditedFile(file, target, originals, EditLauncher::finish);
    try {
      task = new Task(edited, copyOfSettings());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!StudioLauncher.open(file.toString())) {
      return Editor.Outcome.NO_WINDOW;
    }
    return saved ? Editor.Outcome.SAVED : Editor.Outcome.CLOSED;
  }

  private static void finish() {
    saved = true;
    Platform.exit();
  }

  private static Path copyOfSettings() throws IOException {
    Path folder = Files.createTempDirectory("edit-");
    Path settings = UserChoices.settingsFile();
    if (Files.isRegularFile(settings)) {
      Files.copy(settings, folder.resolve("settings.json"));
    }
    Path presets = settings.resolveSibling("presets");
    if (Files.isDirectory(presets)) {
      Path copies = Files.createDirectory(folder.resolve("presets"));
      try (Stream<Path> all = Files.list(presets)) {
        List<Path> files = all.filter(Files::isRegularFile).toList();
        for (Path file : files) {
          Files.copy(file, copies.resolve(String.valueOf(file.getFileName())));
        }
      }
    }
    return folder;
  }
}
