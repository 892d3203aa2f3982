package afterimage.ui.mask;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ui.canvas.GridShape;
import afterimage.ui.canvas.RegionCover;
import java.nio.IntBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskLayerTest {
  private final MaskLayer layer = new MaskLayer(100, 80);

  @Test
  void stroke_hardTip_fillsWhatItTouchesAndNothingElse() {
    layer.stroke(20, 40, 60, 40, new MaskLayer.Tip(5, 0, false));

    assertThat(layer.value(40, 40)).isEqualTo(255);
    assertThat(layer.value(17, 40)).isEqualTo(255);
    assertThat(layer.value(40, 46)).isZero();
    assertThat(layer.value(70, 40)).isZero();
  }

  @Test
  void stroke_softTip_fallsOffTowardsItsEdge() {
    layer.stroke(50, 40, 50, 40, new MaskLayer.Tip(20, 1, false));

    assertThat(layer.value(50, 40)).isGreaterThan(250);
    assertThat(layer.value(60, 40)).isBetween(90, 165);
    assertThat(layer.value(68, 40)).isBetween(1, 20);
    assertThat(layer.value(71, 40)).isZero();
  }

  @Test
  void erase_partOfAStroke_takesItAway() {
    layer.stroke(20, 40, 80, 40, new MaskLayer.Tip(10, 0, false));
    layer.stroke(80, 40, 80, 40, new MaskLayer.Tip(10, 0, true));

    assertThat(layer.value(80, 40)).isZero();
    assertThat(layer.value(30, 40)).isEqualTo(255);
  }

  @Test
  void undo_afterStrokes_goesBackOneAtATime() {
    layer.mark();
    layer.stroke(20, 40, 20, 40, new MaskLayer.Tip(5, 0, false));
    layer.mark();
    layer.invert();

    assertThat(layer.undo()).isTrue();
    assertThat(layer.value(20, 40)).isEqualTo(255);
    assertThat(layer.undo()).isTrue();
    assertThat(layer.isEmpty()).isTrue();
    assertThat(layer.undo()).isFalse();
  }

  @Test
  void layer_ofALargePicture_isSmallAndKeepsPlaces() {
    MaskLayer large = new MaskLayer(12000, 8000);
    large.stroke(6000, 4000, 6000, 4000, new MaskLayer.Tip(600, 0, false));

    assertThat(large.width()).isEqualTo(MaskLayer.MAX_SIDE);
    assertThat(large.height()).isEqualTo(683);
    assertThat(large.value(512, 341)).isEqualTo(255);
    assertThat(large.value(512 + 60, 341)).isZero();
    assertThat(large.toPicture().argb(512, 341)).isEqualTo(0xffffffff);
  }

  @Test
  void paint_whatAStrokeTouched_isAllThatChanged() {
    int[] colors = IntStream.range(0, 256).map(value -> value * 3).toArray();
    layer.stroke(20, 40, 30, 40, new MaskLayer.Tip(5, 0.5, false));
    IntBuffer before = IntBuffer.allocate(layer.width() * layer.height());
    layer.paint(layer.whole(), colors, before);

    MaskLayer.Area touched = layer.stroke(60, 70, 95, 90, new MaskLayer.Tip(15, 1, false));
    layer.paint(touched, colors, before);

    IntBuffer whole = IntBuffer.allocate(layer.width() * layer.height());
    layer.paint(layer.whole(), colors, whole);
    assertThat(before.array()).isEqualTo(whole.array());
    assertThat(touched.width() * touched.height()).isLessThan(whole.capacity() / 2);
  }

  @Test
  void stroke_besideThePicture_touchesNothing() {
    MaskLayer.Area touched = layer.stroke(-90, -90, -80, -90, new MaskLayer.Tip(5, 0, false));

    assertThat(touched.width() * touched.height()).isZero();
    assertThat(layer.isEmpty()).isTrue();
  }

  @Test
  void isEmpty_erasedAgain_isTrue() {
    layer.stroke(20, 40, 30, 40, new MaskLayer.Tip(5, 0, false));
    assertThat(layer.isEmpty()).isFalse();

    layer.stroke(20, 40, 30, 40, new MaskLayer.Tip(20, 0, true));
    assertThat(layer.isEmpty()).isTrue();
  }

  @Test
  void protect_withoutMask_leavesAllElseFree() {
    layer.protect(column(2));

    assertThat(layer.value(11, 40)).isLessThan(20);
    assertThat(layer.value(80, 40)).isEqualTo(255);
    assertThat(layer.isMostlyFree()).isTrue();
    assertThat(layer.mayChangeAt(0.11, 0.5)).isFalse();
    assertThat(layer.mayChangeAt(0.8, 0.5)).isTrue();
  }

  @Test
  void protect_withMask_takesOutOfIt() {
    layer.stroke(30, 40, 60, 40, new MaskLayer.Tip(10, 0, false));
    layer.protect(column(11));

    assertThat(layer.value(48, 40)).isLessThan(20);
    assertThat(layer.value(32, 40)).isEqualTo(255);
    assertThat(layer.value(80, 40)).as("was not free before").isZero();
  }

  @Test
  void giveBack_oneOfTwoNeighbours_leavesTheOtherWithItsEdge() {
    layer.protect(column(10));
    int[] alone = values();
    RegionCover neighbour = column(12);
    layer.protect(neighbour);
    assertThat(layer.protectedAt(0.52, 0.5)).contains(neighbour);

    layer.giveBack(neighbour);
    assertThat(values()).isEqualTo(alone);
    assertThat(layer.protectedAt(0.52, 0.5)).isEmpty();
    assertThat(layer.protectedAt(0.44, 0.5)).isPresent();
  }

  @Test
  void giveBack_theLast_leavesNoMask() {
    RegionCover region = column(10);
    layer.protect(region);
    layer.giveBack(region);

    assertThat(layer.isEmpty()).isTrue();
  }

  @Test
  void undo_protectedRegion_bringsMaskAndRegionsBack() {
    RegionCover region = column(10);
    layer.mark();
    layer.protect(region);
    layer.mark();
    layer.giveBack(region);

    layer.undo();
    assertThat(layer.protectedAt(0.44, 0.5)).contains(region);
    layer.undo();
    assertThat(layer.isEmpty()).isTrue();
    assertThat(layer.protectedAt(0.44, 0.5)).isEmpty();
  }

  @Test
  void protectedAt_paintedOver_isNothing() {
    layer.protect(column(10));
    layer.stroke(44, 40, 44, 40, new MaskLayer.Tip(10, 0, false));

    assertThat(layer.protectedAt(0.44, 0.5)).isEmpty();
  }

  @Test
  void allow_besideAStroke_mayChangeToo() {
    layer.stroke(20, 40, 20, 40, new MaskLayer.Tip(5, 0, false));
    layer.allow(column(15));

    assertThat(layer.mayChangeAt(0.64, 0.5)).isTrue();
    assertThat(layer.mayChangeAt(0.2, 0.5)).isTrue();
    assertThat(layer.mayChangeAt(0.9, 0.5)).isFalse();
  }

  /** A column of the grid over the picture, with a soft edge of one more on each side. */
  private static RegionCover column(int inside) {
    GridShape shape = new GridShape(100, 80);
    float[] values = new float[shape.columns() * shape.rows()];
    for (int i = 0; i < values.length; i++) {
      int away = Math.abs(i % shape.columns() - inside);
      values[i] = away == 0 ? 1 : away == 1 ? 0.5f : 0;
    }
    return new RegionCover(shape, values);
  }

  private int[] values() {
    return IntStream.range(0, layer.width() * layer.height())
        .map(i -> layer.value(i % layer.width(), i / layer.width()))
        .toArray();
  }
}
