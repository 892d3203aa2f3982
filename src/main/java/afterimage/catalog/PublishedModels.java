package afterimage.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The models that can be had. The list comes with the program and changes with it only; nobody is
 * asked for another.
 *
 * @param models that can be downloaded, the most useful first
 * @param otherFiles known for comparison
 */
public record PublishedModels(List<PublishedModel> models, List<PublishedFile> otherFiles) {
  private static final String RESOURCE = "published-models.json";

  public PublishedModels {
    models = List.copyOf(models);
    otherFiles = List.copyOf(otherFiles);
  }

  /** Read when first asked for: a JSON parser takes its time to load. */
  private static final class Shipped {
    static final PublishedModels ALL = read();

    private static PublishedModels read() {
      try (InputStream in = PublishedModels.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("the program lacks " + RESOURCE);
        }
        return JsonMapper.builder().build().readValue(in, PublishedModels.class);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Those that the program came with. */
  public static PublishedModels shipped() {
    return Shipped.ALL;
  }

  /** The model with that id, in any case of letters. */
  public Optional<PublishedModel> find(String id) {
    return models.stream().filter(model -> model.id().equalsIgnoreCase(id)).findFirst();
  }

  /** The published file with that digest. */
  Optional<PublishedFile> fileOf(String sha256) {
    return models.stream()
        .filter(model -> sha256.equals(model.sha256()))
        .map(model -> new PublishedFile(model.repository(), model.file(), sha256))
        .findFirst()
        .or(() -> otherFiles.stream().filter(file -> file.sha256().equals(sha256)).findFirst());
  }
}
