package afterimage.settings.found;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Numbers as other programs write them; null for what is none. */
final class Numbers {
  /** Characters of a number, with space around it. */
  private static final int MAX_LENGTH = 100;

  /** As Python writes it: NaN and Infinity are numbers. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private Numbers() {}

  static @Nullable Double asDouble(@Nullable String text) {
    try {
      return text == null || text.length() > MAX_LENGTH ? null : Double.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static @Nullable Long asLong(@Nullable String text) {
    try {
      return text == null || text.length() > MAX_LENGTH ? null : Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A seed of 64 bits as every program counts them, 2^63 and above as negative numbers. */
  static @Nullable Long asSeed(@Nullable String text) {
    try {
      return text == null || text.length() > MAX_LENGTH
          ? null
          : Long.valueOf(Long.parseUnsignedLong(text.strip()));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static @Nullable Integer asInteger(@Nullable String text) {
    Long value = asLong(text);
    return value == null || value != value.intValue() ? null : value.intValue();
  }

  /** A number, or a text that holds one. */
  static @Nullable String text(@Nullable JsonNode node) {
    return node == null || node.isNull() || node.isContainer() ? null : node.asString();
  }

  /** The first that is there. */
  static @Nullable String text(JsonNode object, String... names) {
    for (String name : names) {
      String text = text(object.get(name));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** An object, or null if the text is no JSON object. */
  static @Nullable JsonNode object(@Nullable String text) {
    if (text == null || !text.stripLeading().startsWith("{")) {
      return null;
    }
    try {
      JsonNode node = JSON.readTree(text);
      return node.isObject() ? node : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
