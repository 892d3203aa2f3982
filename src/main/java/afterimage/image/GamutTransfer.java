package afterimage.image;

import java.util.stream.IntStream;

/**
 * Brings what was done to a picture's sRGB version into the picture's own, wider space.
 *
 * <p>In linear light the source is the sum of what sRGB shows of it and a rest. The first becomes
 * what the model made of it; the rest stays in proportion to how much of the source's own colour is
 * still there, since the rest of a colour that is gone would be its ghost. Where nothing changed,
 * the source stays bit for bit; where sRGB shows everything, the result is the model's.
 */
final class GamutTransfer {
  /** Keeps the measure steady in black: the square of a hundredth of white. */
  private static final double STEADY = 1e-4;

  private final WideGamut source;
  private final Samples before;
  private final Samples after;
  private final float[] light;
  private final float[][] sourceLight = new float[3][];
  private final double[][] matrix;

  private GamutTransfer(WideGamut source, Samples before, Samples after) {
    this.source = source;
    this.before = before;
    this.after = after;
    int bits = before.bits();
    light = ToneCurve.srgb().table(bits);
    for (int channel = 0; channel < 3; channel++) {
      sourceLight[channel] = source.space().curve(channel).table(bits);
    }
    matrix = source.space().fromSrgb();
  }

  /**
   * The changed colours in the source's space.
   *
   * @param before what sRGB shows of the source
   * @param after what was made of that, in the same depth
   */
  static WideGamut apply(WideGamut source, Samples before, Samples after) {
    return source.with(new GamutTransfer(source, before, after).changed());
  }

  private Samples changed() {
    Samples changed = Samples.zeros(before.bits(), before.length());
    int pixels = before.length() / 3;
    int band = 1 << 14;
    IntStream.range(0, Math.ceilDiv(pixels, band))
        .parallel()
        .forEach(
            i -> {
              for (int pixel = i * band; pixel < Math.min(pixels, (i + 1) * band); pixel++) {
                change(pixel * 3, changed);
              }
            });
    return changed;
  }

  private void change(int at, Samples target) {
    int difference = 0;
    for (int i = at; i < at + 3; i++) {
      difference |= before.get(i) ^ after.get(i);
    }
    if (difference == 0) {
      source.rgb().copyTo(at, target, at, 3);
      return;
    }
    double square = STEADY;
    double product = STEADY;
    double squareAfter = STEADY;
    for (int i = at; i < at + 3; i++) {
      float b = light[before.get(i)];
      float a = light[after.get(i)];
      square += b * b;
      product += b * a;
      squareAfter += a * a;
    }
    double likeness = product * product / (square * squareAfter);
    double kept = Math.min(product / square, 1) * likeness * likeness;
    for (int channel = 0; channel < 3; channel++) {
      double shown = 0;
      double made = 0;
      for (int i = 0; i < 3; i++) {
        shown += matrix[channel][i] * light[before.get(at + i)];
        made += matrix[channel][i] * light[after.get(at + i)];
      }
      float[] table = sourceLight[channel];
      double rest = table[source.rgb().get(at + channel)] - shown;
      target.set(at + channel, ToneCurve.nearest(table, (float) (made + kept * rest)));
    }
  }
}
