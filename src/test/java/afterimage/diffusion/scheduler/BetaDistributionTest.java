package afterimage.diffusion.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.SeededCases;
import org.junit.jupiter.api.Test;

class BetaDistributionTest {
  /** B(1, 1) = 1: every value as likely as any other. */
  private static final BetaDistribution UNIFORM = new BetaDistribution(1, 1);

  /** B(1/2, 1/2) = π: the arcsine distribution, whose quantiles are known. */
  private static final BetaDistribution ARCSINE = new BetaDistribution(0.5, Math.PI);

  @Test
  void quantile_uniform_isTheShare() {
    SeededCases.check(
        1000,
        values -> {
          double share = values.between(0.0, 1.0);
          assertThat(UNIFORM.quantile(share)).isCloseTo(share, within(1e-12));
        });
  }

  @Test
  void quantile_arcsine_isTheSquaredSine() {
    SeededCases.check(
        1000,
        values -> {
          double share = values.between(0.0, 1.0);
          double sine = Math.sin(Math.PI * share / 2);
          assertThat(ARCSINE.quantile(share)).isCloseTo(sine * sine, within(1e-9));
        });
  }

  @Test
  void quantile_ofTheSchedulers_isSymmetricAndInverse() {
    BetaDistribution beta = BetaDistribution.SYMMETRIC_0_6;
    SeededCases.check(
        1000,
        values -> {
          double share = values.between(0.01, 0.99);
          double value = beta.quantile(share);
          assertThat(beta.cumulative(value)).isCloseTo(share, within(1e-9));
          assertThat(beta.quantile(1 - share)).isCloseTo(1 - value, within(1e-9));
        });
  }

  @Test
  void quantile_ends_areTheEnds() {
    assertThat(BetaDistribution.SYMMETRIC_0_6.quantile(0)).isZero();
    assertThat(BetaDistribution.SYMMETRIC_0_6.quantile(1)).isEqualTo(1);
  }
}
