package afterimage.cli;

import java.nio.file.Path;

/** Opens a window on a file, for commands that need one. */
@FunctionalInterface
public interface Editor {

  /** Where there is no window. */
  Editor NONE = (_, _) -> Outcome.NO_WINDOW;

  /** How it ended. */
  enum Outcome {
    SAVED,
    CLOSED,
    /** It could not open; the reason was told. */
    NO_WINDOW
  }

  /**
   * Opens the window and returns when it is closed.
   *
   * @param file the picture, absolute
   * @param target where the result is saved
   */
  Outcome edit(Path file, Path target);
}
