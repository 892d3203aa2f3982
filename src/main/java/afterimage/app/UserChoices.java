package afterimage.app;

import afterimage.settings.PlatformFolders;
import afterimage.settings.Settings;
import afterimage.settings.SettingsStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the user's settings and models are, for studio and command line alike. */
final class UserChoices {
  private UserChoices() {}

  static Path settingsFile() {
    return PlatformFolders.current().config().resolve("settings.json");
  }

  static Path modelsFolder() {
    return PlatformFolders.current().data().resolve("models");
  }

  /** Where what is compiled from checkpoints is kept. */
  static Path compiledFolder() {
    return PlatformFolders.current().cache().resolve("compiled");
  }

  /** The settings as the studio left them. */
  static Settings settings() {
    if (!Files.exists(settingsFile())) {
      // Spares the command line the time that a JSON parser takes to load.
      return Settings.DEFAULTS;
    }
    try (SettingsStore store = SettingsStore.open(settingsFile())) {
      return store.get();
    }
  }
}
