package afterimage.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LikenessLimitTest {
  private final LikenessLimit limit = new LikenessLimit();

  @Test
  void isBroken_whileOff_never() {
    limit.setMin(0.99);

    assertThat(limit.isBroken(0.1)).isFalse();
  }

  @Test
  void isBroken_on_belowTheLimitByWhatPeopleRead() {
    limit.onProperty().set(true);
    limit.setMin(0.9);

    assertThat(limit.isBroken(0.8994)).isTrue();
    assertThat(limit.isBroken(0.8996)).as("reads 0.900").isFalse();
    assertThat(limit.isBroken(0.95)).isFalse();
  }

  @Test
  void setMin_anyNumber_isAHundredthInItsRange() {
    limit.setMin(0.8549);
    assertThat(limit.minProperty().get()).isEqualTo(0.85);
    limit.setMin(0);
    limit.setMin(Double.NaN);
    assertThat(limit.minProperty().get()).as("no such limit").isEqualTo(0.85);
    limit.setMin(7);
    assertThat(limit.minProperty().get()).isEqualTo(LikenessLimit.HIGHEST);
    limit.setMin(0.01);
    assertThat(limit.minProperty().get()).isEqualTo(LikenessLimit.LOWEST);
  }
}
