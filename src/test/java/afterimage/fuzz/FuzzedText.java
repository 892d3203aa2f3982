package afterimage.fuzz;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as text of every kind: UTF-8, and each byte that is none becomes a surrogate without its
 * other half, as broken programs write them.
 */
public final class FuzzedText {
  private FuzzedText() {}

  /** The text of an input. */
  public static String of(byte[] input) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(input);
    CharBuffer out = CharBuffer.allocate(input.length + 1);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (result.isUnderflow()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (Character.MIN_SURROGATE + (in.get() & 0xff) * 8));
      }
    }
  }
}
