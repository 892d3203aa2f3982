package afterimage.ui.canvas;

import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * What a compare view shows: both sides and what covers them, one value that is set as a whole, so
 * that no side is ever seen beside another picture's.
 *
 * @param width of the picture that zoom, masks and clicks are about, in pixels; sides of another
 *     size are fitted into it
 * @param height of that picture
 * @param before the left side
 * @param after the right side; while it is null the left side fills the view
 * @param frame a preview of the picture that covers the right side, or null
 * @param alone whether there is nothing to compare with: a preview then fills the view
 * @param beforeName what stands over the left side, or null for the usual
 */
public record Comparison(
    double width,
    double height,
    Side before,
    @Nullable Side after,
    @Nullable Image frame,
    boolean alone,
    @Nullable String beforeName) {

  /** Two pictures of one size. */
  public static Comparison of(MipPyramid before, @Nullable MipPyramid after) {
    return new Comparison(
        before.width(0),
        before.height(0),
        new Side.Whole(before),
        after == null ? null : new Side.Whole(after),
        null,
        false,
        null);
  }

  /** The pixels of the left side; null while only a thumbnail stands there. */
  @Nullable MipPyramid beforePixels() {
    return before.pixels().orElse(null);
  }

  /** The pixels of the right side; null while there are none. */
  @Nullable MipPyramid afterPixels() {
    return after == null ? null : after.pixels().orElse(null);
  }

  boolean hasAfter() {
    return after != null || frame != null;
  }

  /** Whether both sides have pixels that lie on each other. */
  boolean isOfOneSize() {
    return after == null || (before.width() == after.width() && before.height() == after.height());
  }

  /** The preview, the result, or the original while there is neither. */
  Side refined() {
    if (frame != null) {
      return new Side.Frame(frame, width, height);
    }
    return after == null ? before : after;
  }

  /** A picture made of both sides; a preview, and what is not made yet, show as they are. */
  Side derived(DerivedPictures derived, Derivation how, double gain) {
    MipPyramid left = beforePixels();
    MipPyramid right = afterPixels();
    if (frame != null || left == null || right == null || !isOfOneSize()) {
      return refined();
    }
    Side made = derived.get(how, left, right, gain);
    return made == null ? refined() : made;
  }

  /** Whether it has the same pixels on both sides as another. */
  boolean hasSidesOf(@Nullable Comparison other) {
    return other != null
        && before.equals(other.before)
        && (after == null ? other.after == null : after.equals(other.after));
  }
}
