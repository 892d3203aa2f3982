package afterimage.bundle;

import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.file.ForeignFile;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object in a model's folder. Whatever is wrong with it becomes an {@link EngineException}
 * that names the file and the key.
 */
final class JsonFile {
  /** Python writes infinities and NaN as words, and diffusers' own schedulers have some. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /** Bytes; those in use have a few thousand. */
  private static final int MAX_BYTES = 2 << 20;

  private final Path file;
  private final JsonNode root;

  private JsonFile(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /** Reads an object. */
  static JsonFile read(Path file) throws EngineException {
    try {
      JsonNode root = MAPPER.readTree(ForeignFile.readAllBytes(file, MAX_BYTES));
      if (!root.isObject()) {
        throw damaged(file, Messages.of("bundle.file.object"), null);
      }
      return new JsonFile(file, root);
    } catch (JacksonException e) {
      throw damaged(file, Messages.of("bundle.file.json"), e);
    } catch (IOException e) {
      throw ForeignModel.unreadable(file, e);
    }
  }

  /** The whole object with plain Java values. */
  Map<String, Object> toMap() throws EngineException {
    return convert(root, new TypeReference<>() {});
  }

  boolean flag(String key) {
    return root.path(key).asBoolean(false);
  }

  String text(String key, String otherwise) {
    JsonNode node = root.path(key);
    return node.isString() ? node.stringValue() : otherwise;
  }

  double number(String key, double otherwise) throws EngineException {
    JsonNode node = root.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isNumber()) {
      throw wrong("bundle.wrong.number", key);
    }
    return node.doubleValue();
  }

  /** A number from {@code least} to {@code most}. */
  double number(String key, double least, double most, double otherwise) throws EngineException {
    double number = number(key, otherwise);
    if (!(number >= least && number <= most)) {
      throw wrong("bundle.wrong.range", key, bound(least), bound(most));
    }
    return number;
  }

  /** A whole number from {@code least} to {@code most}. */
  int whole(String key, int least, int most, int otherwise) throws EngineException {
    double number = number(key, least, most, otherwise);
    if (number != Math.rint(number)) {
      throw wrong("bundle.wrong.whole", key);
    }
    return (int) number;
  }

  /** A whole number from 1 to {@code most} that must be there. */
  int requiredWhole(String key, int most) throws EngineException {
    if (!root.path(key).isNumber()) {
      throw wrong("bundle.wrong.whole", key);
    }
    return whole(key, 1, most, 1);
  }

  private static String bound(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf((float) value);
  }

  /** A list's length; the list must be there and not be empty. */
  int requiredLength(String key) throws EngineException {
    JsonNode node = root.path(key);
    if (!node.isArray() || node.isEmpty()) {
      throw wrong("bundle.wrong.list", key);
    }
    return node.size();
  }

  /** A list of numbers, or null where the key is missing or null. */
  float @Nullable [] numbers(String key) throws EngineException {
    JsonNode node = root.path(key);
    float[] numbers =
        node.isMissingNode() || node.isNull()
            ? null
            : convert(node, new TypeReference<float[]>() {});
    requireFinite(numbers);
    return numbers;
  }

  /** A list of lists of numbers, or null where the key is missing or null. */
  float @Nullable [][] table(String key) throws EngineException {
    JsonNode node = root.path(key);
    float[][] table =
        node.isMissingNode() || node.isNull()
            ? null
            : convert(node, new TypeReference<float[][]>() {});
    for (float[] row : table == null ? new float[0][] : table) {
      requireFinite(row);
    }
    return table;
  }

  /** Whatever lies under a key; a missing node where there is nothing. */
  JsonNode node(String key) {
    return root.path(key);
  }

  /**
   * The error for a key that doesn't hold what it should.
   *
   * @param sentence what should be there, by its key in {@link Messages}
   * @param values the file's key, then what else the sentence names
   */
  EngineException wrong(String sentence, Object... values) {
    return damaged(file, Messages.of(sentence, values), null);
  }

  /** Numbers of more digits than a float holds become infinite. */
  private void requireFinite(float @Nullable [] numbers) throws EngineException {
    for (float number : numbers == null ? new float[0] : numbers) {
      if (!Float.isFinite(number)) {
        throw damaged(file, Messages.of("bundle.file.type"), null);
      }
    }
  }

  private <T> T convert(JsonNode node, TypeReference<T> type) throws EngineException {
    try {
      return MAPPER.convertValue(node, type);
    } catch (JacksonException | IllegalArgumentException e) {
      throw damaged(file, Messages.of("bundle.file.type"), e);
    }
  }

  private static EngineException damaged(Path file, String why, @Nullable Throwable cause) {
    return new EngineException(
        Messages.of("bundle.file", file, why), Messages.of("bundle.again"), cause);
  }
}
