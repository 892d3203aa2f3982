package afterimage.cli;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** What {@code --json} prints: in ASCII, so that it is the same in every locale and terminal. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Json() {}

  /** One line. */
  static String line(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
