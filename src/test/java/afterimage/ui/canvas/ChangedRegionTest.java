package afterimage.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangedRegionTest {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 80;
  private static final double THRESHOLD = 0.5;

  /** Two patches of 40 × 40 pixels changed, 48 pixels apart. */
  private final ChangeGrid changes = changes(16, 104);

  @Test
  void at_changedPatch_isThatPatchAndNotTheOther() {
    RegionCover cover = region(36, 40).cover(0.01, _ -> 0);

    assertThat(cover.at(36.0 / WIDTH, 40.0 / HEIGHT)).isEqualTo(1);
    assertThat(cover.at(124.0 / WIDTH, 40.0 / HEIGHT)).isZero();
    assertThat(cover.at(80.0 / WIDTH, 40.0 / HEIGHT)).isZero();
    int cells = 40 / GridShape.STRIDE;
    assertThat(region(36, 40).size())
        .isBetween((cells - 2) * (cells - 2), (cells + 4) * (cells + 4));
  }

  @Test
  void at_unchangedPlace_isNothing() {
    assertThat(ChangedRegion.at(changes, 0.5, 0.5, THRESHOLD)).isEmpty();
    assertThat(ChangedRegion.at(changes, 0, 0, THRESHOLD)).isEmpty();
    assertThat(ChangedRegion.at(changes, 1, 1, THRESHOLD)).isEmpty();
  }

  @Test
  void at_lowThreshold_growsToAllThatHangsTogether() {
    ChangedRegion all = ChangedRegion.at(changes, 0.5, 0.5, -1).orElseThrow();

    GridShape shape = changes.shape();
    assertThat(all.size()).isEqualTo(shape.columns() * shape.rows());
    assertThat(all.cover(0.02, _ -> 1).at(0, 1)).isEqualTo(1);
  }

  @Test
  void at_besideAThinRegion_findsIt() {
    assertThat(ChangedRegion.at(changes, 15.0 / WIDTH, 40.0 / HEIGHT, THRESHOLD)).isPresent();
  }

  @Test
  void cover_softEdge_fallsOffAsFarAsItReaches() {
    double reach = 20.0 / WIDTH;
    RegionCover cover = region(36, 40).cover(reach, distance -> Math.max(0, 1 - distance / reach));

    double near = cover.at(64.0 / WIDTH, 0.5);
    double far = cover.at(72.0 / WIDTH, 0.5);
    assertThat(near).isBetween(0.3, 0.95);
    assertThat(far).isLessThan(near).isCloseTo(near - 8.0 / 20, within(0.05));
    assertThat(cover.at(84.0 / WIDTH, 0.5)).isZero();
  }

  @Test
  void at_unchangedSpeckInARegion_coversItToo() {
    int[] before = noise(WIDTH, HEIGHT, 1);
    int[] after = noise(WIDTH, HEIGHT, 2);
    for (int y = 40; y < 48; y++) { // One window of the grid is as it was.
      System.arraycopy(before, y * WIDTH + 80, after, y * WIDTH + 80, 8);
    }
    ChangeGrid speckled = ChangeGrid.of(before, after, WIDTH, HEIGHT);
    assertThat(speckled.value(20, 10)).isZero();

    RegionCover cover =
        ChangedRegion.at(speckled, 0.1, 0.1, THRESHOLD).orElseThrow().cover(0.01, _ -> 0);
    assertThat(cover.at(84.0 / WIDTH, 44.0 / HEIGHT)).isEqualTo(1);
  }

  @Test
  void at_pictureSmallerThanAWindow_isAllOrNothing() {
    ChangeGrid tiny = ChangeGrid.of(noise(4, 3, 1), noise(4, 3, 2), 4, 3);

    assertThat(ChangedRegion.at(tiny, 0.9, 0.9, 0.1).orElseThrow().size()).isEqualTo(1);
    assertThat(ChangedRegion.at(tiny, 0.9, 0.9, 3)).isEmpty();
  }

  private ChangedRegion region(double x, double y) {
    return ChangedRegion.at(changes, x / WIDTH, y / HEIGHT, THRESHOLD).orElseThrow();
  }

  private static ChangeGrid changes(int... patches) {
    int[] before = noise(WIDTH, HEIGHT, 1);
    int[] after = before.clone();
    int[] other = noise(WIDTH, HEIGHT, 2);
    for (int left : patches) {
      for (int y = 20; y < 60; y++) {
        System.arraycopy(other, y * WIDTH + left, after, y * WIDTH + left, 40);
      }
    }
    return ChangeGrid.of(before, after, WIDTH, HEIGHT);
  }

  private static int[] noise(int width, int height, long seed) {
    Random random = new Random(seed);
    return random
        .ints((long) width * height, 0, 256)
        .map(grey -> 0xff000000 | grey << 16 | grey << 8 | grey)
        .toArray();
  }
}
