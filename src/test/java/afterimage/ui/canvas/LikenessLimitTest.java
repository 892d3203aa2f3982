package afterimage.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LikenessLimitTest {
  private final LikenessLimit limit = new LikenessLimit();

  @Test
  void isBroken_whileOff_never() {
    limit.setLeast(0.99);

    assertThat(limit.isBroken(0.1)).isFalse();
  }

  @Test
  void isBroken_on_belowTheLimitByWhatPeopleRead() {
    limit.onProperty().set(true);
    limit.setLeast(0.9);

    assertThat(limit.isBroken(0.8994)).isTrue();
    assertThat(limit.isBroken(0.8996)).as("reads 0.900").isFalse();
    assertThat(limit.isBroken(0.95)).isFalse();
  }

  @Test
  void setLeast_anyNumber_isAHundredthInItsRange() {
    limit.setLeast(0.8549);
    assertThat(limit.leastProperty().get()).isEqualTo(0.85);
    limit.setLeast(0);
    limit.setLeast(Double.NaN);
    assertThat(limit.leastProperty().get()).as("no such limit").isEqualTo(0.85);
    limit.setLeast(7);
    assertThat(limit.leastProperty().get()).isEqualTo(LikenessLimit.HIGHEST);
    limit.setLeast(0.01);
    assertThat(limit.leastProperty().get()).isEqualTo(LikenessLimit.LOWEST);
  }
}
