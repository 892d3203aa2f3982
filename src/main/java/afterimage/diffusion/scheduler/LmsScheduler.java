package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear multistep method on the probability flow: the slope is the polynomial through those of
 * up to four steps, integrated over the coming one (Adams and Bashforth, for uneven steps).
 *
 * @see <a href="https://github.com/crowsonkb/k-diffusion">K-diffusion, sample_lms</a>
 */
final class LmsScheduler extends SigmaScheduler {
  private static final int ORDER = 4;

  private final SigmaSpacing spacing;

  /** Slopes, the latest first. */
  private final List<Tensor> slopes = new ArrayList<>();

  LmsScheduler(SchedulerConfig config) {
    super(config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM));
    spacing = SigmaSpacing.of(config);
  }

  @Override
  SigmaTable table(int steps) {
    return spaced(steps, spacing).endingAt(0);
  }

  @Override
  public void setBeginIndex(int index) {
    super.setBeginIndex(index);
    slopes.clear();
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    float sigma = sigma(position());
    Tensor original = predictedOriginal(modelOutput, sample, sigma);
    slopes.addFirst(slope(sample, original, sigma));
    // A run that begins in the middle counts the steps before it, and takes their slopes as 0.
    int order = Math.min(position() + 1, ORDER);
    LinearCombination previous = LinearCombination.of(1, sample);
    for (int i = 0; i < Math.min(order, slopes.size()); i++) {
      previous.plus(weight(i, order), slopes.get(i));
    }
    if (slopes.size() == ORDER) {
      slopes.removeLast();
    }
    advance();
    return new Step(previous.toTensor(), original);
  }

  /**
   * The integral over the coming step of the polynomial that is 1 at one of the last levels and 0
   * at the others. It is of degree three at most, so that two points by Gauss are exact.
   */
  private double weight(int which, int order) {
    double from = sigma(position());
    double to = sigma(position() + 1);
    double middle = (from + to) / 2;
    double offset = (to - from) / 2 / Math.sqrt(3);
    return (to - from)
        / 2
        * (polynomial(which, order, middle - offset) + polynomial(which, order, middle + offset));
  }

  private double polynomial(int which, int order, double sigma) {
    double product = 1;
    for (int i = 0; i < order; i++) {
      if (i != which) {
        double other = sigma(position() - i);
        product *= (sigma - other) / (sigma(position() - which) - other);
      }
    }
    return product;
  }
}
