package afterimage.bundle;

import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.file.ForeignFile;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The two files of a tokenizer that hold what it knows. */
final class Vocabulary {
  private static final JsonFactory JSON = JsonFactory.builder().build();

  private Vocabulary() {}

  /** {@code vocab.json}: ids by token. */
  static Map<String, Integer> ids(Path file) throws EngineException {
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
  static List<String> merges(Path file) throws EngineException {
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
