package afterimage.cli;

import afterimage.message.ForeignText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the commands and a terminal or pipe: names, licences and settings in what
 * they print come from strangers' files, so characters that a terminal would obey are taken out of
 * everything, and a text that is printed as a line stays one line. Only {@link #redraw} moves the
 * cursor.
 */
public final class ConsoleWriter extends PrintWriter {
  private final PrintWriter under;

  private ConsoleWriter(PrintWriter under) {
    super(new Harmless(under));
    this.under = under;
  }

  /** A writer over another. */
  static ConsoleWriter over(PrintWriter writer) {
    return writer instanceof ConsoleWriter console ? console : new ConsoleWriter(writer);
  }

  @Override
  public void println(@Nullable String line) {
    super.println(ForeignText.line(String.valueOf(line), Integer.MAX_VALUE));
  }

  @Override
  public void println(@Nullable Object line) {
    println(String.valueOf(line));
  }

  /**
   * Draws a line over the one that was drawn last, and stays on it.
   *
   * @param line the text, in one line
   * @param former how many characters the last one had
   */
  void redraw(String line, int former) {
    under.print("\r" + line + " ".repeat(Math.max(0, former - line.length())));
    under.flush();
  }

  /** Takes the line away that was drawn last. */
  void undraw(int former) {
    under.print("\r" + " ".repeat(former) + "\r");
    under.flush();
  }

  /** Whether anything that was printed so far did not arrive: a full disk, a closed pipe. */
  @Override
  public boolean checkError() {
    boolean here = super.checkError();
    return under.checkError() || here;
  }

  private static final class Harmless extends FilterWriter {
    Harmless(Writer out) {
      super(out);
    }

    @Override
    public void write(int c) throws IOException {
      write(String.valueOf((char) c));
    }

    @Override
    public void write(char[] text, int from, int count) throws IOException {
      write(new String(text, from, count));
    }

    @Override
    public void write(String text, int from, int count) throws IOException {
      out.write(ForeignText.lines(text.substring(from, from + count), Integer.MAX_VALUE));
    }

    @Override
    public void write(String text) throws IOException {
      write(text, 0, text.length());
    }
  }
}
