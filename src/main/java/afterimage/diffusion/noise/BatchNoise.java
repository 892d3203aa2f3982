package afterimage.diffusion.noise;

import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Noise for several pictures at once, each from its own source, so that a picture does not depend
 * on its neighbours in the batch (diffusers' list of generators).
 *
 * @param sources one a picture
 */
public record BatchNoise(List<NoiseSource> sources) implements NoiseSource {

  @Override
  public Tensor normal(int... shape) {
    if (shape[0] != sources.size()) {
      throw new IllegalArgumentException(
          sources.size() + " sources for a batch of " + shape[0] + " pictures");
    }
    int[] one = shape.clone();
    one[0] = 1;
    List<Tensor> drawn = new ArrayList<>();
    for (NoiseSource source : sources) {
      drawn.add(source.normal(one.clone()));
    }
    return Tensor.concat(0, drawn);
  }
}
