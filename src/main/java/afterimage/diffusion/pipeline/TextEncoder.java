package afterimage.diffusion.pipeline;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A CLIP text tower. */
public interface TextEncoder {

  /** Its folder's name in the model, {@code text_encoder} or {@code text_encoder_2}. */
  String name();

  /** Width of the hidden states, -1 where the graph leaves it open. */
  long width();

  /** Whether it takes vectors in the place of tokens. */
  boolean takesVectors();

  /**
   * Encodes prompts.
   *
   * @param ids token ids, [prompts][tokens]
   * @param added what some of the ids mean instead of tokens
   * @param clipSkip layers to leave out before the penultimate, 0 for none
   * @throws EngineException if the tower has fewer layers, or fails
   */
  Output encode(int[][] ids, AddedVectors added, int clipSkip, Cancellation cancellation)
      throws EngineException, CancelledException;

  /**
   * What a tower yields.
   *
   * @param penultimate the hidden state before the last layer, or so many layers earlier as were to
   *     be skipped, [prompts, tokens, width]
   * @param lastHiddenState after the final norm, [prompts, tokens, width]
   * @param textEmbeds the projected embedding of the first end token, wherever vectors were added,
   *     [prompts, projection]; null where the tower has no projection
   */
  record Output(Tensor penultimate, Tensor lastHiddenState, @Nullable Tensor textEmbeds) {

    /** Prompt {@code index} alone. */
    Output prompt(int index) {
      return new Output(
          penultimate.slice(index),
          lastHiddenState.slice(index),
          textEmbeds == null ? null : textEmbeds.slice(index));
    }
  }
}
