package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import afterimage.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pictures that were once decoded wrongly or refused; values as Pillow and ImageMagick have them.
 */
class PictureFaultsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "03/long2pad_jpg.jpg",
        "03/long4_jpg.jpg",
        "03/long4_webp.webp",
        "03/x_garb_webp.webp",
        "03/x_trunc_jpg.jpg",
        "03/x_trunc_png.png",
        "03/x_trunc_tif.tif"
      })
  void read_brokenProfile_isLeftOutWithANotice(String file) throws PictureException {
    DecodedPicture decoded = PictureReader.read(Faults.file(file));

    assertThat(decoded.picture().width()).isEqualTo(64);
    assertThat(decoded.notices()).anyMatch(notice -> notice.contains("colour profile"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"13/t_assoc.tif", "13/ta_assoc_tiled.tif", "13/ta_im.tif"})
  void read_tiffWithAssociatedAlpha_isDividedByIt(String file) throws PictureException {
    Picture picture = read(file);

    assertPixel(picture, 32, 30, 198, 128, 162);
    assertThat(picture.argb(32, 30) >>> 24).isEqualTo(128);
  }

  @Test
  void read_tiffWithSampleOfNoMeaning_isOpaque() throws PictureException {
    Picture picture = read("41/ta_unspec.tif");

    assertThat(picture.hasAlpha()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "23/j_or6_fill.jpg",
        "23/jx_or_byte_be.jpg",
        "23/jx_or_long_be.jpg",
        "23/p_or6_prefix.png"
      })
  void read_orientationHoweverStored_isHeeded(String file) throws PictureException {
    Picture picture = read(file);

    assertThat(picture.width()).isEqualTo(48);
    assertThat(picture.height()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jx_or_byte_be.jpg", "jx_or_long_be.jpg"})
  void upright_orientationHoweverStored_saysUpright(String file) throws PictureException {
    byte[] exif =
        Objects.requireNonNull(PictureReader.read(Faults.file("23/" + file)).metadata().exif());

    assertThat(Exif.orientation(exif)).isNotEqualTo(Orientation.UPRIGHT);
    assertThat(Exif.orientation(Exif.upright(exif))).isEqualTo(Orientation.UPRIGHT);
  }

  @ParameterizedTest
  @CsvSource({"24/g_offset.gif, 100, 80", "24/wa_offset.webp, 64, 48"})
  void read_frameSmallerThanItsCanvas_isOnIt(String file, int width, int height)
      throws PictureException {
    Picture picture = read(file);

    assertThat(picture.width()).isEqualTo(width);
    assertThat(picture.height()).isEqualTo(height);
    assertThat(picture.argb(0, 0) >>> 24).as("around the frame").isZero();
  }

  @Test
  void read_tiffWithThumbnailFirst_isThePicture() throws PictureException {
    assertThat(read("25/t_thumbfirst.tif").width()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"26/j_noeoi.jpg", "26/p_noiend.png"})
  void read_missingEndMarker_isThePicture(String file) throws PictureException {
    assertThat(read(file).width()).isEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource({"g1_trns.png, 1499", "g4_trns.png, 96"})
  void read_pngWithClearGreyBelow8Bits_isClearThere(String file, int clear)
      throws PictureException {
    Picture picture = read("27/" + file);

    int found = 0;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        found += picture.argb(x, y) >>> 24 == 0 ? 1 : 0;
      }
    }
    assertThat(found).isEqualTo(clear);
  }

  @Test
  void read_pngOfLinearSamples_isBrightenedToSrgb() throws PictureException {
    Picture linear = read("28/p_gama1.png");
    Picture stored = read("28/p_gama1_without.png");

    for (int channel = 0; channel < 3; channel++) {
      double light = stored.sample(30, 30, channel);
      double wanted = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
      assertThat((double) linear.sample(30, 30, channel)).isCloseTo(wanted, within(0.01));
    }
  }

  @Test
  void read_pngOfP3ByNumbers_isConverted() throws PictureException {
    Picture picture = read("28/p_cicp_p3.png");
    int red = 0;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int argb = picture.argb(x, y);
        red += (argb >> 16 & 0xff) > 245 && (argb >> 8 & 0xff) < 10 ? 1 : 0;
      }
    }

    assertThat(red).as("pixels that were 230, 30, 30 in P3").isPositive();
  }

  /** PQ and HLG: white of 203 cd/m² is near 148 and 191 of 255, and nearly white on any screen. */
  @ParameterizedTest
  @CsvSource({"16, 148", "18, 191"})
  void read_pngOfHighDynamicRange_isBrightenedAndTold(int transfer, int white) throws Exception {
    byte[] rgb = new byte[16 * 16 * 3];
    Arrays.fill(rgb, (byte) white);
    Path plain = folder.resolve("plain.png");
    PictureWriter.write(
        Picture.of8Bit(16, 16, rgb, null), plain, WriteOptions.DEFAULT, PictureMetadata.NONE);
    byte[] codes = PngChunks.chunk("cICP", new byte[] {9, (byte) transfer, 0, 1});

    DecodedPicture read =
        PictureReader.read(PngChunks.with(Files.readAllBytes(plain), codes), "hdr.png");

    assertThat(read.picture().sample(3, 3, 0)).isBetween(0.88f, 0.97f);
    assertThat(read.notices()).singleElement().asString().contains("HDR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"29/j_arith.jpg", "29/t_c_lzma.tif", "29/t_c_zstd.tif"})
  void read_compressionThatIsNotRead_isNotCalledDamage(String file) {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> read(file))
        .withMessageContaining("uses a compression method that Afterimage cannot read");
  }

  private static Picture read(String file) throws PictureException {
    return PictureReader.read(Faults.file(file)).picture();
  }

  private static void assertPixel(Picture picture, int x, int y, int... rgb) {
    for (int i = 0; i < 3; i++) {
      assertThat(picture.argb(x, y) >> (16 - 8 * i) & 0xff).isBetween(rgb[i] - 2, rgb[i] + 2);
    }
  }
}
