package afterimage.ui.inspector;

import afterimage.engine.EngineException;
import afterimage.engine.ModelRef;
import afterimage.engine.TokenCount;
import java.util.concurrent.Executor;

/**
 * Who counts the tokens of prompts, and where.
 *
 * @param counter counts
 * @param worker a thread beside the FX thread
 */
public record TokenCounting(Counter counter, Executor worker) {

  /** Counts a prompt's tokens for a model. */
  @FunctionalInterface
  public interface Counter {

    /** As {@link afterimage.engine.ImageEngine#countTokens}. */
    TokenCount count(ModelRef model, String prompt, boolean plain) throws EngineException;
  }
}
