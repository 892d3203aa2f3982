package afterimage.ui.session;

import java.io.ByteArrayInputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as far as it can be read: up to where it is torn, and whatever its types are. */
final class SessionJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SessionJson() {}

  /**
   * What a file says.
   *
   * @param tree up to the damage; null if there is nothing before it
   * @param whole whether there is none
   */
  record Tree(@Nullable JsonNode tree, boolean whole) {}

  /** Reads a file's bytes. */
  static Tree read(byte[] bytes) {
    boolean[] torn = new boolean[1];
    JsonNode tree = null;
    try (JsonParser in = JSON.createParser(new ByteArrayInputStream(bytes))) {
      tree = in.nextToken() == null ? null : value(in, torn);
      torn[0] |= tree == null || (!torn[0] && in.nextToken() != null);
    } catch (JacksonException e) {
      torn[0] = true;
    }
    return new Tree(tree, !torn[0]);
  }

  static ObjectNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  /** Text that any UTF-8 file can hold, also of halves of characters. */
  static String text(JsonNode tree) {
    return JSON.writeValueAsString(tree);
  }

  /** The value that begins at the current token, as far as it goes. */
  private static JsonNode value(JsonParser in, boolean[] torn) {
    return switch (in.currentToken()) {
      case START_OBJECT -> object(in, torn);
      case START_ARRAY -> array(in, torn);
      case VALUE_STRING -> NODES.stringNode(in.getString());
      case VALUE_NUMBER_INT -> NODES.numberNode(in.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(in.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private static ObjectNode object(JsonParser in, boolean[] torn) {
    ObjectNode object = NODES.objectNode();
    try {
      while (!torn[0] && in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        if (in.nextToken() == null || name == null) {
          torn[0] = true;
          return object;
        }
        object.set(name, value(in, torn));
      }
    } catch (JacksonException e) {
      torn[0] = true;
    }
    return object;
  }

  private static ArrayNode array(JsonParser in, boolean[] torn) {
    ArrayNode array = NODES.arrayNode();
    try {
      while (!torn[0]) {
        JsonToken next = in.nextToken();
        if (next == JsonToken.END_ARRAY) {
          return array;
        }
        if (next == null) {
          torn[0] = true;
          return array;
        }
        array.add(value(in, torn));
      }
    } catch (JacksonException e) {
      torn[0] = true;
    }
    return array;
  }

  /**
   * A record of JSON, with the usual values for what is missing, null, or of the wrong type.
   *
   * @param usual also of records in it
   */
  static <T> T record(@Nullable JsonNode node, T usual, Class<T> type) {
    if (!(node instanceof ObjectNode given)) {
      return usual;
    }
    ObjectNode best = JSON.valueToTree(usual);
    ObjectNode all = best.deepCopy();
    merge(all, given);
    try {
      return JSON.treeToValue(all, type);
    } catch (JacksonException | IllegalArgumentException e) {
      // One of them is wrong; the others are taken.
    }
    T value = usual;
    for (Map.Entry<String, JsonNode> field : given.properties()) {
      ObjectNode one = best.deepCopy();
      merge(one, NODES.objectNode().set(field.getKey(), field.getValue()));
      try {
        value = JSON.treeToValue(one, type);
        best = one;
      } catch (JacksonException | IllegalArgumentException e) {
        // This one.
      }
    }
    return value;
  }

  private static void merge(ObjectNode into, JsonNode from) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      JsonNode was = into.get(field.getKey());
      if (was instanceof ObjectNode inner && field.getValue().isObject()) {
        merge(inner, field.getValue());
      } else if (!field.getValue().isNull()) {
        into.set(field.getKey(), field.getValue());
      }
    }
  }
}
