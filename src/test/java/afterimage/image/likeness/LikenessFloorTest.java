package afterimage.image.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import afterimage.SeededCase;
import afterimage.SeededCases;
import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LikenessFloorTest {
  private static final double EXACT = 1e-9;

  /** Pictures, changes and floors of all kinds: smooth, noisy, dark, tiny, of 8 and 16 bits. */
  @Test
  void hold_anyChangeAndFloor_noWindowIsBelow() {
    SeededCases.check(
        200,
        values -> {
          int bits = values.oneOf(List.of(8, 16));
          Picture before = source(values, bits);
          Picture after = changed(before, values);
          double floor = values.between(0.01, 1);

          Picture held = LikenessFloor.hold(before, after, floor).picture();

          assertHolds(before, held, floor);
          assertThat(held.bitDepth()).isEqualTo(bits);
        });
  }

  @Test
  void hold_asWrittenIn8And16Bits_noWindowIsBelow(@TempDir Path folder) {
    SeededCases.check(
        12,
        values -> {
          Picture before = source(values, 16);
          double floor = values.between(0.5, 1);
          Picture held = LikenessFloor.hold(before, changed(before, values), floor).picture();
          for (int bits : new int[] {8, 16}) {
            assertHolds(
                written(before, bits, folder.resolve("before.png")),
                written(held, bits, folder.resolve("held.png")),
                floor);
          }
        });
  }

  @Test
  void hold_floorOfOne_isTheOriginalBitForBit() {
    SeededCases.check(
        10,
        values -> {
          Picture before = source(values, values.oneOf(List.of(8, 16)));
          LikenessFloor.Held held = LikenessFloor.hold(before, changed(before, values), 1);
          assertSame(held.picture(), before);
          assertThat(held.givenBack().share()).isIn(0.0, 1.0);
        });
  }

  @Test
  void hold_changeThatHolds_isLeftBitForBit() {
    Picture before = flat(40, 30, 8, 120);
    Picture after = flat(40, 30, 8, 121);

    LikenessFloor.Held held = LikenessFloor.hold(before, after, 0.9);

    assertSame(held.picture(), after);
    assertThat(held.givenBack().area()).isZero();
    assertThat(held.givenBack().share()).isZero();
  }

  @Test
  void hold_changeInOneCorner_givesBackThereOnly() {
    Picture before = flat(64, 64, 8, 120);
    byte[] rgb = samples(before);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        rgb[(y * 64 + x) * 3] = (byte) ((x + y) % 2 == 0 ? 220 : 20);
      }
    }
    // A small change elsewhere that holds.
    rgb[(50 * 64 + 50) * 3] = 121;
    Picture after = Picture.of8Bit(64, 64, rgb, null);

    LikenessFloor.Held held = LikenessFloor.hold(before, after, 0.9);

    assertHolds(before, held.picture(), 0.9);
    GivenBack back = held.givenBack();
    assertThat(back.area()).isBetween(0.03, 16.0 * 16 / 64 / 64);
    assertThat(back.share()).isBetween(0.2, 0.99);
    assertThat(back.map()[0]).isGreaterThan(0.2f);
    assertThat(back.map()[12 * back.columns() + 12]).isZero();
    assertThat(back.picture().width()).isEqualTo(16);
    assertThat(held.picture().sample(50, 50, 0)).isEqualTo(after.sample(50, 50, 0));
  }

  /** What luma does not show is colour's, and lets detail be. */
  @Test
  void hold_hueTurns_givesColourBackAndKeepsDetail() {
    Picture before = flat(32, 32, 8, 128);
    byte[] rgb = samples(before);
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) (128 + 76);
      rgb[i + 2] = (byte) (128 - 76 * 299 / 114 / 2);
      rgb[i + 1] = (byte) (128 - 19);
    }
    Picture after = Picture.of8Bit(32, 32, rgb, null);
    Picture held = LikenessFloor.hold(before, after, 0.9).picture();
    assertHolds(before, held, 0.9);
    assertThat(held.sample(16, 16, 0)).isBetween(before.sample(0, 0, 0), after.sample(0, 0, 0));
    assertThat(luma(held, 16, 16)).isCloseTo(luma(after, 16, 16), within(0.01));
  }

  @Test
  void hold_alpha_isTheChangedPictures() {
    Picture before = Picture.of8Bit(1, 1, new byte[] {1, 2, 3}, new byte[] {77});
    Picture held = LikenessFloor.hold(before, before, 0.5).picture();
    assertThat(held.alpha(0, 0)).isEqualTo(77 / 255f);
  }

  @Test
  void hold_otherSizeOrDepth_isRefused() {
    Picture small = flat(2, 2, 8, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LikenessFloor.hold(small, flat(2, 3, 8, 1), 0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LikenessFloor.hold(small, flat(2, 2, 16, 1), 0.5));
  }

  /** Every window of 8 × 8 pixels, one every four, measured by itself. */
  private static void assertHolds(Picture before, Picture held, double floor) {
    int columns = Math.max(1, Math.ceilDiv(before.width(), 4) - 1);
    int rows = Math.max(1, Math.ceilDiv(before.height(), 4) - 1);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double[] found = measure(before, held, 4 * column, 4 * row);
        assertThat(found[0])
            .as("SSIM at %d, %d", column, row)
            .isGreaterThanOrEqualTo(floor - EXACT);
        assertThat(found[1])
            .as("colour at %d, %d", column, row)
            .isLessThanOrEqualTo(LikenessFloor.colourLimit(floor) + EXACT);
      }
    }
  }

  /** SSIM by its definition, in two passes, and the difference of the mean colours. */
  private static double[] measure(Picture before, Picture held, int fromX, int fromY) {
    int toX = Math.min(before.width(), fromX + 8);
    int toY = Math.min(before.height(), fromY + 8);
    double count = (double) (toX - fromX) * (toY - fromY);
    double meanL = 0;
    double meanR = 0;
    double[] colours = new double[6];
    for (int y = fromY; y < toY; y++) {
      for (int x = fromX; x < toX; x++) {
        meanL += luma(before, x, y) / count;
        meanR += luma(held, x, y) / count;
        for (int i = 0; i < 3; i++) {
          colours[i] += before.sample(x, y, i) / count;
          colours[3 + i] += held.sample(x, y, i) / count;
        }
      }
    }
    double varianceL = 0;
    double varianceR = 0;
    double covariance = 0;
    for (int y = fromY; y < toY; y++) {
      for (int x = fromX; x < toX; x++) {
        double l = luma(before, x, y) - meanL;
        double r = luma(held, x, y) - meanR;
        varianceL += l * l / count;
        varianceR += r * r / count;
        covariance += l * r / count;
      }
    }
    double ssim =
        (2 * meanL * meanR + 1e-4)
            * (2 * covariance + 9e-4)
            / ((meanL * meanL + meanR * meanR + 1e-4) * (varianceL + varianceR + 9e-4));
    return new double[] {
      ssim,
      Ciede2000.between(
          CieLab.ofSrgb(colours[0], colours[1], colours[2]),
          CieLab.ofSrgb(colours[3], colours[4], colours[5]))
    };
  }

  private static double luma(Picture picture, int x, int y) {
    return 0.299 * picture.sample(x, y, 0)
        + 0.587 * picture.sample(x, y, 1)
        + 0.114 * picture.sample(x, y, 2);
  }

  private static Picture source(SeededCase values, int bits) {
    int width = values.between(1, 61);
    int height = values.between(1, 47);
    Random random = new Random(values.anyLong());
    double noise = values.oneOf(List.of(0.0, 0.01, 0.2, 1.0));
    double level = values.between(0, 1);
    double slope = values.between(-1, 1);
    return made(
        width,
        height,
        bits,
        (x, y, i) ->
            level
                + slope * (x + 2.0 * y * (i - 1)) / (width + height)
                + noise * (random.nextDouble() - 0.5));
  }

  /** From a shift of all colours over blur and texture to another picture. */
  private static Picture changed(Picture before, SeededCase values) {
    Random random = new Random(values.anyLong());
    double amount = values.between(0, 1);
    double[] tint = {
      random.nextDouble() - 0.5, random.nextDouble() - 0.5, random.nextDouble() - 0.5
    };
    int kind = values.between(0, 3);
    return made(
        before.width(),
        before.height(),
        before.bitDepth(),
        (x, y, i) -> {
          double source = before.sample(x, y, i);
          return switch (kind) {
            case 0 -> source + amount * tint[i];
            case 1 -> source + amount * (random.nextDouble() - 0.5);
            case 2 -> source * (1 - amount) + amount * before.sample(before.width() - 1 - x, y, i);
            default -> x > 12 && y < 20 ? (1 - amount) * source + amount * (x * y % 2) : source;
          };
        });
  }

  private interface Samples {
    double at(int x, int y, int channel);
  }

  private static Picture made(int width, int height, int bits, Samples samples) {
    int max = bits == 8 ? 255 : 65535;
    byte[] bytes = new byte[width * height * 3];
    short[] shorts = new short[width * height * 3];
    for (int at = 0; at < bytes.length; at++) {
      int pixel = at / 3;
      double value = Math.clamp(samples.at(pixel % width, pixel / width, at % 3), 0, 1);
      bytes[at] = (byte) Math.round(value * max);
      shorts[at] = (short) Math.round(value * max);
    }
    return bits == 8
        ? Picture.of8Bit(width, height, bytes, null)
        : Picture.of16Bit(width, height, shorts, null);
  }

  private static Picture flat(int width, int height, int bits, int level) {
    return made(width, height, bits, (x, y, i) -> level / 255.0);
  }

  private static byte[] samples(Picture picture) {
    byte[] rgb = new byte[picture.width() * picture.height() * 3];
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / 3;
      rgb[i] =
          (byte)
              Math.round(
                  picture.sample(pixel % picture.width(), pixel / picture.width(), i % 3) * 255);
    }
    return rgb;
  }

  private static Picture written(Picture picture, int bits, Path file) throws Exception {
    PictureWriter.write(
        picture,
        file,
        new WriteOptions(1, true, bits, WriteOptions.DEFAULT.switches()),
        PictureMetadata.NONE);
    return PictureReader.read(file).picture();
  }

  private static void assertSame(Picture one, Picture other) {
    assertThat(one.bitDepth()).isEqualTo(other.bitDepth());
    for (int y = 0; y < one.height(); y++) {
      for (int x = 0; x < one.width(); x++) {
        for (int i = 0; i < 3; i++) {
          assertThat(one.sample(x, y, i)).isEqualTo(other.sample(x, y, i));
        }
      }
    }
  }
}
