package afterimage.app;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What reaches the terminal past the commands' own writers, as lines of the log do: messages of
 * libraries and names of files are strangers' words, so bytes that a terminal would obey are
 * replaced. Keeps line breaks and tabs. For text in UTF-8, or of one byte a letter.
 */
final class HarmlessStream extends FilterOutputStream {
  private static final int NO_BREAK_SPACE = 0xa0;
  private static final int ZERO_WIDTH_SPACE = 0x8b;
  private static final int WORD_JOINER = 0xa0;

  private final boolean unicode;
  private int last;
  private int beforeLast;

  HarmlessStream(OutputStream out, Charset charset) {
    super(out);
    unicode = charset.equals(StandardCharsets.UTF_8);
  }

  /** A stream over another that a terminal may read. */
  static PrintStream over(PrintStream stream) {
    return new PrintStream(new HarmlessStream(stream, stream.charset()), true, stream.charset());
  }

  @Override
  public void write(int value) throws IOException {
    out.write(harmless(value & 0xff));
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    byte[] shown = new byte[count];
    for (int i = 0; i < count; i++) {
      shown[i] = (byte) harmless(bytes[from + i] & 0xff);
    }
    out.write(shown, 0, count);
  }

  private int harmless(int value) {
    int shown = value;
    if ((value < ' ' && value != '\n' && value != '\r' && value != '\t') || value == 0x7f) {
      shown = '?';
    } else if (value >= 0x80 && value < 0xa0 && !unicode) {
      shown = '?';
    } else if (value >= 0x80 && value < 0xa0 && last == 0xc2) {
      shown = NO_BREAK_SPACE;
    } else if (beforeLast == 0xe2 && last == 0x80 && turns(value)) {
      shown = ZERO_WIDTH_SPACE;
    } else if (beforeLast == 0xe2 && last == 0x81 && value >= 0xa6 && value <= 0xa9) {
      shown = WORD_JOINER;
    }
    beforeLast = last;
    last = value;
    return shown;
  }

  /** The last byte of marks and embeddings that turn the direction of writing: U+200E to U+202E. */
  private static boolean turns(int value) {
    return value == 0x8e || value == 0x8f || (value >= 0xaa && value <= 0xae);
  }
}
