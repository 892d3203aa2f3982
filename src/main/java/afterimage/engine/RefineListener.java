package afterimage.engine;

/** Hears how a refine goes, on the inference thread; must return fast. */
public interface RefineListener {

  /** Hears nothing. */
  RefineListener NONE = new RefineListener() {};

  /** A phase has begun. */
  default void phase(Phase phase) {}

  /** A denoising step has ended. Steps count from 1 to {@code steps}, in order. */
  default void step(int step, int steps) {}

  /** What the picture will look like, as far as the last step can tell. */
  default void preview(PreviewFrame frame) {}

  /** Something that the user should know but that stops nothing, as one sentence. */
  default void notice(String message) {}

  /** What the engine is busy with. */
  enum Phase {
    LOADING_MODEL,
    ENCODING_PROMPT,
    ENCODING_PICTURE,
    DENOISING,
    DECODING
  }
}
