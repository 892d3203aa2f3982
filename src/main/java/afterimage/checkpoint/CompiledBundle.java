package afterimage.checkpoint;

import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.network.GraphForm;
import afterimage.checkpoint.network.Operation;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.Part;
import afterimage.checkpoint.recognise.Sidecars;
import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.checkpoint.weights.Supplied;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.file.ForeignFile;
import afterimage.file.PathText;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a compiled bundle remembers of the checkpoint that holds its weights, in its {@code
 * checkpoint.json}.
 *
 * @param checkpoint the path that the user gave, made absolute
 * @param key a digest of all that went into the bundle except the weights themselves
 * @param flavour of its graphs
 * @param portable operations that are in the portable flavour all the same
 * @param folders where the weights of each of the bundle's graphs lie, by the graph's folder
 * @param parameters how many weights each of these graphs has
 * @param files the weights' files as they were, LoRAs last
 * @param supplied tensors that must be supplied to each of these graphs when it is loaded
 */
public record CompiledBundle(
    String checkpoint,
    String key,
    Flavour flavour,
    Set<Operation> portable,
    Map<String, String> folders,
    Map<String, Long> parameters,
    List<WeightsFile> files,
    Map<String, List<Supplied>> supplied) {

  public CompiledBundle {
    // Whoever reads a file that lacks one is told so by Jackson.
    Objects.requireNonNull(checkpoint);
    Objects.requireNonNull(key);
    Objects.requireNonNull(flavour);
    portable = Set.copyOf(portable);
    folders = Map.copyOf(folders);
    parameters = Map.copyOf(parameters);
    files = List.copyOf(files);
    supplied = Map.copyOf(supplied);
  }

  private static final String FILE = "checkpoint.json";
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_BYTES = 64 << 20;

  /** To be counted up whenever graphs come out differently, so that old ones aren't used. */
  private static final int COMPILER_VERSION = 10;

  /**
   * A file with weights.
   *
   * @param path absolute, behind all links
   * @param bytes its size
   * @param modified in milliseconds since 1970
   */
  public record WeightsFile(String path, long bytes, long modified) {

    static WeightsFile of(Path file) throws IOException {
      return new WeightsFile(
          file.toString(), Files.size(file), Files.getLastModifiedTime(file).toMillis());
    }

    boolean isUnchanged() {
      try {
        Path file = PathText.find(path).orElse(null);
        return file != null && equals(of(file));
      } catch (IOException e) {
        return false;
      }
    }
  }

  /** What a bundle compiled from this checkpoint would remember, but for what is supplied. */
  static CompiledBundle of(Checkpoint checkpoint, ModelOptions options, GraphForm form)
      throws IOException, EngineException {
    MessageDigest digest = sha256();
    digest.update((byte) COMPILER_VERSION);
    digest.update(form.flavour().name().getBytes(StandardCharsets.UTF_8));
    for (Operation operation : Operation.values()) {
      if (form.portable().contains(operation)) {
        digest.update(operation.name().getBytes(StandardCharsets.UTF_8));
      }
    }
    List<WeightsFile> files = new ArrayList<>();
    for (TensorFile header : checkpoint.headers()) {
      WeightsFile file = WeightsFile.of(header.file());
      files.add(file);
      digest.update((file + header.digest()).getBytes(StandardCharsets.UTF_8));
    }
    for (Path sidecar : checkpoint.sidecars().files()) {
      digest.update(Sidecars.bytes(sidecar));
    }
    if (options.weights() == ModelOptions.Weights.INT8) {
      digest.update((byte) Byte.SIZE);
    }
    for (ModelOptions.Lora lora : options.loras()) {
      if (!Files.exists(lora.file())) {
        throw new EngineException(
            Messages.of("checkpoint.lora.missing", lora.file()), Messages.of("checkpoint.path"));
      }
      WeightsFile file = WeightsFile.of(lora.file().toRealPath());
      files.add(file);
      digest.update((file + " " + lora.weights()).getBytes(StandardCharsets.UTF_8));
    }
    return new CompiledBundle(
        checkpoint.path().toAbsolutePath().normalize().toString(),
        HexFormat.of().formatHex(digest.digest(), 0, Long.BYTES),
        form.flavour(),
        form.portable(),
        folders(checkpoint),
        parameters(checkpoint),
        List.copyOf(files),
        Map.of());
  }

  /** With what must be supplied to its graphs. */
  CompiledBundle with(Map<String, List<Supplied>> tensors) {
    return new CompiledBundle(
        checkpoint, key, flavour, portable, folders, parameters, files, tensors);
  }

  /** How its graphs are made. */
  GraphForm form() {
    return new GraphForm(flavour, portable);
  }

  /** Whether LoRAs or eight bits made it: weights in blocks are supplied to any. */
  boolean isSpecial() {
    return supplied.values().stream().flatMap(List::stream).anyMatch(CompiledBundle::isSpecial);
  }

  private static boolean isSpecial(Supplied tensor) {
    return switch (tensor.form()) {
      case VALUES, EIGHT_BITS, SCALES -> true;
      case CODES, CODE_SCALES, CODE_OFFSETS -> false;
    };
  }

  boolean isUnchanged() {
    return files.stream().allMatch(WeightsFile::isUnchanged);
  }

  /** Whether a bundle is what this one would become. */
  boolean isCompiledTo(CompiledBundle bundle) {
    return with(bundle.supplied).equals(bundle);
  }

  private static Map<String, String> folders(Checkpoint checkpoint) throws EngineException {
    Map<String, String> folders = new TreeMap<>();
    for (Map.Entry<Part, WeightSet> part : checkpoint.parts().entrySet()) {
      List<Path> parents =
          part.getValue().all().values().stream()
              .map(Weight::file)
              .map(Path::getParent)
              .distinct()
              .toList();
      if (parents.size() != 1) {
        throw new EngineException(
            Messages.of("checkpoint.spread", part.getKey().label(), parents.size()),
            Messages.of("checkpoint.spread.remedy"));
      }
      for (String graph : BundleWriter.graphFolders(part.getKey())) {
        folders.put(graph, parents.getFirst().toString());
      }
    }
    return folders;
  }

  private static Map<String, Long> parameters(Checkpoint checkpoint) {
    Map<String, Long> parameters = new TreeMap<>();
    checkpoint
        .parts()
        .forEach(
            (part, weights) ->
                BundleWriter.graphFolders(part)
                    .forEach(graph -> parameters.put(graph, weights.parameters())));
    return parameters;
  }

  /** The bundle's name in a cache. */
  String folderName() {
    String name = String.valueOf(Path.of(checkpoint).getFileName());
    return name.replaceAll("[^\\w.-]", "_") + "-" + key;
  }

  void write(Path bundle) throws IOException {
    Files.write(bundle.resolve(FILE), JSON.writeValueAsBytes(this));
  }

  /**
   * Reads what a bundle remembers.
   *
   * @return nothing if the folder is no bundle that we compiled
   */
  public static Optional<CompiledBundle> read(Path bundle) throws EngineException {
    Path file = bundle.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      @Nullable CompiledBundle read =
          JSON.readValue(ForeignFile.readAllBytes(file, MAX_BYTES), CompiledBundle.class);
      return Optional.of(Objects.requireNonNull(read, "null"));
    } catch (IOException | JacksonException | NullPointerException e) {
      throw new EngineException(
          Messages.of("checkpoint.compiled", file), Messages.of("checkpoint.compiled.remedy"), e);
    }
  }

  /**
   * The folder in which the weights of one of the bundle's graphs lie: ONNX Runtime must be told.
   *
   * @param graph the graph's folder in the bundle, as {@code unet}
   */
  public Path weightsFolder(String graph) {
    @Nullable String folder = folders.get(graph);
    if (folder == null) {
      throw new IllegalArgumentException("no graph " + graph + " was compiled");
    }
    return Path.of(folder);
  }

  /**
   * Holds the weights' files against what they were. ONNX Runtime reads them in place, so a file
   * that became shorter would end the whole process.
   *
   * @throws EngineException if one was moved, changed or removed since the bundle was compiled
   */
  public void requireUnchanged() throws EngineException {
    for (WeightsFile file : files) {
      if (!file.isUnchanged()) {
        throw new EngineException(
            Messages.of("checkpoint.changed", file.path()),
            Messages.of("checkpoint.changed.remedy"));
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
