package afterimage.app;

import afterimage.settings.SettingsStore;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Reads the settings while JavaFX starts, since a JSON parser takes its time to load. */
final class SettingsPreload {
  private static final CompletableFuture<SettingsStore> STORE =
      CompletableFuture.supplyAsync(() -> SettingsStore.open(file()));

  private SettingsPreload() {}

  private static Path file() {
    return EditLauncher.task().map(EditLauncher.Task::settings).orElse(UserChoices.settingsFile());
  }

  /** Begins to read, if that has not begun. */
  static void begin() {
    // Loading this class does it.
  }

  /** The settings, as soon as they are read. */
  static SettingsStore store() {
    return STORE.join();
  }
}
