package afterimage.catalog;

import afterimage.checkpoint.embedding.EmbeddingFile;
import afterimage.engine.Embedding;
import afterimage.engine.EngineException;

/** Looks into an embedding's file before it is used. */
public final class EmbeddingCheck {
  private EmbeddingCheck() {}

  /**
   * Returns if there are vectors in it.
   *
   * @throws EngineException if it is damaged or something else
   */
  public static void require(Embedding embedding) throws EngineException {
    EmbeddingFile.read(embedding);
  }
}
