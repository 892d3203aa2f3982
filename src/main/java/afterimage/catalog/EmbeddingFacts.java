package afterimage.catalog;

import afterimage.checkpoint.embedding.EmbeddingFile;
import afterimage.checkpoint.embedding.EmbeddingHash;
import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an embedding's file holds.
 *
 * @param path as it was given
 * @param name by which prompts call it
 * @param hash as A1111 writes it into settings
 * @param vectors by text encoder; one list where the file does not say for which it is
 */
public record EmbeddingFacts(Path path, String name, String hash, List<Vectors> vectors) {

  /**
   * The vectors for one text encoder.
   *
   * @param encoder its name, or empty where the file has none
   * @param count how many
   * @param width numbers in each
   */
  public record Vectors(String encoder, int count, int width) {}

  /**
   * Reads all of an embedding.
   *
   * @throws EngineException if the file is damaged or something else
   */
  public static EmbeddingFacts read(Embedding embedding) throws EngineException {
    EmbeddingFile file = EmbeddingFile.read(embedding);
    Map<String, List<float[]>> all = new TreeMap<>(file.vectors());
    if (!file.alone().isEmpty()) {
      all.put("", file.alone());
    }
    List<Vectors> vectors = new ArrayList<>();
    all.forEach(
        (encoder, rows) -> vectors.add(new Vectors(encoder, rows.size(), rows.getFirst().length)));
    return new EmbeddingFacts(
        embedding.file(), embedding.name(), EmbeddingHash.of(embedding), List.copyOf(vectors));
  }
}
