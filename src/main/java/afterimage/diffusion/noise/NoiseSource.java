package afterimage.diffusion.noise;

import afterimage.tensor.Tensor;

/** Draws standard normal noise, in the order in which a pipeline asks for it. */
@FunctionalInterface
public interface NoiseSource {

  /** The next tensor of noise. */
  Tensor normal(int... shape);
}
