package afterimage.onnx;

import afterimage.reference.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recorded runs of a second set: a refiner whose results depend on sizes, scores and times (x1 to
 * x3; that of the first set cannot see them), and a base whose latents have means and deviations of
 * their own, sampled as EDM does (p1).
 */
final class SecondReference {
  private static final Path ROOT = Path.of("src/test/resources/reference-2");
  private static final Path FIRST = Path.of("src/test/resources/reference/pipelines");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SecondReference() {}

  static List<RecordedRun> runs() {
    return RecordedRun.below(ROOT.resolve("runs")).stream()
        // These have tests of their own: InpaintReferenceTest, TextualInversionReferenceTest.
        .filter(run -> !run.pipeline().equals(InpaintRuns.PIPELINE))
        .filter(run -> !run.json().has("textual_inversion"))
        .toList();
  }

  static RecordedRun run(String name) {
    return runs().stream()
        .filter(run -> run.name().startsWith(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  /** The refiner that runs x1 to x3 were made with, put together in a new folder. */
  static Path refiner(Path folder) throws IOException {
    copy(FIRST.resolve("tiny_refiner"), folder);
    copy(ROOT.resolve("pipelines/tiny_refiner_s"), folder);
    return folder;
  }

  /** A model that fits the run, put together in a new folder. */
  static Path model(RecordedRun run, Path folder) throws IOException {
    if (run.json().has("model")) {
      return refiner(folder);
    }
    copy(FIRST.resolve("tiny_base"), folder);
    Path file = folder.resolve("vae/config.json");
    ObjectNode config = (ObjectNode) JSON.readTree(file);
    for (Map.Entry<String, JsonNode> option : run.json().path("vae_config_override").properties()) {
      config.set(option.getKey(), option.getValue());
    }
    Files.write(file, JSON.writeValueAsBytes(config));
    return folder;
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
