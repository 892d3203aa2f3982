package afterimage.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes: a picture or a {@link PictureException}, nothing else. */
class PictureReaderFuzzTest {
  private static final List<byte[]> WHOLE =
      List.of("rgb.png", "palette.png", "photo.jpg", "progressive.jpg", "cmyk.jpg", "rgb.tif")
          .stream()
          .map(PictureReaderFuzzTest::resource)
          .toList();
  private static final List<byte[]> WHOLE_OTHERS =
      List.of("lossy.webp", "lossless.webp", "animated.gif", "rgb.bmp", "lzw.tif").stream()
          .map(PictureReaderFuzzTest::resource)
          .toList();

  @Provide
  Arbitrary<byte[]> pictures() {
    return Arbitraries.of(WHOLE);
  }

  @Provide
  Arbitrary<byte[]> otherPictures() {
    return Arbitraries.of(WHOLE_OTHERS);
  }

  @Property(tries = 400)
  void read_mutated_isPictureOrException(
      @ForAll("pictures") byte[] whole,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0) Integer> places,
      @ForAll byte value) {
    read(mutated(whole, places, value));
  }

  @Property(tries = 400)
  void read_mutatedOther_isPictureOrException(
      @ForAll("otherPictures") byte[] whole,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0) Integer> places,
      @ForAll byte value) {
    read(mutated(whole, places, value));
  }

  @Property(tries = 300)
  void read_mutatedHead_isPictureOrException(
      @ForAll("pictures") byte[] whole,
      @ForAll @IntRange(max = 120) int place,
      @ForAll byte value) {
    read(mutated(whole, List.of(Math.min(place, whole.length - 1)), value));
  }

  @Property(tries = 300)
  void read_mutatedHeadOther_isPictureOrException(
      @ForAll("otherPictures") byte[] whole,
      @ForAll @IntRange(max = 120) int place,
      @ForAll byte value) {
    read(mutated(whole, List.of(Math.min(place, whole.length - 1)), value));
  }

  @Property(tries = 200)
  void read_cut_isPictureOrException(
      @ForAll("otherPictures") byte[] whole, @ForAll @IntRange(max = 10_000) int length) {
    read(Arrays.copyOf(whole, length % whole.length));
  }

  @Property(tries = 200)
  void read_anyBytes_isException(@ForAll byte[] bytes) {
    read(bytes);
  }

  private static byte[] mutated(byte[] whole, List<Integer> places, byte value) {
    byte[] copy = whole.clone();
    for (int place : places) {
      copy[place % copy.length] = value;
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
    try (InputStream in = PictureReaderFuzzTest.class.getResourceAsStream("/image/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
