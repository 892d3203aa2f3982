package afterimage.checkpoint.recognise;

import afterimage.checkpoint.weights.WeightSet;
import afterimage.message.Messages;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kinds of checkpoint that are known. */
public enum Family {
  SDXL_REFINER("checkpoint.family.refiner", true),
  SDXL_BASE("checkpoint.family.base", true),
  UNET("checkpoint.family.unet", true),
  VAE("checkpoint.family.vae", false),
  TINY_VAE("checkpoint.family.tiny", false);

  /** Sizes of pictures are what sets SDXL's UNet apart from older ones. */
  private static final String ADDED_CONDITIONS = "add_embedding.linear_1.weight";

  private final String key;
  private final boolean runs;

  Family(String key, boolean runs) {
    this.key = key;
    this.runs = runs;
  }

  /** Its name for people, in their language. */
  public String label() {
    return Messages.of(key);
  }

  /** Whether it is a model: it makes pictures, if need be with parts of others. */
  public boolean isModel() {
    return runs;
  }

  /**
   * The family of a checkpoint with these parts. Refiner and base are told apart by their text
   * encoders: the refiner has OpenCLIP's alone, the base has CLIP's as well. A VAE may be missing.
   */
  static Optional<Family> of(Map<Part, WeightSet> parts) {
    if (parts.containsKey(Part.UNET) && parts.containsKey(Part.TEXT_ENCODER_2)) {
      return Optional.of(parts.containsKey(Part.TEXT_ENCODER) ? SDXL_BASE : SDXL_REFINER);
    }
    if (parts.containsKey(Part.UNET) && hasSizesAsConditions(parts.get(Part.UNET))) {
      return Optional.of(UNET);
    }
    if (parts.keySet().equals(java.util.Set.of(Part.VAE))) {
      return Optional.of(VAE);
    }
    return parts.keySet().equals(java.util.Set.of(Part.TINY_VAE))
        ? Optional.of(TINY_VAE)
        : Optional.empty();
  }

  private static boolean hasSizesAsConditions(@Nullable WeightSet unet) {
    return unet != null && unet.has(ADDED_CONDITIONS);
  }
}
