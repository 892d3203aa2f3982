package afterimage.settings;

/** Light or dark. */
public enum Theme {
  /** As the system has it, followed live. */
  AUTO,
  LIGHT,
  DARK
}
