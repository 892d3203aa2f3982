package afterimage.app;

import afterimage.settings.Settings;
import afterimage.settings.SettingsStore;

/** The settings for the command line: read when first asked for, and never changed. */
final class SettingsOnce {
  private static final Settings SETTINGS = read();

  private SettingsOnce() {}

  /** The settings, or the defaults where they cannot be read, which is told once. */
  static Settings get() {
    return SETTINGS;
  }

  private static Settings read() {
    SettingsStore.Glance glance = UserChoices.settings();
    if (glance.problem() != null) {
      System.err.println("Note: " + glance.problem() + ".");
    }
    return glance.settings();
  }
}
