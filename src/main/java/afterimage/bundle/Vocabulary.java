package afterimage.bundle;

import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.file.ForeignFile;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a tokenizer knows: of {@code vocab.json} and {@code merges.txt}, or where one of them is
 * missing, of {@code tokenizer.json}, the only one that newer versions of transformers write.
 *
 * @param ids by token
 * @param merges lines of two symbols, the first merge first
 * @param added tokens that were added to the vocabulary and stand for themselves in prompts, and
 *     whether they are looked for in lower-cased text
 * @param padding the entries of a tokenizer's configuration that {@code tokenizer.json} knows, too
 */
record Vocabulary(
    Map<String, Integer> ids,
    List<String> merges,
    Map<String, Boolean> added,
    Map<String, Object> padding) {
  private static final JsonFactory JSON = JsonFactory.builder().build();
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * Reads a tokenizer's folder.
   *
   * @throws EngineException naming the file that is missing or damaged
   */
  static Vocabulary read(Path folder) throws EngineException {
    Path ids = folder.resolve("vocab.json");
    Path merges = folder.resolve("merges.txt");
    Path whole = folder.resolve("tokenizer.json");
    boolean both = Files.isRegularFile(ids) && Files.isRegularFile(merges);
    return both || !Files.isRegularFile(whole)
        ? separate(folder, ids(ids), merges(merges))
        : whole(whole);
  }

  /** Older versions of transformers write what was added into a file of its own. */
  private static Vocabulary separate(Path folder, Map<String, Integer> ids, List<String> merges)
      throws EngineException {
    Path file = folder.resolve("added_tokens.json");
    Map<String, Boolean> added = new HashMap<>();
    if (Files.isRegularFile(file)) {
      ids(file)
          .forEach(
              (token, id) -> {
                if (!token.isEmpty() && ids.putIfAbsent(token, id) == null) {
                  added.put(token, false);
                }
              });
    }
    return new Vocabulary(ids, merges, added, Map.of());
  }

  private static Vocabulary whole(Path file) throws EngineException {
    try {
      JsonNode root = MAPPER.readTree(ForeignFile.readAllBytes(file, Limits.VOCABULARY_BYTES));
      JsonNode model = root.path("model");
      if (!model.path("vocab").isObject() || !model.path("merges").isArray()) {
        throw damaged(file, Messages.of("bundle.file.tokenizer"), null);
      }
      Map<String, Integer> ids = new HashMap<>();
      for (Map.Entry<String, JsonNode> entry : model.path("vocab").properties()) {
        ids.put(entry.getKey(), id(entry.getValue(), file, entry.getKey()));
      }
      Map<String, Boolean> added = new HashMap<>();
      for (JsonNode entry : root.path("added_tokens")) {
        String token = entry.path("content").asString("");
        if (!token.isEmpty()) {
          ids.putIfAbsent(token, id(entry.path("id"), file, token));
          added.put(token, entry.path("normalized").asBoolean(false));
        }
      }
      List<String> merges = new ArrayList<>();
      for (JsonNode merge : model.path("merges")) {
        merges.add(line(merge, file));
      }
      if (ids.size() > Limits.TOKENS || merges.size() > Limits.TOKENS) {
        throw damaged(file, Messages.of("bundle.file.large"), null);
      }
      return new Vocabulary(ids, merges, added, padding(root));
    } catch (JacksonException e) {
      throw damaged(file, Messages.of("bundle.file.json"), e);
    } catch (IOException e) {
      throw ForeignModel.unreadable(file, e);
    }
  }

  private static Map<String, Object> padding(JsonNode root) {
    Map<String, Object> padding = new HashMap<>();
    String token = root.path("padding").path("pad_token").asString("");
    if (!token.isEmpty()) {
      padding.put("pad_token", token);
    }
    JsonNode length = root.path("truncation").path("max_length");
    if (length.isInt()) {
      padding.put("model_max_length", length.intValue());
    }
    return padding;
  }

  /** Written {@code "a b"}, since 2024 {@code ["a", "b"]}. */
  private static String line(JsonNode merge, Path file) throws EngineException {
    if (merge.isString()) {
      return merge.stringValue();
    }
    if (merge.size() == 2 && merge.path(0).isString() && merge.path(1).isString()) {
      return merge.path(0).stringValue() + " " + merge.path(1).stringValue();
    }
    throw damaged(file, Messages.of("bundle.file.tokenizer"), null);
  }

  private static int id(JsonNode node, Path file, String token) throws EngineException {
    if (node.isInt() && node.intValue() >= 0 && node.intValue() <= Limits.TOKEN_ID) {
      return node.intValue();
    }
    throw damaged(file, Messages.of("bundle.file.token", token, Limits.TOKEN_ID), null);
  }

  /** {@code vocab.json}: ids by token. */
  private static Map<String, Integer> ids(Path file) throws EngineException {
    try (JsonParser parser =
        JSON.createParser(
            ObjectReadContext.empty(), ForeignFile.readAllBytes(file, Limits.VOCABULARY_BYTES))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw damaged(file, Messages.of("bundle.file.object"), null);
      }
      Map<String, Integer> ids = new HashMap<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME && ids.size() <= Limits.TOKENS) {
        String token = parser.currentName();
        ids.put(token, id(parser, file, token));
      }
      if (parser.currentToken() != JsonToken.END_OBJECT) {
        throw damaged(file, Messages.of("bundle.file.large"), null);
      }
      return ids;
    } catch (JacksonException e) {
      throw damaged(file, Messages.of("bundle.file.json"), e);
    } catch (IOException e) {
      throw ForeignModel.unreadable(file, e);
    }
  }

  private static int id(JsonParser parser, Path file, String token) throws EngineException {
    if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() == JsonParser.NumberType.INT
        && parser.getIntValue() >= 0
        && parser.getIntValue() <= Limits.TOKEN_ID) {
      return parser.getIntValue();
    }
    throw damaged(file, Messages.of("bundle.file.token", token, Limits.TOKEN_ID), null);
  }

  /** The lines of {@code merges.txt}. */
  private static List<String> merges(Path file) throws EngineException {
    try {
      byte[] bytes = ForeignFile.readAllBytes(file, Limits.VOCABULARY_BYTES);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      List<String> merges = text.lines().limit(Limits.TOKENS + 1L).toList();
      if (merges.size() > Limits.TOKENS) {
        throw damaged(file, Messages.of("bundle.file.large"), null);
      }
      return merges;
    } catch (IOException e) {
      throw ForeignModel.unreadable(file, e);
    }
  }

  private static EngineException damaged(Path file, String why, @Nullable Throwable cause) {
    return new EngineException(
        Messages.of("bundle.file", file, why), Messages.of("bundle.again"), cause);
  }
}
