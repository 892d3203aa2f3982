package afterimage.bundle;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.nio.file.Path;

/**
 * How large what configurations say may be: far beyond every model that there is, and little enough
 * that no sum of it overflows or fills the memory.
 */
final class Limits {
  /** Of latents, of a UNet's sample and of its prediction. */
  static final int CHANNELS = 1024;

  /** Of the sides of pictures that a model makes, in pixels; also of its samples, in latents. */
  static final int SIDE = 8192;

  /** Of what pictures' sides are multiples of. */
  static final int SIZE_MULTIPLE = 1024;

  /** Tokens in a vocabulary, and merges of their pieces. */
  static final int TOKENS = 1_000_000;

  /** Of a token: beyond, numbers in 32 bits are no longer exact. */
  static final int TOKEN_ID = (1 << 24) - 1;

  /** Bytes of a vocabulary and of its merges. */
  static final int VOCABULARY_BYTES = 32 << 20;

  private Limits() {}

  /**
   * Refuses a model whose parts are each within bounds and together beyond.
   *
   * @param factor pixels that a latent covers
   */
  static void require(Path folder, UNetConfig unet, int factor, int sizeMultiple)
      throws EngineException {
    long lowest = (long) factor << unet.downsamplings();
    long multiple = sizeMultiple > 0 ? sizeMultiple : lowest;
    boolean fits =
        multiple <= SIZE_MULTIPLE
            && 2 * lowest <= SIDE
            && (long) unet.sampleSize() * factor <= SIDE
            && multiple % factor == 0;
    if (!fits) {
      throw new EngineException(
          Messages.of("bundle.sizes", folder, factor, lowest, multiple, unet.sampleSize()),
          Messages.of("bundle.again"));
    }
  }
}
