package afterimage.cli;

/** What the command line returns to its caller. */
final class ExitCode {
  /** All done. */
  static final int DONE = 0;

  /** Something failed, and messages said what. */
  static final int FAILED = 1;

  /** The arguments make no sense. */
  static final int USAGE = 2;

  /** Stopped by the user, as shells count it. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
