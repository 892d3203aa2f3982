package afterimage.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.SeededCase;
import afterimage.SeededCases;
import org.junit.jupiter.api.Test;

class ViewportTest {

  @Test
  void fit_largePicture_isCentredWithAMargin() {
    Viewport viewport = Viewport.fit(1000, 600, 4000, 1000);
    assertThat(viewport.toViewX(0)).isEqualTo(Viewport.MARGIN);
    assertThat(viewport.toViewX(4000)).isEqualTo(1000 - Viewport.MARGIN);
    assertThat(viewport.toViewY(500)).isEqualTo(300);
  }

  @Test
  void withView_fittedPicture_fitsTheNewPane() {
    Viewport resized = Viewport.fit(1000, 600, 4000, 1000).withView(500, 600);
    assertThat(resized).isEqualTo(Viewport.fit(500, 600, 4000, 1000));
  }

  @Test
  void withImage_sameSize_keepsThePlace() {
    Viewport zoomed = Viewport.fit(1000, 600, 4000, 3000).zoomedAt(2, 100, 100);
    assertThat(zoomed.withImage(4000, 3000)).isEqualTo(zoomed);
    assertThat(zoomed.withImage(400, 300).fitted()).isTrue();
  }

  @Test
  void zoomedAt_insideALargePicture_keepsThePixelUnderThePointer() {
    Viewport before = Viewport.fit(1000, 600, 8000, 6000).zoomed(0.5);
    Viewport after = before.zoomedAt(1.5, 700, 200);
    assertThat(after.toImageX(700)).isCloseTo(before.toImageX(700), within(1e-9));
    assertThat(after.toImageY(200)).isCloseTo(before.toImageY(200), within(1e-9));
  }

  @Test
  void anyGestures_pictureStaysInThePane() {
    SeededCases.check(1000, ViewportTest::assertStaysInThePane);
  }

  private static void assertStaysInThePane(SeededCase values) {
    int width = values.between(1, 20_000);
    int height = values.between(1, 20_000);
    double x = values.between(0.0, 1000.0);
    Viewport viewport =
        Viewport.fit(1000, 600, width, height)
            .zoomedAt(values.between(0.0, 100.0), x, x / 2)
            .panned(values.between(-1e5, 1e5), values.between(-1e5, 1e5));
    assertThat(viewport.scale()).isBetween(viewport.minScale(), Viewport.MAX_SCALE);
    assertInside(viewport.toViewX(0), viewport.toViewX(width), 1000);
    assertInside(viewport.toViewY(0), viewport.toViewY(height), 600);
  }

  private static void assertInside(double from, double to, double size) {
    if (to - from > size) {
      assertThat(from).isLessThanOrEqualTo(1e-6);
      assertThat(to).isGreaterThanOrEqualTo(size - 1e-6);
    } else {
      assertThat((from + to) / 2).isCloseTo(size / 2, within(1e-6));
    }
  }

  @Test
  void positions_thereAndBack_areTheSame() {
    SeededCases.check(
        1000,
        values -> {
          double x = values.between(0.0, 1000.0);
          Viewport viewport = Viewport.fit(1000, 600, 3000, 2000).zoomed(values.between(0.1, 32.0));
          assertThat(viewport.toViewX(viewport.toImageX(x))).isCloseTo(x, within(1e-6));
        });
  }
}
