package afterimage.image.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.image.Picture;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvisibleWatermarkTest {

  @ParameterizedTest
  @CsvSource({"256, 256, 8", "301, 263, 8", "512, 300, 8", "301, 263, 16"})
  void embed_texturedPicture_isReadBack(int width, int height, int bits) {
    WatermarkReading reading =
        InvisibleWatermark.read(InvisibleWatermark.embed(texture(width, height, bits)));
    assertThat(reading.verdict()).isEqualTo(WatermarkReading.Verdict.PRESENT);
    assertThat(reading.chance()).isLessThan(1e-6);
    if (bits == 8) {
      assertThat(reading.matching()).isEqualTo(48);
    }
  }

  @Test
  void read_unmarkedPicture_findsNothing() {
    WatermarkReading reading = InvisibleWatermark.read(texture(256, 256, 8));
    assertThat(reading.verdict()).isEqualTo(WatermarkReading.Verdict.NOT_FOUND);
    assertThat(reading.chance()).isGreaterThan(1e-3);
  }

  @Test
  void embed_smallPicture_isRefused() {
    Picture small = texture(255, 300, 8);
    assertThat(InvisibleWatermark.fits(small)).isFalse();
    assertThatThrownBy(() -> InvisibleWatermark.embed(small)).hasMessageContaining("256");
  }

  @Test
  void embed_pictureWithAlpha_keepsIt() {
    byte[] alpha = new byte[256 * 256];
    new Random(1).nextBytes(alpha);
    Picture opaque = texture(256, 256, 8);
    Picture source = opaque.withAlphaOf(Picture.of8Bit(256, 256, new byte[256 * 256 * 3], alpha));
    Picture marked = InvisibleWatermark.embed(source);
    assertThat(marked.hasAlpha()).isTrue();
    assertThat(marked.alpha(17, 31)).isEqualTo(source.alpha(17, 31));
  }

  @Test
  void read_tinyPicture_findsNothing() {
    assertThat(InvisibleWatermark.read(Picture.of8Bit(1, 1, new byte[3], null)).verdict())
        .isEqualTo(WatermarkReading.Verdict.NOT_FOUND);
  }

  /** Grey noise; coloured noise would drown the message. */
  private static Picture texture(int width, int height, int bits) {
    Random random = new Random(5);
    int samples = width * height * 3;
    if (bits == 16) {
      short[] rgb = new short[samples];
      for (int i = 0; i < samples; i++) {
        rgb[i] = i % 3 == 0 ? (short) (20000 + random.nextInt(25000)) : rgb[i - 1];
      }
      return Picture.of16Bit(width, height, rgb, null);
    }
    byte[] rgb = new byte[samples];
    for (int i = 0; i < samples; i++) {
      rgb[i] = i % 3 == 0 ? (byte) (70 + random.nextInt(110)) : rgb[i - 1];
    }
    return Picture.of8Bit(width, height, rgb, null);
  }
}
