package afterimage.reference;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two sets of golden data: each by default the copy among the test resources, or any other
 * folder of the same format, given by a system property.
 */
public enum ReferenceSet {
  /** Pipelines, schedulers, models, random numbers. */
  FIRST("afterimage.reference", "src/test/resources/reference"),

  /** More schedulers, and what else came later. */
  SECOND("afterimage.reference2", "src/test/resources/reference-2");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String property;
  private final String copy;

  ReferenceSet(String property, String copy) {
    this.property = property;
    this.copy = copy;
  }

  /** A file or folder below its folder, for example {@code path("rng", name)}. */
  public Path path(String... names) {
    return Path.of(System.getProperty(property, copy), names);
  }

  /** Whether it holds such a file or folder; a stranger's need not. */
  public boolean has(String... names) {
    return Files.exists(path(names));
  }

  /** A JSON file of it. */
  public JsonNode json(String... names) {
    return JSON.readTree(path(names));
  }

  /** A NumPy file of it. */
  public NpyFile npy(String... names) {
    return NpyFile.read(path(names));
  }
}
