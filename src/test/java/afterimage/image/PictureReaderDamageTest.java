package afterimage.image;

import afterimage.SeededCase;
import afterimage.SeededCases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: a picture or a {@link PictureException}, nothing else. */
class PictureReaderDamageTest {
  private static final List<byte[]> WHOLE =
      List.of("rgb.png", "palette.png", "photo.jpg", "progressive.jpg", "cmyk.jpg", "rgb.tif")
          .stream()
          .map(PictureReaderDamageTest::resource)
          .toList();
  private static final List<byte[]> WHOLE_OTHERS =
      List.of("lossy.webp", "lossless.webp", "animated.gif", "rgb.bmp", "lzw.tif").stream()
          .map(PictureReaderDamageTest::resource)
          .toList();

  @Test
  void read_mutated_isPictureOrException() {
    SeededCases.check(400, values -> read(mutated(values, WHOLE, 8, Integer.MAX_VALUE)));
  }

  @Test
  void read_mutatedOther_isPictureOrException() {
    SeededCases.check(400, values -> read(mutated(values, WHOLE_OTHERS, 8, Integer.MAX_VALUE)));
  }

  @Test
  void read_mutatedHead_isPictureOrException() {
    SeededCases.check(300, values -> read(mutated(values, WHOLE, 1, 120)));
  }

  @Test
  void read_mutatedHeadOther_isPictureOrException() {
    SeededCases.check(300, values -> read(mutated(values, WHOLE_OTHERS, 1, 120)));
  }

  @Test
  void read_cut_isPictureOrException() {
    SeededCases.check(
        200,
        values -> {
          byte[] whole = values.oneOf(WHOLE_OTHERS);
          read(Arrays.copyOf(whole, values.between(0, whole.length - 1)));
        });
  }

  @Test
  void read_anyBytes_isException() {
    SeededCases.check(200, values -> read(values.bytes(0, 255)));
  }

  /** A picture with at most {@code most} of its first {@code head} bytes changed. */
  private static byte[] mutated(SeededCase values, List<byte[]> pictures, int most, int head) {
    byte[] copy = values.oneOf(pictures).clone();
    for (int changes = values.between(1, most); changes > 0; changes--) {
      copy[values.between(0, Math.min(head, copy.length - 1))] = values.anyByte();
    }
    return copy;
  }

  private static void read(byte[] bytes) {
    try {
      PictureReader.read(bytes, "fuzzed");
    } catch (PictureException expected) {
      // One of the two outcomes that are allowed.
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = PictureReaderDamageTest.class.getResourceAsStream("/image/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
