package afterimage.cli;

import afterimage.catalog.ModelCatalog;
import afterimage.onnx.SharedEngine;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs commands on the real engine, and keeps what they said. */
final class CommandLineRuns {
  private final List<Path> roots;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  /**
   * @param roots model folders, the user's own last
   */
  CommandLineRuns(List<Path> roots) {
    this.roots = roots;
  }

  /** Returns the exit code. */
  int run(Object... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLineParts parts =
        new CommandLineParts(
            "test",
            SharedEngine::new,
            () -> new ModelCatalog(roots),
            () -> "cpu",
            ConsoleStreams.over(
                new BufferedReader(Reader.nullReader()),
                new PrintWriter(out),
                new PrintWriter(err),
                false));
    return CommandLineProgram.run(
        parts, Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  /** What the last run wrote to the standard output. */
  String out() {
    return out.toString();
  }

  /** What the last run wrote to the standard error. */
  String err() {
    return err.toString();
  }
}
