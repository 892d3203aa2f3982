package afterimage.app;

import afterimage.catalog.ModelCatalog;
import afterimage.settings.PlatformFolders;
import afterimage.settings.Settings;
import afterimage.settings.SettingsStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the user's settings and models are, for studio and command line alike. */
final class UserChoices {
  private UserChoices() {}

  static Path settingsFile() {
    return PlatformFolders.current().config().resolve("settings.json");
  }

  /** Every place where models are. */
  static ModelCatalog catalog(Settings settings) {
    String chosen = settings.preferences().modelsFolder();
    return ModelCatalog.of(
        chosen == null ? List.of() : List.of(Path.of(chosen)),
        PlatformFolders.current().data().resolve("models"));
  }

  /** Where what is compiled from checkpoints is kept. */
  static Path compiledFolder() {
    return PlatformFolders.current().cache().resolve("compiled");
  }

  /** Where it is remembered what devices can do. */
  static Path devicesFile() {
    return PlatformFolders.current().state().resolve("devices.json");
  }

  /** Where libraries are unpacked to that their jars would unpack at every start. */
  static Path librariesFolder() {
    return PlatformFolders.current().cache().resolve("libraries");
  }

  /** The settings as the studio left them, which stay as they are. */
  static SettingsStore.Glance settings() {
    return Files.exists(settingsFile())
        ? SettingsStore.glance(settingsFile())
        // Spares the command line the time that a JSON parser takes to load.
        : new SettingsStore.Glance(Settings.DEFAULTS, null);
  }
}
