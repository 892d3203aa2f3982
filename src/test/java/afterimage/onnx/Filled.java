package afterimage.onnx;

import afterimage.diffusion.pipeline.PixelMask;
import afterimage.engine.PixelArea;
import afterimage.engine.PixelSize;
import afterimage.image.LanczosResampling;
import afterimage.image.Picture;

/**
 * A part of a picture as diffusers' resize modes "fill" and "crop" have it, over our resampling: of
 * fixed proportions, which ours has no need of.
 *
 * @param picture of the size that was asked for; what the part does not fill repeats its edge
 * @param inside where the part is
 */
record Filled(Picture picture, PixelArea inside) {

  static Filled of(Picture source, PixelArea part, PixelSize size) {
    PixelArea inside = inside(part, size);
    Picture resized =
        LanczosResampling.resize(
            source.part(part.x(), part.y(), part.width(), part.height()),
            inside.width(),
            inside.height());
    byte[] rgb = new byte[size.width() * size.height() * 3];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % size.width();
      int y = i / 3 / size.width();
      float sample =
          resized.sample(
              Math.clamp(x - inside.x(), 0, inside.width() - 1),
              Math.clamp(y - inside.y(), 0, inside.height() - 1),
              i % 3);
      rgb[i] = (byte) Math.round(255 * sample);
    }
    return new Filled(Picture.of8Bit(size.width(), size.height(), rgb, null), inside);
  }

  /** The same of a mask. */
  static PixelMask of(PixelMask source, PixelArea part, PixelSize size) {
    PixelArea inside = inside(part, size);
    PixelMask resized = source.part(part, inside.width(), inside.height());
    float[] shares = new float[size.width() * size.height()];
    for (int i = 0; i < shares.length; i++) {
      int x = Math.clamp(i % size.width() - inside.x(), 0, inside.width() - 1);
      int y = Math.clamp(i / size.width() - inside.y(), 0, inside.height() - 1);
      shares[i] = resized.shares()[y * inside.width() + x];
    }
    return new PixelMask(size.width(), size.height(), shares);
  }

  private static PixelArea inside(PixelArea part, PixelSize size) {
    boolean wide = size.width() * part.height() < part.width() * size.height();
    int width = wide ? size.width() : part.width() * size.height() / part.height();
    int height = wide ? part.height() * size.width() / part.width() : size.height();
    return new PixelArea(
        size.width() / 2 - width / 2, size.height() / 2 - height / 2, width, height);
  }

  /** A picture as large as to cover a part, and cut to it. */
  static Picture cropped(Picture made, PixelArea part) {
    boolean wide = part.width() * made.height() > made.width() * part.height();
    int width = wide ? part.width() : made.width() * part.height() / made.height();
    int height = wide ? made.height() * part.width() / made.width() : part.height();
    Picture covering = LanczosResampling.resize(made, width, height);
    return covering.part(
        width / 2 - part.width() / 2, height / 2 - part.height() / 2, part.width(), part.height());
  }
}
