package afterimage.checkpoint.recognise;

import afterimage.checkpoint.weights.WeightSet;
import java.util.Map;
import java.util.Optional;

/** Kinds of checkpoint that are known. */
public enum Family {
  SDXL_REFINER("SDXL refiner", true),
  SDXL_BASE("SDXL base", true),
  VAE("VAE", false),
  TINY_VAE("TAESD tiny autoencoder", false);

  private final String label;
  private final boolean runs;

  Family(String label, boolean runs) {
    this.label = label;
    this.runs = runs;
  }

  /** Its name for people. */
  public String label() {
    return label;
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
