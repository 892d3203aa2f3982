package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles in files lead to the sRGB values that their definitions give. */
class ColorTest {
  private static final int[][] COLORS = {
    {128, 128, 128}, {200, 60, 30}, {40, 180, 70}, {30, 60, 200}, {255, 255, 255}, {90, 10, 160}
  };

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"png, 8", "png, 16", "jpg, 8"})
  void read_taggedFile_isConverted(String extension, int bits) throws Exception {
    for (IccProfiles.Matrix space :
        new IccProfiles.Matrix[] {IccProfiles.ADOBE_RGB, IccProfiles.P3_GAMMA22}) {
      for (int[] color : COLORS) {
        Path plain = folder.resolve("plain." + extension);
        PictureWriter.write(
            uniform(color, bits), plain, new WriteOptions(1, true), PictureMetadata.NONE);
        byte[] tagged =
            extension.equals("png")
                ? taggedPng(Files.readAllBytes(plain), space.profile())
                : taggedJpeg(Files.readAllBytes(plain), space.profile());
        double tolerance = extension.equals("jpg") ? 4 : 1.5;
        assertSrgb(
            PictureReader.read(tagged, "tagged").picture(), bits, space.toSrgb(color), tolerance);
      }
    }
  }

  @Test
  void read_taggedTiff_isConverted() throws Exception {
    ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(IccProfiles.ADOBE_RGB.profile()));
    ComponentColorModel model =
        new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    WritableRaster raster = model.createCompatibleWritableRaster(8, 8);
    int[] color = COLORS[1];
    for (int i = 0; i < 64; i++) {
      raster.setPixel(i % 8, i / 8, color);
    }
    Path file = folder.resolve("a.tif");
    assertThat(ImageIO.write(new BufferedImage(model, raster, false, null), "tiff", file.toFile()))
        .isTrue();

    assertSrgb(PictureReader.read(file).picture(), 8, IccProfiles.ADOBE_RGB.toSrgb(color), 1.5);
  }

  @Test
  void read_grayPngWithProfile_isConverted() throws Exception {
    BufferedImage gray = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setSamples(0, 0, 8, 8, 0, filled(64, 100));
    byte[] tagged = taggedPng(encoded(gray, "png"), IccProfiles.gray(1.0));

    double expected = IccProfiles.encode(100 / 255.0);
    assertSrgb(
        PictureReader.read(tagged, "gray").picture(),
        8,
        new double[] {expected, expected, expected},
        1.5);
  }

  @ParameterizedTest
  @CsvSource({"png", "jpg", "tiff", "bmp"})
  void read_grayWithoutProfile_keepsItsValues(String format) throws Exception {
    BufferedImage gray = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setSamples(0, 0, 8, 8, 0, filled(64, 100));

    Picture picture = PictureReader.read(encoded(gray, format), "gray").picture();

    assertThat(picture.argb(3, 3)).isEqualTo(0xff646464);
  }

  @Test
  void read_taggedWithGarbage_keepsItsValues() throws Exception {
    Path plain = folder.resolve("plain.png");
    PictureWriter.write(uniform(COLORS[1], 8), plain, WriteOptions.DEFAULT, PictureMetadata.NONE);
    byte[] tagged = taggedPng(Files.readAllBytes(plain), new byte[200]);

    assertThat(PictureReader.read(tagged, "a").picture().argb(0, 0)).isEqualTo(0xffc83c1e);
  }

  private static void assertSrgb(Picture picture, int bits, double[] expected, double tolerance) {
    assertThat(picture.bitDepth()).isEqualTo(bits);
    for (int channel = 0; channel < 3; channel++) {
      assertThat((double) picture.sample(4, 4, channel))
          .isCloseTo(expected[channel], within(tolerance / 255));
    }
  }

  private static Picture uniform(int[] color, int bits) {
    Samples rgb = Samples.zeros(bits, 8 * 8 * 3);
    for (int i = 0; i < rgb.length(); i++) {
      rgb.set(i, bits == 8 ? color[i % 3] : color[i % 3] * 257);
    }
    return new Picture(8, 8, rgb, null);
  }

  private static int[] filled(int count, int value) {
    int[] values = new int[count];
    Arrays.fill(values, value);
    return values;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /** With an iCCP chunk behind the header, in place of sRGB. */
  private static byte[] taggedPng(byte[] png, byte[] profile) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write("iCCPtest\0\0".getBytes(StandardCharsets.US_ASCII));
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(data)) {
      deflate.write(profile);
    }
    CRC32 checksum = new CRC32();
    checksum.update(data.toByteArray());
    ByteArrayOutputStream tagged = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(tagged);
    out.write(png, 0, 33);
    out.writeInt(data.size() - 4);
    data.writeTo(out);
    out.writeInt((int) checksum.getValue());
    boolean srgb = new String(png, 37, 4, StandardCharsets.US_ASCII).equals("sRGB");
    int rest = srgb ? 33 + 13 : 33;
    out.write(png, rest, png.length - rest);
    return tagged.toByteArray();
  }

  private static byte[] taggedJpeg(byte[] jpeg, byte[] profile) throws IOException {
    ByteArrayOutputStream tagged = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(tagged);
    out.write(jpeg, 0, 20);
    out.writeShort(0xffe2);
    out.writeShort(2 + 14 + profile.length);
    out.write("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII));
    out.write(profile);
    out.write(jpeg, 20, jpeg.length - 20);
    return tagged.toByteArray();
  }
}
