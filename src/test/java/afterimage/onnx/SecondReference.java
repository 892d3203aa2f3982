package afterimage.onnx;

import afterimage.engine.ModelOptions;
import afterimage.reference.RecordedRun;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.ReferenceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recorded runs of a second set: a refiner whose results depend on sizes, scores and times (x1 to
 * x3; that of the first set cannot see them), models whose latents have means and deviations of
 * their own (p1, sampled as EDM does, and p2), and a refiner with another VAE (v1).
 */
final class SecondReference {
  private static final Path ROOT = ReferenceSet.SECOND.path();
  private static final Path FIRST = ReferenceFolder.path("pipelines");

  /** Kinds of runs that this replays; others have tests of their own. */
  private static final Pattern REPLAYED = Pattern.compile("[xpv]\\d+_.*");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SecondReference() {}

  static List<RecordedRun> runs() {
    return Stream.of(ROOT.resolve("runs"), ROOT.resolve("extra/runs"))
        .filter(Files::isDirectory)
        .flatMap(folder -> RecordedRun.below(folder).stream())
        .filter(run -> REPLAYED.matcher(run.name()).matches())
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
    Path extra = ROOT.resolve("extra/pipelines/tiny_refiner_s");
    copy(Files.exists(extra) ? extra : ROOT.resolve("pipelines/tiny_refiner_s"), folder);
    return folder;
  }

  /** A model that fits the run, put together in a new folder. */
  static Path model(RecordedRun run, Path folder) throws IOException {
    if (run.json().has("model")) {
      return refiner(folder);
    }
    boolean refines = run.pipeline().startsWith("refiner");
    copy(FIRST.resolve(refines ? "tiny_refiner" : "tiny_base"), folder);
    Path file = folder.resolve("vae/config.json");
    ObjectNode config = (ObjectNode) JSON.readTree(file);
    for (Map.Entry<String, JsonNode> option : run.json().path("vae_config_override").properties()) {
      config.set(option.getKey(), option.getValue());
    }
    Files.write(file, JSON.writeValueAsBytes(config));
    return folder;
  }

  /** How a run's model is loaded: with another VAE, where it was made so. */
  static ModelOptions options(RecordedRun run) {
    String vae = run.json().path("vae").asString("");
    return vae.isEmpty() ? ModelOptions.DEFAULT : ModelOptions.DEFAULT.withVae(ROOT.resolve(vae));
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
