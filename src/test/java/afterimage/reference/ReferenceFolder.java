package afterimage.reference;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the golden data lies: by default the copy among the test resources, or any other folder of
 * the same format, given by the system properties {@code afterimage.reference} and {@code
 * afterimage.reference.models}.
 */
public final class ReferenceFolder {
  private static final String ROOT = "afterimage.reference";
  private static final String MODELS = "afterimage.reference.models";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReferenceFolder() {}

  /** A file or folder below the reference folder, for example {@code path("rng", name)}. */
  public static Path path(String... names) {
    return below(System.getProperty(ROOT, "src/test/resources/reference"), names);
  }

  /** A file or folder below the folder of ONNX models. */
  public static Path model(String... names) {
    return below(System.getProperty(MODELS, path("onnx").toString()), names);
  }

  /** Whether this reference folder holds such a file or folder; a stranger's need not. */
  public static boolean has(String... names) {
    return Files.exists(path(names));
  }

  /** A JSON file below the reference folder. */
  public static JsonNode json(String... names) {
    return JSON.readTree(path(names));
  }

  /** A NumPy file below the reference folder. */
  public static NpyFile npy(String... names) {
    return NpyFile.read(path(names));
  }

  private static Path below(String root, String... names) {
    return Path.of(root, names);
  }
}
