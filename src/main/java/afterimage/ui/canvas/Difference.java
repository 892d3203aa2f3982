package afterimage.ui.canvas;

import afterimage.image.Picture;
import org.jspecify.annotations.Nullable;

/** How far each colour has moved. */
final class Difference implements Derivation {

  @Override
  public double usualGain() {
    return 4; // Colours move by a few levels.
  }

  @Override
  public boolean findsChanges() {
    return false;
  }

  @Override
  public Derived make(
      MipPyramid before, MipPyramid after, double gain, @Nullable ChangeGrid known) {
    Picture picture = of(before.picture(), after.picture(), gain);
    return new Derived(new Side.Whole(MipPyramid.of(picture)), null);
  }

  /** The absolute difference of each channel, times the gain. */
  static Picture of(Picture before, Picture after, double gain) {
    int width = after.width();
    byte[] rgb = new byte[width * after.height() * 3];
    int[] left = new int[width];
    int[] right = new int[width];
    int at = 0;
    for (int y = 0; y < after.height(); y++) {
      before.argbRow(y, left, 0);
      after.argbRow(y, right, 0);
      for (int x = 0; x < width; x++) {
        for (int shift = 16; shift >= 0; shift -= 8) {
          int moved = Math.abs(((left[x] >> shift) & 0xff) - ((right[x] >> shift) & 0xff));
          rgb[at++] = (byte) Math.min(255, Math.round(moved * gain));
        }
      }
    }
    return Picture.of8Bit(width, after.height(), rgb, null);
  }
}
