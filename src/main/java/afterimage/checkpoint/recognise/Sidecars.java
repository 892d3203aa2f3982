package afterimage.checkpoint.recognise;

import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.file.ForeignFile;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON files beside a checkpoint, which tell what shapes can't. The nearest wins: for a single
 * file {@code x.safetensors} that is {@code x.json}, then the diffusers folder that it names under
 * {@code same_weights_as}, then the folder that the file lies in, if it has such files as a
 * diffusers folder has.
 *
 * @param ownFile the JSON of the same name, or null
 * @param own what it holds, or null
 * @param folders diffusers folders, the nearest first
 * @param others the configurations of parts that are not the checkpoint's own, by their names, as
 *     {@code vae/config.json}
 */
public record Sidecars(
    @Nullable Path ownFile, @Nullable JsonNode own, List<Path> folders, Map<String, Path> others) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final int MAX_BYTES = 2 << 20;

  /** Bytes of any of them; vocabularies are the largest. */
  private static final int MAX_TOKENIZER_BYTES = 32 << 20;

  private static final int ANCESTORS = 3;
  private static final int PUBLISHED_GROUPS = 32;
  private static final int MAX_GROUPS = 1024;

  /** What the JSON of a checkpoint's own name may say. */
  private static final List<String> OURS = List.of("same_weights_as", "group_norm_groups");

  private static final List<String> READ =
      List.of(
          "model_index.json",
          "scheduler/scheduler_config.json",
          "text_encoder/config.json",
          "text_encoder_2/config.json",
          "tokenizer/vocab.json",
          "tokenizer/merges.txt",
          "tokenizer/tokenizer.json",
          "tokenizer/tokenizer_config.json",
          "tokenizer/special_tokens_map.json",
          "tokenizer/added_tokens.json",
          "tokenizer_2/vocab.json",
          "tokenizer_2/merges.txt",
          "tokenizer_2/tokenizer.json",
          "tokenizer_2/tokenizer_config.json",
          "tokenizer_2/special_tokens_map.json",
          "tokenizer_2/added_tokens.json",
          "unet/config.json",
          "vae/config.json");

  /** Those of a diffusers folder: its own. */
  static Sidecars ofFolder(Path folder) {
    return new Sidecars(null, null, List.of(folder), Map.of());
  }

  /**
   * What these say, and what another checkpoint's say besides: that of the text encoders that are
   * taken from it.
   */
  Sidecars withParts(Sidecars other) {
    List<Path> all = new ArrayList<>(folders);
    all.addAll(other.folders);
    boolean mine = own != null;
    return new Sidecars(
        mine ? ownFile : other.ownFile, mine ? own : other.own, List.copyOf(all), others);
  }

  /** With another part's own configuration; without one, the checkpoint's counts on. */
  Sidecars with(Part part, @Nullable Path config) {
    if (config == null) {
      return this;
    }
    Map<String, Path> all = new TreeMap<>(others);
    all.put(part.folder() + "/config.json", config);
    return new Sidecars(ownFile, own, folders, all);
  }

  /** Those of a single file. */
  static Sidecars ofFile(Path file) throws EngineException {
    Path real = file.toAbsolutePath();
    String stem = real.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    Path json = real.resolveSibling(stem + ".json");
    @Nullable JsonNode own = Files.isRegularFile(json) ? ofAnyProgram(json) : null;
    List<Path> folders = new ArrayList<>();
    if (own != null && own.path("same_weights_as").isString()) {
      linked(real, own.path("same_weights_as").asString()).ifPresent(folders::add);
    }
    @Nullable Path parent = real.getParent();
    if (parent != null && READ.stream().anyMatch(n -> Files.isRegularFile(parent.resolve(n)))) {
      folders.add(parent);
    }
    return new Sidecars(own == null ? null : json, own, List.copyOf(folders), Map.of());
  }

  /** A folder named from a file, seen from the file's own folder or from one that holds it. */
  private static Optional<Path> linked(Path file, String name) {
    try {
      Path relative = Path.of(name).normalize();
      if (relative.isAbsolute() || relative.startsWith("..")) {
        return Optional.empty();
      }
      @Nullable Path base = file.getParent();
      for (int i = 0; i < ANCESTORS && base != null; i++, base = base.getParent()) {
        Path candidate = base.resolve(relative);
        if (Files.isRegularFile(candidate.resolve("model_index.json"))) {
          return Optional.of(candidate);
        }
      }
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** A component's {@code config.json}; an empty object where there is none. */
  public ObjectNode config(String component) throws EngineException {
    Optional<Path> config = file(component + "/config.json");
    return config.isPresent() ? read(config.get()) : JSON.createObjectNode();
  }

  /** The configuration of a part that is not the checkpoint's own; empty where it has none. */
  ObjectNode configOfOther(Part part) throws EngineException {
    @Nullable Path config = others.get(part.folder() + "/config.json");
    return config == null ? JSON.createObjectNode() : read(config);
  }

  /** The nearest file of that name in the diffusers folders. */
  public Optional<Path> file(String name) {
    @Nullable Path other = others.get(name);
    if (other != null) {
      return Optional.of(other);
    }
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** The nearest {@code model_index.json}; an empty object where there is none. */
  public ObjectNode index() throws EngineException {
    Optional<Path> index = file("model_index.json");
    return index.isPresent() ? read(index.get()) : JSON.createObjectNode();
  }

  /** All files that can tell anything, in a fixed order. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(ownFile == null ? List.of() : List.of(ownFile));
    for (String name : READ) {
      file(name).ifPresent(files::add);
    }
    others.forEach(
        (name, file) -> {
          if (!READ.contains(name)) {
            files.add(file);
          }
        });
    return files;
  }

  /** A section of the JSON of the same name; an empty object where there is none. */
  JsonNode section(String name) {
    return own != null && own.path(name).isObject() ? own.path(name) : JSON.createObjectNode();
  }

  /** How many groups a network's group norms have: 32 wherever nothing says otherwise. */
  static int groups(Sidecars sidecars, JsonNode config) {
    int published = config.path("norm_num_groups").asInt(PUBLISHED_GROUPS);
    JsonNode own = sidecars.own();
    int groups = own == null ? published : own.path("group_norm_groups").asInt(published);
    return groups > 0 && groups <= MAX_GROUPS ? groups : PUBLISHED_GROUPS;
  }

  /** What one of them holds, for a digest. */
  public static byte[] bytes(Path sidecar) throws EngineException {
    try {
      return ForeignFile.readAllBytes(sidecar, MAX_TOKENIZER_BYTES);
    } catch (IOException e) {
      throw ForeignModel.unreadable(sidecar, e);
    }
  }

  /**
   * Copies one of them.
   *
   * @throws IOException if the copy cannot be written
   */
  public static void copy(Path sidecar, Path target) throws IOException, EngineException {
    Files.write(target, bytes(sidecar));
  }

  /**
   * A file beside a checkpoint may be any program's: what holds no object is not for us, nor what
   * is damaged, unless it has a word of ours in it.
   */
  private static @Nullable JsonNode ofAnyProgram(Path json) throws EngineException {
    try {
      JsonNode node = readAny(json);
      return node.isObject() ? node : null;
    } catch (EngineException e) {
      if (hasWordOfOurs(json)) {
        throw e;
      }
      return null;
    }
  }

  private static boolean hasWordOfOurs(Path json) {
    try {
      String text = new String(ForeignFile.readAllBytes(json, MAX_BYTES), StandardCharsets.UTF_8);
      return OURS.stream().anyMatch(word -> text.contains('"' + word + '"'));
    } catch (IOException e) {
      return false;
    }
  }

  /** A JSON object read from a file. */
  static ObjectNode read(Path file) throws EngineException {
    if (readAny(file) instanceof ObjectNode object) {
      return object;
    }
    throw new EngineException(
        Messages.of("checkpoint.json.object", file), Messages.of("checkpoint.json.remedy"));
  }

  private static JsonNode readAny(Path file) throws EngineException {
    try {
      return JSON.readTree(ForeignFile.readAllBytes(file, MAX_BYTES));
    } catch (JacksonException e) {
      throw new EngineException(
          Messages.of("checkpoint.json", file, String.valueOf(e.getOriginalMessage())),
          Messages.of("checkpoint.json.remedy"),
          e);
    } catch (IOException e) {
      throw ForeignModel.unreadable(file, e);
    }
  }
}
