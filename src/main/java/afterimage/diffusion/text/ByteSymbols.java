package afterimage.diffusion.text;

import java.nio.charset.StandardCharsets;

/**
 * A printable character for every byte, the alphabet of byte-level vocabularies: visible Latin-1
 * characters stand for themselves, the others follow from U+0100 on (Radford et al. 2019).
 */
final class ByteSymbols {
  private static final char[] SYMBOLS = symbols();

  private ByteSymbols() {}

  /** The symbols of a text's UTF-8 bytes; a lone surrogate becomes a question mark's. */
  static String of(String text) {
    StringBuilder symbols = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      symbols.append(SYMBOLS[Byte.toUnsignedInt(b)]);
    }
    return symbols.toString();
  }

  private static char[] symbols() {
    char[] symbols = new char[256];
    int replacements = 0;
    for (int b = 0; b < 256; b++) {
      boolean visible = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
      symbols[b] = (char) (visible ? b : 256 + replacements++);
    }
    return symbols;
  }
}
