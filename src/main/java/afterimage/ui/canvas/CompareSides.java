package afterimage.ui.canvas;

import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * What the two sides of a comparison show.
 *
 * @param before the left one
 * @param after the right one, or null before there is one
 * @param frame a preview that covers the right one, or null
 */
record CompareSides(MipPyramid before, @Nullable MipPyramid after, @Nullable Image frame) {

  Side original() {
    return new Side.Whole(before);
  }

  /** The preview, the result, or the original while there is neither. */
  Side refined() {
    if (frame != null) {
      return new Side.Frame(frame);
    }
    return after == null ? original() : new Side.Whole(after);
  }

  /** A picture made of both; a preview, and what is not made yet, show as they are. */
  Side derived(DerivedPictures derived, CompareMode mode, double gain) {
    if (frame != null || after == null || !sameSize(before, after)) {
      return refined();
    }
    Side made = derived.get(mode, before, after, gain);
    return made == null ? refined() : made;
  }

  private static boolean sameSize(MipPyramid left, MipPyramid right) {
    return left.width(0) == right.width(0) && left.height(0) == right.height(0);
  }
}
