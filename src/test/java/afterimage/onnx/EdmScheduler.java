package afterimage.onnx;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.diffusion.scheduler.Scheduler;
import afterimage.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * diffusers' EDMDPMSolverMultistepScheduler of second order, with which one run was recorded. The
 * program has no such sampler: it suits models that were trained for it only.
 *
 * @see <a href="https://arxiv.org/abs/2206.00364">Karras et al. 2022, table 1 and equation 5</a>
 */
final class EdmScheduler implements Scheduler {
  static final String CLASS = "EDMDPMSolverMultistepScheduler";

  private final double least;
  private final double most;
  private final double data;
  private final double rho;
  private double[] sigmas = {};
  private int position;
  private @Nullable Tensor before;

  EdmScheduler(Map<String, Object> config) {
    least = number(config, "sigma_min");
    most = number(config, "sigma_max");
    data = number(config, "sigma_data");
    rho = number(config, "rho");
  }

  private static double number(Map<String, Object> config, String key) {
    return ((Number) config.get(key)).doubleValue();
  }

  @Override
  public void setTimesteps(int steps) {
    sigmas = new double[steps + 1];
    double high = Math.pow(most, 1 / rho);
    double low = Math.pow(least, 1 / rho);
    for (int i = 0; i < steps; i++) {
      sigmas[i] = (float) Math.pow(high + (low - high) * i / (steps - 1), rho);
    }
    setBeginIndex(0);
  }

  @Override
  public double[] timesteps() {
    double[] timesteps = new double[sigmas.length - 1];
    for (int i = 0; i < timesteps.length; i++) {
      timesteps[i] = 0.25 * Math.log(sigmas[i]);
    }
    return timesteps;
  }

  @Override
  public double[] sigmas() {
    return sigmas.clone();
  }

  @Override
  public int trainTimesteps() {
    return 1000;
  }

  @Override
  public int order() {
    return 1;
  }

  @Override
  public double initNoiseSigma() {
    return Math.sqrt(most * most + 1);
  }

  @Override
  public void setBeginIndex(int index) {
    position = index;
    before = null;
  }

  @Override
  public Tensor scaleModelInput(Tensor sample, double timestep) {
    double sigma = sigmas[position];
    return sum(1 / Math.sqrt(sigma * sigma + data * data), sample, 0, sample);
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    double sigma = sigmas[position];
    double next = sigmas[position + 1];
    double variance = sigma * sigma + data * data;
    Tensor original =
        sum(data * data / variance, sample, sigma * data / Math.sqrt(variance), modelOutput);
    Tensor direction = original;
    if (before != null && next > 0) {
      double slope =
          (Math.log(sigma) - Math.log(next)) / (Math.log(sigmas[position - 1]) - Math.log(sigma));
      direction = sum(1 + slope / 2, original, -slope / 2, before);
    }
    before = original;
    position++;
    return new Step(sum(next / sigma, sample, 1 - next / sigma, direction), original);
  }

  @Override
  public Tensor addNoise(Tensor original, Tensor noise, double timestep) {
    return sum(1, original, sigmas[position], noise);
  }

  private static Tensor sum(double a, Tensor x, double b, Tensor y) {
    float[] values = new float[x.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (a * x.data()[i] + b * y.data()[i]);
    }
    return new Tensor(x.shape(), values);
  }
}
