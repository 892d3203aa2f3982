package afterimage.ui.session;

import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.ui.canvas.MipPyramid;

/**
 * A decoded picture, ready for the canvas and the engine.
 *
 * @param picture upright, in sRGB
 * @param metadata what its file said of it
 * @param pyramid the same for the canvas
 */
public record LoadedPicture(Picture picture, PictureMetadata metadata, MipPyramid pyramid) {

  /** A decoded picture with its pyramid; slow for large ones. */
  public static LoadedPicture of(Picture picture, PictureMetadata metadata) {
    return new LoadedPicture(picture, metadata, MipPyramid.of(picture));
  }
}
