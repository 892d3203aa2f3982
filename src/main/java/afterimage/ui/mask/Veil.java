package afterimage.ui.mask;

import java.nio.IntBuffer;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * A layer's colour over the picture. A stroke changes only what it touched: all of it would take
 * longer than a pulse at each move of the pointer. For the FX thread.
 */
final class Veil {
  private static final int FREE = 0xff3355;
  private static final int PROTECTED = 0x2f6fff;
  private static final double OPACITY = 0.55;
  private static final int[] FREE_COLORS = colors(FREE, false);
  private static final int[] PROTECTED_COLORS = colors(PROTECTED, true);

  private final MaskLayer layer;
  private final PixelBuffer<IntBuffer> pixels;
  private final WritableImage image;
  private boolean tintsFree = true;

  Veil(MaskLayer layer) {
    this.layer = layer;
    this.pixels =
        new PixelBuffer<>(
            layer.width(),
            layer.height(),
            IntBuffer.allocate(layer.width() * layer.height()),
            PixelFormat.getIntArgbPreInstance());
    this.image = new WritableImage(pixels);
  }

  Image image() {
    return image;
  }

  /**
   * Takes over what has changed in a part of the layer.
   *
   * @param free whether what may change is tinted, red as the brush has it; else what may not is,
   *     blue
   * @return the part of the layer that looks different now
   */
  MaskLayer.Area update(MaskLayer.Area part, boolean free) {
    MaskLayer.Area changed = free == tintsFree ? part : layer.whole();
    tintsFree = free;
    if (changed.width() > 0 && changed.height() > 0) {
      pixels.updateBuffer(
          buffer -> {
            layer.paint(changed, free ? FREE_COLORS : PROTECTED_COLORS, buffer.getBuffer());
            return new Rectangle2D(changed.x(), changed.y(), changed.width(), changed.height());
          });
    }
    return changed;
  }

  /** Premultiplied, for each value of the layer. */
  private static int[] colors(int rgb, boolean inverted) {
    int[] argb = new int[256];
    for (int value = 0; value < argb.length; value++) {
      int alpha = (int) Math.round((inverted ? 255 - value : value) * OPACITY);
      int red = (rgb >> 16 & 0xff) * alpha / 255;
      int green = (rgb >> 8 & 0xff) * alpha / 255;
      int blue = (rgb & 0xff) * alpha / 255;
      argb[value] = alpha << 24 | red << 16 | green << 8 | blue;
    }
    return argb;
  }
}
