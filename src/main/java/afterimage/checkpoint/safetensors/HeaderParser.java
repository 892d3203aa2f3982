package afterimage.checkpoint.safetensors;

import afterimage.engine.EngineException;
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
      expect(parser.nextToken(), JsonToken.START_OBJECT, "its header is not a JSON object");
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        expect(
            parser.nextToken(), JsonToken.START_OBJECT, "the entry " + quoted(name) + " is wrong");
        if (name.equals(METADATA)) {
          metadata(parser);
        } else {
          tensors.put(name, tensor(parser, name));
        }
      }
      if (parser.nextToken() != null) {
        throw damaged("something follows its header's JSON object");
      }
    } catch (JacksonException e) {
      throw damaged("its header is not sound JSON (" + e.getOriginalMessage() + ")");
    }
    requireWithoutGaps();
    return new Parsed(Collections.unmodifiableMap(tensors), Collections.unmodifiableMap(metadata));
  }

  private String decode(byte[] json) throws EngineException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw damaged("its header is not UTF-8");
    }
  }

  private void metadata(JsonParser parser) throws EngineException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      expect(parser.nextToken(), JsonToken.VALUE_STRING, "its metadata holds more than texts");
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
          expect(value, JsonToken.VALUE_STRING, "the type of " + quoted(name) + " is no text");
          type = parser.getString();
        }
        case "shape" -> shape = integers(parser, name, field);
        case "data_offsets" -> range = integers(parser, name, field);
        default -> parser.skipChildren();
      }
    }
    if (type == null || shape == null || range == null || range.size() != 2) {
      throw damaged("the entry " + quoted(name) + " lacks its type, shape or offsets");
    }
    return entry(name, dtype(name, type), shape, range.getFirst(), range.getLast());
  }

  private List<Long> integers(JsonParser parser, String name, String field) throws EngineException {
    String complaint = "the " + field + " of " + quoted(name) + " is no list of whole numbers";
    expect(parser.currentToken(), JsonToken.START_ARRAY, complaint);
    List<Long> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, complaint);
      long value = parser.getLongValue();
      if (value < 0) {
        throw damaged("the " + field + " of " + quoted(name) + " holds " + value);
      }
      values.add(value);
    }
    return Collections.unmodifiableList(values);
  }

  private DType dtype(String name, String type) throws EngineException {
    if (type.startsWith("F8")) {
      throw new EngineException(
          "The file "
              + file
              + " stores "
              + quoted(name)
              + " in 8-bit floating point ("
              + type
              + "), which is not supported.",
          "Take the model's 16-bit version (fp16 or bf16).");
    }
    return DType.named(type)
        .orElseThrow(() -> damaged("the type of " + quoted(name) + " is " + quoted(type)));
  }

  private TensorEntry entry(String name, DType type, List<Long> shape, long begin, long end)
      throws EngineException {
    if (begin > end || end > dataBytes) {
      throw damaged(
          quoted(name) + " should lie at " + begin + " to " + end + " of " + dataBytes + " bytes");
    }
    long expected = type.bytes();
    try {
      for (long dimension : shape) {
        expected = Math.multiplyExact(expected, dimension);
      }
    } catch (ArithmeticException e) {
      throw damaged("the shape " + shape + " of " + quoted(name) + " is beyond all bounds");
    }
    if (expected != end - begin) {
      throw damaged(
          quoted(name)
              + " has "
              + (end - begin)
              + " bytes, but its shape "
              + shape
              + " in "
              + type
              + " takes "
              + expected);
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
        throw damaged(quoted(entry.name()) + " overlaps another tensor");
      }
      if (entry.offset() > end) {
        throw damaged("there is a gap before " + quoted(entry.name()));
      }
      end += entry.bytes();
    }
    if (end != dataStart + dataBytes) {
      throw damaged((dataStart + dataBytes - end) + " bytes follow its last tensor");
    }
  }

  private void expect(@Nullable JsonToken actual, JsonToken expected, String complaint)
      throws EngineException {
    if (actual != expected) {
      throw damaged(complaint);
    }
  }

  private EngineException damaged(String why) {
    return SafetensorsHeader.damaged(file, why);
  }

  /** A key as a message may show it: long ones cut, control characters replaced. */
  private static String quoted(String name) {
    String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
