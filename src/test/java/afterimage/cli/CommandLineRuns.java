package afterimage.cli;

import afterimage.catalog.ModelCatalog;
import afterimage.catalog.download.ModelSource;
import afterimage.onnx.SharedEngine;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs commands on the real engine, and keeps what they said. */
final class CommandLineRuns {
  private final List<Path> roots;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private InputStream input = InputStream.nullInputStream();
  private @Nullable OutputStream output;
  private boolean terminal;
  private ModelSource source = ModelSource.none();

  /**
   * @param roots model folders, the user's own last
   */
  CommandLineRuns(List<Path> roots) {
    this.roots = roots;
  }

  /** What the next run reads. */
  CommandLineRuns reading(byte[] standardInput) {
    input = new ByteArrayInputStream(standardInput);
    return this;
  }

  /** Where the next runs write pictures. */
  CommandLineRuns writing(OutputStream standardOutput) {
    output = standardOutput;
    return this;
  }

  /** The next runs have a person in front of them. */
  CommandLineRuns watched() {
    terminal = true;
    return this;
  }

  /** What the next runs can download. */
  CommandLineRuns offered(ModelSource models) {
    source = models;
    return this;
  }

  /** Returns the exit code. */
  int run(Object... arguments) {
    bytes = new ByteArrayOutputStream();
    out = new StringWriter();
    err = new StringWriter();
    CommandLineParts parts =
        new CommandLineParts(
            "test",
            SharedEngine::new,
            () -> new ModelCatalog(roots),
            () -> "cpu",
            () -> source,
            ConsoleStreams.over(
                    new BufferedReader(Reader.nullReader()),
                    new PrintWriter(out),
                    new PrintWriter(err),
                    terminal)
                .carrying(input, output == null ? bytes : output));
    return CommandLineProgram.run(
        parts, Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  /** The picture that the last run wrote to the standard output. */
  byte[] bytes() {
    return bytes.toByteArray();
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
