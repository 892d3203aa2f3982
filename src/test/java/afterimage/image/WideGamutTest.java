package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.ImageRequest;
import afterimage.engine.Mask;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.image.MatrixProfile.Curve;
import afterimage.image.MatrixProfile.Primaries;
import afterimage.onnx.SharedEngine;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What sRGB cannot show of a picture is kept, whatever is done to the rest. */
class WideGamutTest {
  private static final Path MODEL = Path.of("models/afterimage-mini");
  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;

  @TempDir Path folder;

  /** The spaces that photographs have. */
  @SuppressWarnings("ImmutableEnumChecker") // Nobody changes a profile.
  enum Space {
    DISPLAY_P3(new Primaries(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.3127, 0.3290), Curve.SRGB),
    ADOBE_RGB(
        new Primaries(0.640, 0.330, 0.210, 0.710, 0.150, 0.060, 0.3127, 0.3290),
        Curve.power(563 / 256.0)),
    PRO_PHOTO(
        new Primaries(0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001, 0.3457, 0.3585),
        Curve.power(1.8)),
    REC_2020(new Primaries(0.708, 0.292, 0.170, 0.797, 0.131, 0.046, 0.3127, 0.3290), Curve.BT709);

    final byte[] profile;

    Space(Primaries primaries, Curve curve) {
      profile = MatrixProfile.rgb(primaries, curve);
    }

    /** CIE L*a*b* under D50, by the JDK's colour management. */
    double[] lab(Samples rgb, int pixel, ICC_ColorSpace space) {
      float[] stored = {rgb.unit(3 * pixel), rgb.unit(3 * pixel + 1), rgb.unit(3 * pixel + 2)};
      float[] xyz = space.toCIEXYZ(stored);
      return DeltaE2000.lab(xyz[0], xyz[1], xyz[2]);
    }
  }

  @ParameterizedTest
  @EnumSource(Space.class)
  void refine_gradientOutsideSrgb_keepsItsGamut(Space space) throws Exception {
    for (int bits : new int[] {8, 16}) {
      Picture source = PictureReader.read(png(space, bits)).picture();
      assertThat(source.hasWideGamut()).isTrue();

      Picture result = refined(source, 0.3, null);
      Path file = folder.resolve("result-" + bits + ".png");
      PictureWriter.write(result, file, WriteOptions.DEFAULT, PictureMetadata.NONE);
      Picture written = PictureReader.read(file).picture();

      List<Double> differences = new ArrayList<>();
      ICC_ColorSpace colors = new ICC_ColorSpace(ICC_Profile.getInstance(space.profile));
      for (int i = 0; i < WIDTH * HEIGHT; i++) {
        if (change(source, result, i) <= 2) {
          differences.add(
              DeltaE2000.of(
                  space.lab(wide(source), i, colors), space.lab(wide(written), i, colors)));
        }
      }
      Collections.sort(differences);
      assertThat(written.bitDepth()).isEqualTo(bits);
      assertThat(differences).hasSizeGreaterThan(200);
      assertThat(differences.get(differences.size() / 2)).isLessThan(0.5);
      // The gamut is more than sRGB: most of it is outside.
      assertThat(outside(space, written)).isGreaterThan(outside(space, source) * 9 / 10);
    }
  }

  @ParameterizedTest
  @EnumSource(Space.class)
  void refine_strengthZero_isBitIdenticalInEveryFormatThatLosesNothing(Space space)
      throws Exception {
    for (int bits : new int[] {8, 16}) {
      Picture source = PictureReader.read(png(space, bits)).picture();
      Picture result = refined(source, 0, null);
      for (String extension : bits == 8 ? List.of("png", "tif", "webp") : List.of("png", "tif")) {
        Path file = folder.resolve("same-" + bits + "." + extension);
        PictureWriter.write(result, file, new WriteOptions(1, true), PictureMetadata.NONE);

        Picture written = PictureReader.read(file).picture();

        assertThat(samples(wide(written))).isEqualTo(samples(gradient(bits)));
        assertThat(samples(written.rgb())).isEqualTo(samples(source.rgb()));
        assertThat(Objects.requireNonNull(written.gamut()).space().profile())
            .isEqualTo(space.profile);
      }
    }
  }

  @Test
  void refine_maskedPart_leavesTheRestBitIdentical() throws Exception {
    Picture source = PictureReader.read(png(Space.DISPLAY_P3, 16)).picture();
    byte[] white = new byte[WIDTH * HEIGHT * 3];
    Arrays.fill(white, white.length / 2, white.length, (byte) 255);
    Mask mask = new Mask(Picture.of8Bit(WIDTH, HEIGHT, white, null), 0);

    Picture result = refined(source, 0.5, mask);

    int half = white.length / 2;
    assertThat(samples(wide(result))).startsWith(Arrays.copyOf(samples(gradient(16)), half));
    assertThat(samples(wide(result))).isNotEqualTo(samples(gradient(16)));
  }

  @Test
  void withGamutOf_colourThatIsGone_leavesNoGhost() throws Exception {
    Picture red = single(Space.DISPLAY_P3, 255, 0, 0);
    for (int[] color : new int[][] {{0, 0, 0}, {0, 120, 20}, {255, 255, 255}, {90, 90, 90}}) {
      Picture result = of(color).withGamutOf(red);
      Picture seen = written(result, WriteOptions.DEFAULT);
      for (int channel = 0; channel < 3; channel++) {
        assertThat(seen.rgb().get(channel)).isBetween(color[channel] - 12, color[channel] + 12);
      }
    }
    // Half as bright, its gamut is as well.
    Picture darker = of(188, 0, 0).withGamutOf(red);
    assertThat(wide(darker).get(0)).isBetween(186, 190);
    assertThat(wide(darker).get(1)).isLessThan(8);
  }

  @Test
  void withGamutOf_coloursInsideSrgb_areTheModelsOwn() throws Exception {
    Picture grey = single(Space.ADOBE_RGB, 120, 130, 140);
    Picture result = written(of(200, 90, 30).withGamutOf(grey), WriteOptions.DEFAULT);

    assertThat(result.rgb().get(0)).isBetween(198, 202);
    assertThat(result.rgb().get(1)).isBetween(88, 92);
    assertThat(result.rgb().get(2)).isBetween(27, 33);
  }

  @Test
  void write_sourceColoursNotWanted_writesSrgb() throws Exception {
    Picture source = PictureReader.read(png(Space.PRO_PHOTO, 8)).picture();
    WriteOptions srgb =
        new WriteOptions(
            1,
            true,
            null,
            WriteSwitch.all(part -> part != WriteSwitch.GAMUT && WriteOptions.DEFAULT.has(part)));

    Picture result = written(source, srgb);

    assertThat(result.hasWideGamut()).isFalse();
    assertThat(samples(result.rgb())).isEqualTo(samples(source.rgb()));
  }

  @Test
  void write_formatWithoutProfiles_tellsOfTheLoss() throws Exception {
    Picture source = PictureReader.read(png(Space.PRO_PHOTO, 8)).picture();
    Path file = folder.resolve("a.bmp");

    List<String> losses =
        PictureWriter.write(source, file, WriteOptions.DEFAULT, PictureMetadata.NONE);

    assertThat(losses).singleElement().asString().contains("sRGB", "PNG, JPEG, TIFF, WebP");
    assertThat(samples(PictureReader.read(file).picture().rgb())).isEqualTo(samples(source.rgb()));
  }

  @ParameterizedTest
  @CsvSource({"jpg, 3", "webp, 3"})
  void write_lossyFormat_keepsTheProfile(String extension, double most) throws Exception {
    Picture source = PictureReader.read(png(Space.ADOBE_RGB, 8)).picture();
    Path file = folder.resolve("a." + extension);
    PictureWriter.write(source, file, new WriteOptions(0.98, true), PictureMetadata.NONE);

    Picture written = PictureReader.read(file).picture();

    assertThat(Objects.requireNonNull(written.gamut()).space().profile())
        .isEqualTo(Space.ADOBE_RGB.profile);
    double sum = 0;
    for (int i = 0; i < WIDTH * HEIGHT * 3; i++) {
      sum += Math.abs(wide(written).get(i) - wide(source).get(i));
    }
    assertThat(sum / (WIDTH * HEIGHT * 3)).isLessThan(most);
  }

  @Test
  void read_turnedJpeg_turnsTheWideColours() throws Exception {
    Picture own = new Picture(WIDTH, HEIGHT, gradient(8), null);
    Picture turned = Orientation.TURNED_RIGHT.apply(withSpace(own, Space.DISPLAY_P3));

    assertThat(samples(wide(turned))).isEqualTo(samples(Orientation.TURNED_RIGHT.apply(own).rgb()));
  }

  @Test
  void read_cicpOfWideSpace_isKeptAsProfile() throws Exception {
    byte[] plain = Files.readAllBytes(png(null, 8));
    byte[] coded = PngChunks.with(plain, PngChunks.chunk("cICP", new byte[] {12, 13, 0, 1}));
    Picture source = PictureReader.read(coded, "cicp").picture();

    Picture again = written(source, WriteOptions.DEFAULT);

    assertThat(samples(wide(again))).isEqualTo(samples(gradient(8)));
    assertThat(samples(again.rgb())).isEqualTo(samples(source.rgb()));
  }

  @Test
  void read_profileWithinSrgb_isConverted() throws Exception {
    Picture picture = new Picture(WIDTH, HEIGHT, gradient(8), null);
    byte[] png = png(picture, MatrixProfile.rgb(Primaries.SRGB, Curve.power(1.8)));

    assertThat(PictureReader.read(png, "narrow").picture().hasWideGamut()).isFalse();
  }

  @Test
  void read_srgbInOtherWords_keepsItsValues() throws Exception {
    Picture picture = new Picture(WIDTH, HEIGHT, gradient(8), null);
    byte[] png = png(picture, MatrixProfile.rgb(Primaries.SRGB, Curve.SRGB));

    assertThat(samples(PictureReader.read(png, "srgb").picture().rgb()))
        .isEqualTo(samples(gradient(8)));
  }

  @Test
  void of_curvesOfEveryKind_equalTheJdksColourManagement() {
    for (Space space : Space.values()) {
      MatrixSpace own = Objects.requireNonNull(MatrixSpace.of(space.profile));
      assertThat(own.isWide()).isTrue();
      ICC_ColorSpace jdk = new ICC_ColorSpace(ICC_Profile.getInstance(space.profile));
      for (int value : new int[] {0, 3, 40, 128, 200, 255}) {
        float[] white = jdk.toCIEXYZ(new float[] {value / 255f, value / 255f, value / 255f});
        assertThat(own.curve(1).table(8)[value]).isBetween(white[1] - 2e-3f, white[1] + 2e-3f);
      }
    }
    ByteBuffer gamma = ByteBuffer.allocate(14).putInt(0, 0x63757276).putInt(8, 1);
    gamma.putShort(12, (short) 0x200);
    assertThat(Objects.requireNonNull(ToneCurve.of(gamma)).table(8)[128]).isBetween(0.251f, 0.253f);
    ByteBuffer falling = ByteBuffer.allocate(16).putInt(0, 0x63757276).putInt(8, 2);
    falling.putShort(12, (short) 0xffff).putShort(14, (short) 0);
    assertThat(ToneCurve.of(falling)).isNull();
  }

  @Test
  void of_damagedProfile_isNone() {
    byte[] sound = Space.DISPLAY_P3.profile;
    for (int at = 0; at < sound.length; at++) {
      byte[] damaged = sound.clone();
      damaged[at] = (byte) (damaged[at] ^ 0xff);
      MatrixSpace.of(damaged); // Whatever it is, nothing is thrown.
      MatrixSpace.of(Arrays.copyOf(sound, at));
    }
    assertThat(MatrixSpace.of(IccProfiles.gray(2.2))).isNull();
  }

  private static Picture refined(Picture source, double strength, @Nullable Mask mask)
      throws Exception {
    RefineSettings settings = new RefineSettings("photo", "", strength, 10, 1, 6, 2.5, 7, null);
    try (SharedEngine engine = new SharedEngine()) {
      return engine
          .run(
              new ImageRequest(
                  new ImageRequest.Start.FromPicture(source, mask),
                  new ModelRef(MODEL),
                  settings,
                  Device.CPU),
              RefineListener.NONE,
              new Cancellation())
          .picture();
    }
  }

  private Picture written(Picture picture, WriteOptions options) throws Exception {
    Path file = folder.resolve("written.png");
    PictureWriter.write(picture, file, options.overwriting(true), PictureMetadata.NONE);
    return PictureReader.read(file).picture();
  }

  /** Strong colours, most of them outside sRGB, into its corners. */
  private static Samples gradient(int bits) {
    Samples rgb = Samples.zeros(bits, WIDTH * HEIGHT * 3);
    int most = bits == 8 ? 255 : 65535;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      double across = (i % WIDTH) / (WIDTH - 1.0);
      int row = i / WIDTH;
      double down = row / (HEIGHT - 1.0);
      rgb.set(3 * i, (int) (most * (0.2 + 0.8 * across)));
      rgb.set(3 * i + 1, (int) (most * (0.95 - 0.9 * across)));
      rgb.set(3 * i + 2, (int) (most * (0.05 + 0.4 * down)));
    }
    return rgb;
  }

  private Path png(@Nullable Space space, int bits) throws Exception {
    Picture picture = new Picture(WIDTH, HEIGHT, gradient(bits), null);
    byte[] profile = space == null ? null : space.profile;
    return Files.write(folder.resolve("source-" + bits + ".png"), png(picture, profile));
  }

  private static byte[] png(Picture picture, byte @Nullable [] profile) throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (OutputStream out = png) {
      PngEncoder.write(picture, new FileMetadata(), profile, out);
    }
    return png.toByteArray();
  }

  private static Picture single(Space space, int... rgb) throws Exception {
    return PictureReader.read(png(of(rgb), space.profile), "single").picture();
  }

  private static Picture of(int... rgb) {
    return Picture.of8Bit(1, 1, new byte[] {(byte) rgb[0], (byte) rgb[1], (byte) rgb[2]}, null);
  }

  private static Picture withSpace(Picture own, Space space) {
    MatrixSpace matrix = Objects.requireNonNull(MatrixSpace.of(space.profile));
    return new Picture(
        own.width(), own.height(), own.rgb(), null, new WideGamut(matrix, own.rgb()));
  }

  /** The greatest difference of a pixel as sRGB, in levels of 255. */
  private static int change(Picture source, Picture result, int pixel) {
    int most = 0;
    for (int i = 3 * pixel; i < 3 * pixel + 3; i++) {
      most = Math.max(most, Math.abs(source.rgb().byteAt(i) - result.rgb().byteAt(i)));
    }
    return most;
  }

  /** How many pixels sRGB cannot show. */
  private static int outside(Space space, Picture picture) {
    MatrixSpace matrix = Objects.requireNonNull(MatrixSpace.of(space.profile));
    double[][] toSrgb = MatrixProfile.inverse(matrix.fromSrgb());
    Samples rgb = wide(picture);
    int count = 0;
    for (int i = 0; i < rgb.length(); i += 3) {
      boolean out = false;
      for (double[] row : toSrgb) {
        double value = 0;
        for (int channel = 0; channel < 3; channel++) {
          value += row[channel] * matrix.curve(channel).table(8)[rgb.byteAt(i + channel)];
        }
        out |= value < -0.005 || value > 1.005;
      }
      count += out ? 1 : 0;
    }
    return count;
  }

  private static Samples wide(Picture picture) {
    return Objects.requireNonNull(picture.gamut()).rgb();
  }

  private static int[] samples(Samples samples) {
    int[] values = new int[samples.length()];
    Arrays.setAll(values, samples::get);
    return values;
  }
}
