package afterimage.image.watermark;

import afterimage.image.Picture;

/**
 * OpenCV's conversion between RGB and YUV in single precision, on the scale of 0 to 255 that
 * diffusers' pipeline hands over, with U and V centred at 0.5.
 */
final class FloatYuv {
  private static final float SCALE = 255;
  private static final float CENTRE = 0.5f;

  private FloatYuv() {}

  /** The picture at 16 bits with a message in its U. */
  static Picture embed(Picture picture, boolean[] message) {
    float[] rgb = embedRaw(picture, message);
    short[] samples = new short[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      samples[i] = (short) Math.round(Math.clamp(rgb[i] / SCALE, 0f, 1f) * 65535);
    }
    return Picture.of16Bit(picture.width(), picture.height(), samples, null);
  }

  /** Red, green, blue of each pixel on the scale of 0 to 255, neither clamped nor rounded. */
  static float[] embedRaw(Picture picture, boolean[] message) {
    int width = picture.width();
    int pixels = width * picture.height();
    float[] lumas = new float[pixels];
    float[] us = new float[pixels];
    float[] vs = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      float red = level(picture, i, 0);
      float green = level(picture, i, 1);
      float blue = level(picture, i, 2);
      // Fused as OpenCV's vector code is: another rounding here can turn a bit there.
      lumas[i] = Math.fma(blue, 0.114f, Math.fma(green, 0.587f, red * 0.299f));
      us[i] = (blue - lumas[i]) * 0.492f + CENTRE;
      vs[i] = (red - lumas[i]) * 0.877f + CENTRE;
    }
    float[] coded = BlockCode.encode(new Plane(width, us), message, Haar.SINGLE).values();
    float[] rgb = new float[3 * pixels];
    for (int i = 0; i < pixels; i++) {
      float du = coded[i] - CENTRE;
      float dv = vs[i] - CENTRE;
      rgb[3 * i] = lumas[i] + dv * 1.140f;
      rgb[3 * i + 1] = lumas[i] + du * -0.395f + dv * -0.581f;
      rgb[3 * i + 2] = lumas[i] + du * 2.032f;
    }
    return rgb;
  }

  /** A sample from 0 to 255, whole where the picture's depth is 8 bits. */
  private static float level(Picture picture, int pixel, int channel) {
    int x = pixel % picture.width();
    int y = pixel / picture.width();
    return (float) ((double) SCALE * picture.sample(x, y, channel));
  }
}
