package afterimage.reference;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * The first set of golden data, and its models, which the system property {@code
 * afterimage.reference.models} puts elsewhere.
 */
public final class ReferenceFolder {
  private static final String MODELS = "afterimage.reference.models";

  private ReferenceFolder() {}

  /** A file or folder below the reference folder, for example {@code path("rng", name)}. */
  public static Path path(String... names) {
    return ReferenceSet.FIRST.path(names);
  }

  /** A file or folder below the folder of ONNX models. */
  public static Path model(String... names) {
    return Path.of(System.getProperty(MODELS, path("onnx").toString()), names);
  }

  /** Whether this reference folder holds such a file or folder; a stranger's need not. */
  public static boolean has(String... names) {
    return ReferenceSet.FIRST.has(names);
  }

  /** A JSON file below the reference folder. */
  public static JsonNode json(String... names) {
    return ReferenceSet.FIRST.json(names);
  }

  /** A NumPy file below the reference folder. */
  public static NpyFile npy(String... names) {
    return ReferenceSet.FIRST.npy(names);
  }
}
