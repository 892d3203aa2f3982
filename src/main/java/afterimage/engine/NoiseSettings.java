package afterimage.engine;

import afterimage.message.Messages;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where random noise comes from. The same settings give the same noise on every machine.
 *
 * @param generator whose numbers to use
 * @param variationSeed what the starting noise is mixed with, 0 to 2^32 - 1; null for nothing
 * @param variationStrength how far to go from the seed's noise to the variation's, in [0, 1]
 */
@RecordBuilder
public record NoiseSettings(
    Generator generator, @Nullable Long variationSeed, double variationStrength)
    implements NoiseSettingsBuilder.With {

  /** torch's CPU generator, as diffusers and ComfyUI use it; no variation. */
  public static final NoiseSettings DEFAULT = new NoiseSettings(Generator.CPU, null, 0);

  /**
   * The settings in their ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public NoiseSettings {
    AdvancedParameters.VARIATION_STRENGTH.require(variationStrength);
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
    NV;

    /**
     * Reads {@code cpu} or {@code nv}, in any case.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Generator parse(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "cpu" -> CPU;
        case "nv" -> NV;
        default -> throw new IllegalArgumentException(Messages.of("engine.noiseSource", text));
      };
    }
  }
}
