package afterimage.image.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.fuzz.Fuzzing;
import afterimage.image.Picture;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.MethodSource;

/** A picture of any size and pixels: two bytes for its sides, the others repeated for pixels. */
class WatermarkFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("watermark");

  private static final int MIN_SIDE = 250;

  static Stream<byte[]> seeds() {
    byte[] noise = new byte[3000];
    new Random(1).nextBytes(noise);
    noise[0] = 1;
    noise[1] = 2;
    return Stream.of(new byte[] {0, 0, 7}, new byte[] {1, 1, 0, -1, 90}, noise);
  }

  @MethodSource("seeds")
  @FuzzTest
  void read_anyPicture_saysSomethingOfIt(byte[] input) throws IOException {
    if (input.length < 3) {
      return;
    }
    FUZZING.run(input, () -> check(input));
  }

  private static void check(byte[] input) {
    // Around the least that holds a mark.
    int width = MIN_SIDE + (input[0] & 15);
    int height = MIN_SIDE + (input[1] & 15);
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = input[2 + i % (input.length - 2)];
    }
    Picture picture = Picture.of8Bit(width, height, rgb, null);
    if (!InvisibleWatermark.fits(picture)) {
      return;
    }
    WatermarkReading reading = InvisibleWatermark.read(picture);
    assertThat(reading.chance()).isBetween(0.0, 1.0);
    assertThat(reading.verdict()).isNotNull();
    if (input[0] > 0) {
      assertThat(InvisibleWatermark.embed(picture).width()).isEqualTo(width);
    }
  }
}
