package afterimage.catalog;

import afterimage.checkpoint.embedding.EmbeddingFile;
import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds embeddings' files in the model folders and what is below them, beside a model, in the
 * folders where A1111, ComfyUI and InvokeAI keep embeddings for it, and wherever else one is told
 * to look. May be shared between threads.
 */
public final class EmbeddingSearch {
  private static final List<String> FOLDERS =
      List.of("embeddings", "embedding", "textual_inversion", "textualinversion");

  /** A1111 keeps checkpoints two folders further down than embeddings. */
  private static final int LEVELS = 3;

  private static final Duration LATELY = Duration.ofSeconds(5);

  private final AdditionFiles additions;
  private final AdditionFiles anyEnding;
  private final Supplier<List<Path>> elsewhere;
  private @Nullable Seen last;

  private record Seen(Path model, Set<Path> files, long at) {}

  /**
   * @param catalog the model folders
   * @param elsewhere folders of embeddings that other programs have
   */
  public EmbeddingSearch(ModelCatalog catalog, Supplier<List<Path>> elsewhere) {
    this.additions =
        new AdditionFiles(catalog.roots(), FOLDERS, LEVELS, List.of(Embedding.ENDINGS.getFirst()));
    this.anyEnding = new AdditionFiles(List.of(), FOLDERS, LEVELS, Embedding.ENDINGS);
    this.elsewhere = elsewhere;
  }

  /** Files that may be embeddings for a model; pickles only in folders that are for embeddings. */
  Set<Path> files(Path model) {
    Set<Path> files = new LinkedHashSet<>(additions.files(model));
    files.addAll(
        anyEnding.files(model).stream().filter(EmbeddingSearch::isInFolderForThem).toList());
    elsewhere.get().forEach(folder -> files.addAll(anyEnding.below(folder)));
    synchronized (this) {
      last = new Seen(model, files, System.nanoTime());
    }
    return files;
  }

  /** The same, as it was some seconds ago, for questions that come with every key. */
  Set<Path> filesSeenLately(Path model) {
    synchronized (this) {
      Seen seen = last;
      if (seen != null
          && seen.model.equals(model)
          && System.nanoTime() - seen.at < LATELY.toNanos()) {
        return seen.files;
      }
    }
    return files(model);
  }

  private static boolean isInFolderForThem(Path file) {
    for (Path part : file.toAbsolutePath()) {
      if (FOLDERS.contains(part.toString().toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  /** The embeddings among files that are found for no model in particular, by their headers. */
  public List<Path> all() {
    Set<Path> files = new LinkedHashSet<>();
    additions.roots().forEach(root -> files.addAll(additions.below(root)));
    elsewhere.get().forEach(folder -> files.addAll(additions.below(folder)));
    return files.stream().filter(EmbeddingSearch::isEmbedding).toList();
  }

  private static boolean isEmbedding(Path file) {
    try {
      return file.toFile().length() <= EmbeddingFile.MAX_BYTES && EmbeddingFile.isEmbedding(file);
    } catch (EngineException e) {
      return false;
    }
  }
}
