package afterimage.checkpoint.safetensors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Writes safetensors files for tests, sound ones and, with a header of one's own, others. */
public final class SafetensorsWriter {
  private final List<String> entries = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /** Adds a tensor with these bytes. */
  public SafetensorsWriter add(String name, String dtype, byte[] bytes, long... shape) {
    int begin = data.size();
    data.writeBytes(bytes);
    entries.add(entry(name, dtype, begin, data.size(), shape));
    return this;
  }

  /** Adds texts about the file. */
  public SafetensorsWriter metadata(Map<String, String> texts) {
    entries.add(
        texts.entrySet().stream()
            .map(text -> "\"%s\":\"%s\"".formatted(text.getKey(), text.getValue()))
            .collect(Collectors.joining(",", "\"__metadata__\":{", "}")));
    return this;
  }

  /** An entry of a header, as JSON. */
  static String entry(String name, String dtype, long begin, long end, long... shape) {
    String dims = LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining(","));
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
        .formatted(name, dtype, dims, begin, end);
  }

  /** Writes what was added. */
  public Path write(Path file) throws IOException {
    return Files.write(file, bytes("{" + String.join(",", entries) + "}", data.toByteArray()));
  }

  /** A file's bytes: length, header, data. */
  static byte[] bytes(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }
}
