package afterimage.onnx;

import afterimage.engine.RefineListener;
import afterimage.image.Picture;
import afterimage.image.watermark.InvisibleWatermark;
import afterimage.message.Messages;

/** Puts the invisible watermark into results that are to have it. */
final class Watermarking {
  private Watermarking() {}

  /** The picture, marked if {@code wanted} and large enough. */
  static Picture apply(Picture picture, boolean wanted, RefineListener listener) {
    if (!wanted) {
      return picture;
    }
    if (!InvisibleWatermark.fits(picture)) {
      listener.notice(Messages.of("onnx.noWatermark", InvisibleWatermark.MIN_SIDE));
      return picture;
    }
    return InvisibleWatermark.embed(picture);
  }
}
