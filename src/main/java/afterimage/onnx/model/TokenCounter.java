package afterimage.onnx.model;

import afterimage.bundle.ModelBundle;
import afterimage.bundle.TextPart;
import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.embedding.EmbeddingFile;
import afterimage.diffusion.text.AddedTokens;
import afterimage.diffusion.text.ClipTokenizer;
import afterimage.diffusion.text.PromptChunk;
import afterimage.diffusion.text.PromptSyntax;
import afterimage.engine.Embedding;
import afterimage.engine.EmbeddingNames;
import afterimage.engine.EngineException;
import afterimage.engine.ModelRef;
import afterimage.engine.PromptTags;
import afterimage.engine.TokenCount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts prompts' tokens with the tokenizer of the model last asked for. For several threads. */
public final class TokenCounter {
  private @Nullable Reader last;

  /**
   * A model's text encoder that counts.
   *
   * @param only whether the model has no other
   */
  private record Reader(Path model, TextPart text, boolean only) {}

  /** Looks into a model. */
  @FunctionalInterface
  public interface Opening {
    ModelBundle open() throws EngineException;
  }

  /** Counts for a model, which is opened if it is another than before; tags are no words. */
  public TokenCount count(ModelRef model, Opening opening, String written, boolean plain)
      throws EngineException {
    PromptSyntax.requireReadable(written);
    String prompt = PromptTags.without(written);
    Reader counting = reader(model.path(), opening);
    ClipTokenizer reader = counting.text.tokenizer();
    int room = reader.config().maxLength() - 2;
    List<AddedTokens.Name> names = names(model, counting);
    AddedTokens added = AddedTokens.of(names, reader);
    List<String> called =
        new EmbeddingNames(names.stream().map(AddedTokens.Name::text).toList())
            .in(prompt).stream().map(name -> names.get(name).text()).toList();
    if (plain) {
      return new TokenCount(PromptChunk.words(reader, added, prompt).length, room, 1, called);
    }
    List<PromptChunk> chunks = PromptChunk.weighted(reader, added, prompt);
    int tokens = 0;
    for (PromptChunk chunk : chunks) {
      tokens += chunk.words();
    }
    return new TokenCount(tokens, room, chunks.size(), called);
  }

  /** What cannot be used counts as the words that it then is. */
  private static List<AddedTokens.Name> names(ModelRef model, Reader reader) {
    List<AddedTokens.Name> names = new ArrayList<>();
    if (CheckpointCompiler.isCheckpoint(model.path())) {
      for (Embedding embedding : model.embeddings()) {
        try {
          int vectors = EmbeddingFile.read(embedding).of(reader.text.name(), reader.only).size();
          if (vectors > 0) {
            names.add(new AddedTokens.Name(embedding.name(), vectors));
          }
        } catch (EngineException e) {
          // The run says what is wrong with it.
        }
      }
    }
    return List.copyOf(names);
  }

  private synchronized Reader reader(Path model, Opening opening) throws EngineException {
    Reader reader = last;
    if (reader == null || !model.equals(reader.model)) {
      List<TextPart> texts = opening.open().texts();
      reader = new Reader(model, texts.getLast(), texts.size() == 1);
      last = reader;
    }
    return reader;
  }
}
