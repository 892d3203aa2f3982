package afterimage.image.watermark;

import afterimage.image.Picture;

/**
 * OpenCV's conversion between 8-bit RGB and YUV, {@code COLOR_BGR2YUV} and back, in the fixed-point
 * arithmetic of its own so that readers see the same bits.
 */
final class ByteYuv {
  private static final int SHIFT = 14;
  private static final int HALF = 1 << (SHIFT - 1);
  private static final int CENTRE = 128;

  private ByteYuv() {}

  private static int descaled(int value) {
    return (value + HALF) >> SHIFT;
  }

  private static int luma(int red, int green, int blue) {
    return descaled(blue * 1868 + green * 9617 + red * 4899);
  }

  private static int clamped(int value) {
    return Math.clamp(value, 0, 255);
  }

  private static int u(int blue, int luma) {
    return clamped(descaled((blue - luma) * 8061 + (CENTRE << SHIFT)));
  }

  private static int v(int red, int luma) {
    return clamped(descaled((red - luma) * 14369 + (CENTRE << SHIFT)));
  }

  /** U of a picture, from 0 to 255. */
  static Plane chroma(Picture picture) {
    int width = picture.width();
    float[] values = new float[width * picture.height()];
    for (int i = 0; i < values.length; i++) {
      int argb = picture.argb(i % width, i / width);
      values[i] = u(argb & 255, luma(argb >> 16 & 255, argb >> 8 & 255, argb & 255));
    }
    return new Plane(width, values);
  }

  /** The picture at 8 bits with a message in its U. */
  static Picture embed(Picture picture, boolean[] message) {
    int width = picture.width();
    Plane coded = BlockCode.encode(chroma(picture), message, Haar.DOUBLE);
    byte[] rgb = new byte[coded.values().length * 3];
    for (int i = 0; i < coded.values().length; i++) {
      int argb = picture.argb(i % width, i / width);
      int red = argb >> 16 & 255;
      int luma = luma(red, argb >> 8 & 255, argb & 255);
      // NumPy's conversion to bytes wraps around.
      int du = ((int) coded.values()[i] & 255) - CENTRE;
      int dv = v(red, luma) - CENTRE;
      rgb[3 * i] = (byte) clamped(luma + descaled(dv * 18678));
      rgb[3 * i + 1] = (byte) clamped(luma + descaled(du * -6472 + dv * -9519));
      rgb[3 * i + 2] = (byte) clamped(luma + descaled(du * 33292));
    }
    return Picture.of8Bit(width, picture.height(), rgb, null);
  }
}
