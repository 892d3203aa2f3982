package afterimage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.SeededCases;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PixelAreaTest {
  private static final PixelSize SQUARE = new PixelSize(1, 1);

  @Test
  void around_scatteredPixels_isTheSmallestThatHoldsThem() {
    PixelSize picture = new PixelSize(10, 8);
    Set<Integer> meant = Set.of(2 * 10 + 7, 5 * 10 + 3);
    assertThat(PixelArea.around(picture, meant::contains)).hasValue(new PixelArea(3, 2, 5, 4));
    assertThat(PixelArea.around(picture, pixel -> pixel == 79)).hasValue(new PixelArea(9, 7, 1, 1));
    assertThat(PixelArea.around(picture, _ -> true)).hasValue(PixelArea.of(picture));
    assertThat(PixelArea.around(picture, _ -> false)).isEmpty();
  }

  @Test
  void framed_inTheMiddle_isASquareAroundTheMargin() {
    assertThat(new PixelArea(100, 120, 40, 20).framed(8, SQUARE, new PixelSize(400, 300)))
        .isEqualTo(new PixelArea(92, 102, 56, 56));
  }

  @Test
  void framed_atAnEdge_growsTheOtherWay() {
    assertThat(new PixelArea(0, 290, 40, 10).framed(8, SQUARE, new PixelSize(400, 300)))
        .isEqualTo(new PixelArea(0, 252, 48, 48));
  }

  @Test
  void framed_longerThanThePictureIsWide_endsAtIt() {
    assertThat(new PixelArea(0, 0, 400, 10).framed(0, SQUARE, new PixelSize(400, 50)))
        .isEqualTo(new PixelArea(0, 0, 400, 50));
  }

  @Test
  void framed_widerProportions_growsAcross() {
    assertThat(
            new PixelArea(50, 50, 10, 10).framed(0, new PixelSize(3, 2), new PixelSize(200, 200)))
        .isEqualTo(new PixelArea(48, 50, 15, 10));
  }

  @Test
  void framed_anyArea_staysInThePictureAndCoversTheArea() {
    SeededCases.check(
        500,
        values -> {
          PixelSize picture = new PixelSize(values.between(1, 300), values.between(1, 300));
          int x = values.between(0, picture.width() - 1);
          int y = values.between(0, picture.height() - 1);
          PixelArea area =
              new PixelArea(
                  x,
                  y,
                  values.between(1, picture.width() - x),
                  values.between(1, picture.height() - y));
          PixelArea framed =
              area.framed(
                  values.between(0, MaskSettings.MAX_MARGIN),
                  new PixelSize(values.between(1, 4), values.between(1, 4)),
                  picture);
          assertThat(framed.x()).isBetween(0, x);
          assertThat(framed.y()).isBetween(0, y);
          assertThat(framed.x() + framed.width()).isBetween(x + area.width(), picture.width());
          assertThat(framed.y() + framed.height()).isBetween(y + area.height(), picture.height());
        });
  }
}
