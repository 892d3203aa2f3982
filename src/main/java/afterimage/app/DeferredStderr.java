package afterimage.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what is written to standard error while JavaFX starts. Where a system library is
 * missing it prints pages of stack traces, in which one line says which.
 */
final class DeferredStderr {
  /** How the loader of Linux says that a library is not there. */
  private static final String MISSING = "cannot open shared object file";

  private static @Nullable DeferredStderr current;

  private final PrintStream original = System.err;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  private DeferredStderr() {}

  static synchronized DeferredStderr begin() {
    DeferredStderr errors = new DeferredStderr();
    System.setErr(new PrintStream(errors.held, true, StandardCharsets.UTF_8));
    current = errors;
    return errors;
  }

  /** JavaFX has started: whatever it wrote is shown, and all that follows. */
  static synchronized void release() {
    if (current != null) {
      System.setErr(current.original);
      System.err.print(current.held.toString(StandardCharsets.UTF_8));
      System.err.flush();
      current = null;
    }
  }

  static synchronized boolean areReleased() {
    return current == null;
  }

  /** JavaFX did not start: drops what was held back and returns why, in one line. */
  String end(RuntimeException failure) {
    System.setErr(original);
    String message = String.valueOf(rootOf(failure).getMessage());
    return Stream.concat(held.toString(StandardCharsets.UTF_8).lines(), Stream.of(message))
        .filter(line -> line.contains(MISSING))
        .map(line -> line.substring(0, line.indexOf(MISSING) + MISSING.length()))
        // "java.lang.UnsatisfiedLinkError: /path/libglass.so: libX11.so.6: cannot open …"
        .map(line -> line.replaceFirst(".*: (?=[^:]+: " + MISSING + ")", ""))
        .findFirst()
        .orElse(message);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
