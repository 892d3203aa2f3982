package afterimage.engine;

import afterimage.image.Picture;
import afterimage.message.Messages;

/**
 * Where a picture may change.
 *
 * @param picture white where the picture is repainted, black where it stays, greys in between; its
 *     brightness counts. Of another size than the picture it is resized
 * @param blur radius in pixels by which the edges are softened, 0 for none
 */
public record Mask(Picture picture, int blur) {

  /** A1111's softness of edges. */
  public static final int DEFAULT_BLUR = 4;

  public Mask {
    if (blur < 0 || blur > 512) {
      throw new IllegalArgumentException(Messages.of("engine.maskBlur", blur));
    }
  }
}
