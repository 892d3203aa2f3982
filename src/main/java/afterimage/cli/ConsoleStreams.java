package afterimage.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;

/**
 * Where the command line reads and writes.
 *
 * @param in answers to questions
 * @param out results
 * @param err progress, notices and errors
 * @param terminal whether a person watches, on a screen where a line can be redrawn
 */
public record ConsoleStreams(
    BufferedReader in, ConsoleWriter out, ConsoleWriter err, boolean terminal) {

  /** With writers that know nothing of strangers' texts. */
  public static ConsoleStreams over(
      BufferedReader in, PrintWriter out, PrintWriter err, boolean terminal) {
    return new ConsoleStreams(in, ConsoleWriter.over(out), ConsoleWriter.over(err), terminal);
  }
}
