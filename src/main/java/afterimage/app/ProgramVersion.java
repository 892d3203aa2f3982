package afterimage.app;

import java.util.Objects;

/** Which version this is. */
final class ProgramVersion {
  private ProgramVersion() {}

  /** The number of a release, or {@code development} for classes that were never packed. */
  static String get() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "development");
  }
}
