package afterimage.engine;

/**
 * How a model is to be loaded.
 *
 * @param weights how its weights are kept in memory
 */
public record ModelOptions(Weights weights) {

  /** What suits the machine. */
  public static final ModelOptions DEFAULT = new ModelOptions(Weights.AUTO);

  /** How 16-bit weights of a checkpoint are kept on a processor that computes in 32 bits. */
  public enum Weights {
    /** {@link #FULL} where the memory that is free suffices, else {@link #MAPPED}. */
    AUTO,
    /** Widened once and laid out for the processor: twice the checkpoint's size, the fastest. */
    FULL,
    /** Left in the file and widened at each use: hardly any memory, slower. */
    MAPPED
  }
}
