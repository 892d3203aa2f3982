package afterimage.cli;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;

/** Messages for people: errors as what happened and what to do, each notice once. */
final class Messages {
  /** A system property and an environment variable that switch causes on. */
  static final String DEBUG_PROPERTY = "afterimage.debug";

  private final PrintWriter err;
  private final Set<String> told = new LinkedHashSet<>();

  Messages(PrintWriter err) {
    this.err = err;
  }

  /** Tells a notice unless it has been told. */
  void notice(String message) {
    if (told.add(message)) {
      err.println("Note: " + message);
      err.flush();
    }
  }

  /** Tells a failure. */
  void failure(Failure failure) {
    err.println("Failed: " + failure.problem().sentence());
    if (failure.cause() != null) {
      trace(failure.cause(), err);
    }
    err.flush();
  }

  /** Prints a stack trace if the user asked for such. */
  static void trace(Throwable cause, PrintWriter err) {
    if (Boolean.getBoolean(DEBUG_PROPERTY) || "1".equals(System.getenv("AFTERIMAGE_DEBUG"))) {
      cause.printStackTrace(err);
    }
  }
}
