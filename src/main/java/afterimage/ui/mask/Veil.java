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
  private static final int COLOR = 0xff3355;
  private static final double OPACITY = 0.55;
  private static final int[] COLORS = colors();

  private final MaskLayer layer;
  private final PixelBuffer<IntBuffer> pixels;
  private final WritableImage image;

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

  /** Takes over what has changed in a part of the layer. */
  void update(MaskLayer.Area part) {
    pixels.updateBuffer(
        buffer -> {
          layer.paint(part, COLORS, buffer.getBuffer());
          return new Rectangle2D(part.x(), part.y(), part.width(), part.height());
        });
  }

  /** Premultiplied, for each value of the layer. */
  private static int[] colors() {
    int[] argb = new int[256];
    for (int value = 0; value < argb.length; value++) {
      int alpha = (int) Math.round(value * OPACITY);
      int red = (COLOR >> 16 & 0xff) * alpha / 255;
      int green = (COLOR >> 8 & 0xff) * alpha / 255;
      int blue = (COLOR & 0xff) * alpha / 255;
      argb[value] = alpha << 24 | red << 16 | green << 8 | blue;
    }
    return argb;
  }
}
