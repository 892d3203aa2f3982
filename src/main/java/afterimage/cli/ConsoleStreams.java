package afterimage.cli;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;

/**
 * Where the command line reads and writes.
 *
 * @param in answers to questions
 * @param out results
 * @param err progress, notices and errors
 * @param terminal whether a person watches, on a screen where a line can be redrawn
 * @param bytesIn the standard input, for pictures and lists of files
 * @param bytesOut the standard output, for pictures
 */
public record ConsoleStreams(
    BufferedReader in,
    ConsoleWriter out,
    ConsoleWriter err,
    boolean terminal,
    InputStream bytesIn,
    OutputStream bytesOut) {

  /** With writers that know nothing of strangers' texts, and without bytes. */
  public static ConsoleStreams over(
      BufferedReader in, PrintWriter out, PrintWriter err, boolean terminal) {
    return new ConsoleStreams(
        in,
        ConsoleWriter.over(out),
        ConsoleWriter.over(err),
        terminal,
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream());
  }

  /** The same with streams of bytes. */
  public ConsoleStreams carrying(InputStream input, OutputStream output) {
    return new ConsoleStreams(in, out, err, terminal, input, output);
  }

  /** The same where results are told with everything else, since a picture takes their place. */
  ConsoleStreams tellingInErr() {
    return new ConsoleStreams(in, err, err, terminal, bytesIn, bytesOut);
  }
}
