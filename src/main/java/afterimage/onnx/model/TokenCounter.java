package afterimage.onnx.model;

import afterimage.checkpoint.embedding.EmbeddingFile;
import afterimage.diffusion.text.AddedTokens;
import afterimage.diffusion.text.ClipTokenizer;
import afterimage.diffusion.text.PromptChunk;
import afterimage.diffusion.text.PromptSyntax;
import afterimage.engine.Device;
import afterimage.engine.Embedding;
import afterimage.engine.EmbeddingNames;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.PromptTags;
import afterimage.engine.TokenCount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts prompts' tokens with the tokenizer of the model last asked for. For several threads. */
public final class TokenCounter {
  private @Nullable Path known;
  private @Nullable ClipTokenizer tokenizer;

  /** Counts for a model, which is opened if it is another than before; tags are no words. */
  public TokenCount count(ModelRef model, Path cache, String written, boolean plain)
      throws EngineException {
    PromptSyntax.requireReadable(written);
    String prompt = PromptTags.without(written);
    ClipTokenizer reader = tokenizer(model.path(), cache);
    int room = reader.config().maxLength() - 2;
    List<AddedTokens.Name> names = names(model.embeddings());
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
  private static List<AddedTokens.Name> names(List<Embedding> embeddings) {
    List<AddedTokens.Name> names = new ArrayList<>();
    for (Embedding embedding : embeddings) {
      try {
        EmbeddingFile file = EmbeddingFile.read(embedding);
        int vectors = Math.max(file.of("text_encoder_2", true).size(), 1);
        names.add(new AddedTokens.Name(embedding.name(), vectors));
      } catch (EngineException e) {
        // The run says what is wrong with it.
      }
    }
    return List.copyOf(names);
  }

  private synchronized ClipTokenizer tokenizer(Path model, Path cache) throws EngineException {
    ClipTokenizer reader = tokenizer;
    if (reader == null || !model.equals(known)) {
      reader =
          ModelSource.open(model, ModelOptions.DEFAULT, Device.CPU, cache)
              .bundle()
              .texts()
              .getLast()
              .tokenizer();
      tokenizer = reader;
      known = model;
    }
    return reader;
  }
}
