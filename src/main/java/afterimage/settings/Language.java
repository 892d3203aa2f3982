package afterimage.settings;

import java.util.Locale;

/** What the studio's sentences are written in. */
public enum Language {
  /** The system's, if there is a translation. */
  AUTO(""),
  ENGLISH("en"),
  GERMAN("de");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** The language with the region that numbers and dates are written for. */
  public Locale locale(Locale system) {
    return this == AUTO
        ? system
        : new Locale.Builder().setLanguage(code).setRegion(system.getCountry()).build();
  }

  /** Makes it the program's; before the first sentence is read. */
  public void apply() {
    Locale.setDefault(locale(Locale.getDefault()));
  }
}
