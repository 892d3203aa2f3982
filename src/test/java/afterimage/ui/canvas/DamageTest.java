package afterimage.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

class DamageTest {
  /** A picture of 100 × 100 in a view of 1000 × 1000, ten units a pixel from the corner on. */
  private final Viewport viewport = Viewport.fit(1000, 1000, 100, 100).at(10, 50, 50);

  private final Damage damage = new Damage();

  @Test
  void take_atFirst_isEverything() {
    damage.add(new Rectangle2D(1, 1, 1, 1));

    assertThat(damage.take(viewport)).isNull();
  }

  @Test
  void take_parts_isTheViewsRectangleAroundThem() {
    damage.take(viewport);
    damage.add(new Rectangle2D(10, 20, 5, 5));
    damage.add(new Rectangle2D(30, 10, 5, 5));

    assertThat(damage.take(viewport)).isEqualTo(new Rectangle2D(98, 98, 254, 154));
  }

  @Test
  void take_partAndEverything_isEverything() {
    damage.take(viewport);
    damage.add(new Rectangle2D(10, 20, 5, 5));
    damage.addAll();

    assertThat(damage.take(viewport)).isNull();
    damage.add(new Rectangle2D(0, 0, 1, 1));
    assertThat(damage.take(viewport)).as("only once").isNotNull();
  }
}
