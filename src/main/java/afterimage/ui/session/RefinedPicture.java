package afterimage.ui.session;

import afterimage.engine.RefineResult;
import afterimage.ui.canvas.MipPyramid;

/** A result with its pyramid, made beside the FX thread. */
public record RefinedPicture(RefineResult result, MipPyramid pyramid) {

  /** Builds the pyramid; slow for large pictures. */
  public static RefinedPicture of(RefineResult result) {
    return new RefinedPicture(result, MipPyramid.of(result.picture()));
  }
}
