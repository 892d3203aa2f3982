package afterimage.engine;

import afterimage.message.Messages;
import org.jspecify.annotations.Nullable;

/**
 * Where random noise comes from. The same settings give the same noise on every machine.
 *
 * @param generator whose numbers to use
 * @param variationSeed what the starting noise is mixed with, 0 to 2^32 - 1; null for nothing
 * @param variationStrength how far to go from the seed's noise to the variation's, in [0, 1]
 */
public record NoiseSettings(
    Generator generator, @Nullable Long variationSeed, double variationStrength) {

  /** torch's CPU generator, as diffusers and ComfyUI use it; no variation. */
  public static final NoiseSettings DEFAULT = new NoiseSettings(Generator.CPU, null, 0);

  /**
   * The settings in their ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public NoiseSettings {
    if (!(variationStrength >= 0 && variationStrength <= 1)) {
      throw new IllegalArgumentException(
          Messages.of("engine.variationStrength", String.valueOf(variationStrength)));
    }
    if (variationSeed != null
        && !(variationSeed >= 0 && variationSeed <= RefineSettings.MAX_SEED)) {
      throw new IllegalArgumentException(
          Messages.of("engine.variationSeed", variationSeed, RefineSettings.MAX_SEED));
    }
  }

  /** Whose random numbers. */
  public enum Generator {
    /** torch on the processor: mt19937. The same as diffusers and ComfyUI for a seed. */
    CPU,
    /** torch on CUDA: Philox 4x32. The same as A1111's sources "NV" and "GPU" for a seed. */
    NV
  }
}
