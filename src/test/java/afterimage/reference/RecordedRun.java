package afterimage.reference;

import afterimage.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A recorded pipeline call: a folder with {@code run.json}, pictures and tensors.
 *
 * @param folder where it lies
 * @param name the folder's path below {@code runs}, with slashes
 * @param json the content of {@code run.json}
 */
public record RecordedRun(Path folder, String name, JsonNode json) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Every run of the reference folder, in the order of their names. */
  public static List<RecordedRun> all() {
    if (!ReferenceFolder.has("runs")) {
      return List.of();
    }
    return below(ReferenceFolder.path("runs"));
  }

  /** Every run of a folder, in the order of their names. */
  public static List<RecordedRun> below(Path root) {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(file -> file.getFileName().toString().equals("run.json"))
          .sorted()
          .map(file -> read(root, file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedRun read(Path root, Path file) {
    Path folder = file.resolveSibling(".").normalize();
    String name = root.relativize(folder).toString().replace('\\', '/');
    return new RecordedRun(folder, name, JSON.readTree(file));
  }

  /** Whether it starts from noise and not from a picture or latents. */
  public boolean isTextToImage() {
    return !json.path("pipeline").asString("").contains("img2img");
  }

  /** Which pipeline, in the recorder's words. */
  public String pipeline() {
    return json.path("pipeline").asString("");
  }

  public String schedulerClass() {
    return json.path("scheduler").path("class").asString("");
  }

  public Map<String, Object> schedulerConfig() {
    return JSON.convertValue(
        json.path("scheduler").path("config"), new TypeReference<Map<String, Object>>() {});
  }

  /** An argument of the call; a missing node where it was left out. */
  public JsonNode argument(String key) {
    return json.path("call").path(key);
  }

  public double number(String key, double otherwise) {
    return argument(key).isNumber() ? argument(key).doubleValue() : otherwise;
  }

  /** An argument that is a string or a list of strings; null where it is missing or null. */
  public @Nullable List<String> strings(String key) {
    JsonNode node = argument(key);
    if (node.isString()) {
      return List.of(node.stringValue());
    }
    if (!node.isArray()) {
      return null;
    }
    List<String> strings = new ArrayList<>();
    node.forEach(item -> strings.add(item.asString("")));
    return strings;
  }

  public boolean has(String tensor) {
    return Files.exists(folder.resolve(tensor + ".npy"));
  }

  public NpyFile npy(String tensor) {
    return NpyFile.read(folder.resolve(tensor + ".npy"));
  }

  public Tensor tensor(String tensor) {
    return npy(tensor).tensor();
  }

  /** Names of all tensors. */
  public List<String> tensors() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".npy"))
          .map(file -> file.substring(0, file.length() - ".npy".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pictures {@code NAME.png}, or else {@code NAME_0.png}, {@code NAME_1.png} and so on. */
  public List<Path> pictures(String base) {
    Path single = folder.resolve(base + ".png");
    if (Files.exists(single)) {
      return List.of(single);
    }
    List<Path> files = new ArrayList<>();
    for (Path file = folder.resolve(base + "_0.png");
        Files.exists(file);
        file = folder.resolve(base + "_" + files.size() + ".png")) {
      files.add(file);
    }
    return files;
  }

  @Override
  public String toString() {
    return name;
  }
}
