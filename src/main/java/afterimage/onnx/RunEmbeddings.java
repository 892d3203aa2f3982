package afterimage.onnx;

import afterimage.checkpoint.embedding.EmbeddingFile;
import afterimage.checkpoint.embedding.EmbeddingHash;
import afterimage.diffusion.pipeline.PromptEmbedding;
import afterimage.diffusion.pipeline.TextEncoder;
import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import afterimage.engine.ImageResult.UsedEmbedding;
import afterimage.engine.RefineListener;
import afterimage.message.Messages;
import afterimage.onnx.model.LoadedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings of a run, as each of its models takes them. One that a model cannot take is told,
 * once, and its name is read as words: no run is lost for it.
 */
final class RunEmbeddings {
  private final RefineListener listener;
  private final Map<Embedding, EmbeddingFile> files = new LinkedHashMap<>();
  private final Map<LoadedModel, List<PromptEmbedding>> known = new HashMap<>();
  private final Set<UsedEmbedding> used = new LinkedHashSet<>();

  /** Reads their files. */
  RunEmbeddings(List<Embedding> embeddings, RefineListener listener) {
    this.listener = listener;
    for (Embedding embedding : embeddings) {
      try {
        files.put(embedding, EmbeddingFile.read(embedding));
      } catch (EngineException e) {
        tell(embedding, e.problem().sentence());
      }
    }
  }

  /** Those that a model can take. */
  List<PromptEmbedding> of(LoadedModel model) {
    List<PromptEmbedding> fitting = known.get(model);
    if (fitting == null) {
      fitting = new ArrayList<>();
      for (Map.Entry<Embedding, EmbeddingFile> entry : files.entrySet()) {
        Embedding embedding = entry.getKey();
        String fault = fault(entry.getValue(), model);
        if (fault == null) {
          fitting.add(vectors(embedding, entry.getValue(), model));
          used.add(new UsedEmbedding(embedding.title(), EmbeddingHash.of(embedding)));
        } else {
          tell(embedding, fault);
        }
      }
      known.put(model, fitting);
    }
    return fitting;
  }

  private static PromptEmbedding vectors(
      Embedding embedding, EmbeddingFile file, LoadedModel model) {
    Map<String, List<float[]>> vectors = new HashMap<>();
    List<TextEncoder> encoders = model.textEncoders();
    for (TextEncoder encoder : encoders) {
      vectors.put(encoder.name(), file.of(encoder.name(), encoders.size() == 1));
    }
    return new PromptEmbedding(embedding.name(), vectors);
  }

  /** Why a model cannot take it, or null. */
  private static @Nullable String fault(EmbeddingFile file, LoadedModel model) {
    List<TextEncoder> encoders = model.textEncoders();
    String name = model.bundle().descriptor().name();
    for (TextEncoder encoder : encoders) {
      List<float[]> rows = file.of(encoder.name(), encoders.size() == 1);
      if (!encoder.takesVectors()) {
        return Messages.of("onnx.embedding.graph", name);
      }
      if (rows.isEmpty()) {
        return file.alone().isEmpty()
            ? Messages.of("onnx.embedding.half", name, encoder.name())
            : Messages.of("onnx.embedding.alone", name, file.alone().getFirst().length);
      }
      int width = rows.getFirst().length;
      if (width != encoder.width()) {
        return Messages.of("onnx.embedding.width", name, width, encoder.name(), encoder.width());
      }
    }
    return null;
  }

  private void tell(Embedding embedding, String why) {
    listener.notice(Messages.of("onnx.embedding", embedding.title(), why));
  }

  /** Those that took part so far. */
  List<UsedEmbedding> used() {
    return List.copyOf(used);
  }
}
