package afterimage.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * How a model is to be loaded.
 *
 * @param weights how its weights are kept in memory
 * @param loras additions to it, all at once
 */
public record ModelOptions(Weights weights, List<Lora> loras) {

  /** What suits the machine, and nothing added. */
  public static final ModelOptions DEFAULT = new ModelOptions(Weights.AUTO, List.of());

  public ModelOptions {
    loras = List.copyOf(loras);
  }

  /** How 16-bit weights of a checkpoint are kept on a processor that computes in 32 bits. */
  public enum Weights {
    /** {@link #FULL} where the memory that is free suffices, else {@link #MAPPED}. */
    AUTO,
    /** Widened once and laid out for the processor: twice the checkpoint's size, the fastest. */
    FULL,
    /** Left in the file and widened at each use: hardly any memory, slower. */
    MAPPED
  }

  /**
   * A low-rank addition to a model.
   *
   * @param file a {@code .safetensors} file
   * @param weight how much of it, usually 0 to 1; 0 for nothing
   */
  public record Lora(Path file, double weight) {
    public Lora {
      if (!(Math.abs(weight) <= 10)) {
        throw new IllegalArgumentException("LoRA weight " + weight + " is not between -10 and 10");
      }
    }
  }
}
