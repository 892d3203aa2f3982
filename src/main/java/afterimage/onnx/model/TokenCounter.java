package afterimage.onnx.model;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.text.ClipTokenizer;
import afterimage.diffusion.text.PromptChunk;
import afterimage.diffusion.text.PromptSyntax;
import afterimage.engine.EngineException;
import afterimage.engine.PromptTags;
import afterimage.engine.TokenCount;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts prompts' tokens with the tokenizer of the model last asked for. For several threads. */
public final class TokenCounter {
  private @Nullable Path known;
  private @Nullable ClipTokenizer tokenizer;

  /** Looks into a model. */
  @FunctionalInterface
  public interface Opening {
    ModelBundle open() throws EngineException;
  }

  /** Counts for a model, which is opened if it is another than before; tags are no words. */
  public TokenCount count(Path model, Opening opening, String written, boolean plain)
      throws EngineException {
    PromptSyntax.requireReadable(written);
    String prompt = PromptTags.without(written);
    ClipTokenizer reader = tokenizer(model, opening);
    int room = reader.config().maxLength() - 2;
    if (plain) {
      return new TokenCount(reader.words(prompt).length, room, 1);
    }
    List<PromptChunk> chunks = PromptChunk.weighted(reader, prompt);
    int tokens = 0;
    for (PromptChunk chunk : chunks) {
      tokens += chunk.words();
    }
    return new TokenCount(tokens, room, chunks.size());
  }

  private synchronized ClipTokenizer tokenizer(Path model, Opening opening) throws EngineException {
    ClipTokenizer reader = tokenizer;
    if (reader == null || !model.equals(known)) {
      reader = opening.open().texts().getLast().tokenizer();
      tokenizer = reader;
      known = model;
    }
    return reader;
  }
}
