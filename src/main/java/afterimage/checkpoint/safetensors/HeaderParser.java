package afterimage.checkpoint.safetensors;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads a header's JSON and holds every claim in it against the file's size. */
final class HeaderParser {
  private static final String METADATA = "__metadata__";
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Published ones have at most five dimensions and some eighty characters. */
  private static final int MAX_DIMENSIONS = 8;

  private static final int MAX_NAME = 500;

  /** Floating point of eight bits or fewer: as {@code F8_E8M0} and {@code F4}. */
  private static final Pattern SMALL_FLOAT = Pattern.compile("F[468](_.*)?");

  private final Path file;
  private final long dataStart;
  private final long dataBytes;
  private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  /** What a header holds. */
  record Parsed(Map<String, TensorEntry> tensors, Map<String, String> metadata) {}

  /**
   * @param file for messages
   * @param dataStart where the tensors' bytes begin
   * @param fileBytes where they end
   */
  HeaderParser(Path file, long dataStart, long fileBytes) {
    this.file = file;
    this.dataStart = dataStart;
    this.dataBytes = fileBytes - dataStart;
  }

  /**
   * Parses once; a parser is not used again.
   *
   * @throws EngineException naming the first claim that does not hold
   */
  Parsed parse(byte[] json) throws EngineException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), decode(json))) {
      expect(parser.nextToken(), JsonToken.START_OBJECT, "checkpoint.header.object");
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (name.length() > MAX_NAME) {
          throw damaged("checkpoint.header.name", name.length(), shown(name));
        }
        JsonToken value = parser.nextToken();
        if (name.equals(METADATA) && value == JsonToken.VALUE_NULL) {
          continue; // As the reference implementation reads it.
        }
        expect(value, JsonToken.START_OBJECT, "checkpoint.header.entry", shown(name));
        if (name.equals(METADATA)) {
          metadata(parser);
        } else {
          tensors.put(name, tensor(parser, name));
        }
      }
      if (parser.nextToken() != null) {
        throw damaged("checkpoint.header.follows");
      }
    } catch (JacksonException e) {
      throw damaged("checkpoint.header.json", String.valueOf(e.getOriginalMessage()));
    }
    requireWithoutGaps();
    return new Parsed(Collections.unmodifiableMap(tensors), Collections.unmodifiableMap(metadata));
  }

  private String decode(byte[] json) throws EngineException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw damaged("checkpoint.header.utf8");
    }
  }

  private void metadata(JsonParser parser) throws EngineException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      expect(parser.nextToken(), JsonToken.VALUE_STRING, "checkpoint.header.metadata");
      metadata.put(key, parser.getString());
    }
  }

  private TensorEntry tensor(JsonParser parser, String name) throws EngineException {
    @Nullable String type = null;
    @Nullable List<Long> shape = null;
    @Nullable List<Long> range = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case "dtype" -> {
          expect(value, JsonToken.VALUE_STRING, "checkpoint.header.type.text", shown(name));
          type = parser.getString();
        }
        case "shape" -> shape = integers(parser, name, field);
        case "data_offsets" -> range = integers(parser, name, field);
        default -> parser.skipChildren();
      }
    }
    if (type == null || shape == null || range == null || range.size() != 2) {
      throw damaged("checkpoint.header.lacks", shown(name));
    }
    return entry(name, dtype(name, type), shape, range.getFirst(), range.getLast());
  }

  private List<Long> integers(JsonParser parser, String name, String field) throws EngineException {
    String complaint = "checkpoint.header.list";
    String shown = shown(name);
    expect(parser.currentToken(), JsonToken.START_ARRAY, complaint, field, shown);
    List<Long> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, complaint, field, shown);
      if (values.size() == MAX_DIMENSIONS) {
        throw damaged("checkpoint.header.rank", field, shown, MAX_DIMENSIONS);
      }
      long value = parser.getLongValue();
      if (value < 0) {
        throw damaged("checkpoint.header.negative", field, shown, value);
      }
      values.add(value);
    }
    return Collections.unmodifiableList(values);
  }

  private DType dtype(String name, String type) throws EngineException {
    Optional<DType> known = DType.named(type);
    if (known.isEmpty() && SMALL_FLOAT.matcher(type).matches()) {
      throw new EngineException(
          Messages.of("checkpoint.eightBits", file, shown(name), shown(type)),
          Messages.of("checkpoint.eightBits.remedy"));
    }
    return known.orElseThrow(() -> damaged("checkpoint.header.type", shown(name), shown(type)));
  }

  private TensorEntry entry(String name, DType type, List<Long> shape, long begin, long end)
      throws EngineException {
    if (begin > end || end > dataBytes) {
      throw damaged("checkpoint.header.place", shown(name), begin, end, dataBytes);
    }
    long expected = type.bytes();
    try {
      // Sizes beside a 0 count as well: somebody may multiply them.
      for (long dimension : shape) {
        expected = Math.multiplyExact(expected, Math.max(1, dimension));
      }
    } catch (ArithmeticException e) {
      throw damaged("checkpoint.header.bounds", shape, shown(name));
    }
    if (shape.contains(0L)) {
      expected = 0;
    }
    if (expected != end - begin) {
      throw damaged("checkpoint.header.bytes", shown(name), end - begin, shape, type, expected);
    }
    return new TensorEntry(name, type, shape, dataStart + begin, expected);
  }

  /** Tensors must follow one another from the first byte of data to the last of the file. */
  private void requireWithoutGaps() throws EngineException {
    List<TensorEntry> inOrder = new ArrayList<>(tensors.values());
    inOrder.sort(
        Comparator.comparingLong(TensorEntry::offset).thenComparingLong(TensorEntry::bytes));
    long end = dataStart;
    for (TensorEntry entry : inOrder) {
      if (entry.offset() < end) {
        throw damaged("checkpoint.header.overlaps", shown(entry.name()));
      }
      if (entry.offset() > end) {
        throw damaged("checkpoint.header.gap", shown(entry.name()));
      }
      end += entry.bytes();
    }
    if (end != dataStart + dataBytes) {
      throw damaged("checkpoint.header.rest", dataStart + dataBytes - end);
    }
  }

  private void expect(
      @Nullable JsonToken actual, JsonToken expected, String complaint, Object... values)
      throws EngineException {
    if (actual != expected) {
      throw damaged(complaint, values);
    }
  }

  private EngineException damaged(String why, Object... values) {
    return SafetensorsHeader.damaged(file, why, values);
  }

  /** A key as a message may show it: long ones cut, control characters replaced. */
  private static String shown(String name) {
    String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
