package afterimage.checkpoint.recognise;

import afterimage.checkpoint.weights.WeightSet;
import afterimage.message.Messages;
import java.util.Map;
import java.util.Optional;

/** Kinds of checkpoint that are known. */
public enum Family {
  SDXL_REFINER("checkpoint.family.refiner", true),
  SDXL_BASE("checkpoint.family.base", true),
  VAE("checkpoint.family.vae", false),
  TINY_VAE("checkpoint.family.tiny", false);

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

  /** Whether it is a whole model, which can refine pictures on its own. */
  public boolean isWholeModel() {
    return runs;
  }

  /**
   * The family of a checkpoint with these parts. Refiner and base are told apart by their text
   * encoders: the refiner has OpenCLIP's alone, the base has CLIP's as well.
   */
  static Optional<Family> of(Map<Part, WeightSet> parts) {
    boolean sdxl =
        parts.containsKey(Part.UNET)
            && parts.containsKey(Part.VAE)
            && parts.containsKey(Part.TEXT_ENCODER_2);
    if (sdxl) {
      return Optional.of(parts.containsKey(Part.TEXT_ENCODER) ? SDXL_BASE : SDXL_REFINER);
    }
    if (parts.keySet().equals(java.util.Set.of(Part.VAE))) {
      return Optional.of(VAE);
    }
    return parts.keySet().equals(java.util.Set.of(Part.TINY_VAE))
        ? Optional.of(TINY_VAE)
        : Optional.empty();
  }
}
