package afterimage.checkpoint;

import afterimage.reference.ReferenceSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The golden data's ControlNet under other names, with its values where they were. */
public final class ControlNetCopies {
  /** The folder as diffusers writes it. */
  public static final Path FOLDER = ReferenceSet.SECOND.path("controlnet");

  private static final Path FILE = FOLDER.resolve("diffusion_pytorch_model.safetensors");

  /** Of all headers, whatever their names take. */
  private static final int HEADER = 1 << 16;

  private static final JsonMapper JSON = new JsonMapper();

  private ControlNetCopies() {}

  /** Its names in the original's files, without a prefix. */
  public static UnaryOperator<String> ldm() {
    Map<String, String> names = new LinkedHashMap<>();
    JSON.readTree(FOLDER.resolve("ldm_names.json"))
        .path("diffusers_name_to_ldm_name")
        .properties()
        .forEach(name -> names.put(name.getKey(), name.getValue().stringValue()));
    return name -> Optional.ofNullable(names.get(name)).orElseThrow();
  }

  /** A file with every tensor under another name. */
  public static Path renamed(Path file, UnaryOperator<String> naming) throws IOException {
    return kept(file, name -> Optional.of(naming.apply(name)));
  }

  /** A file with some tensors, under these names. */
  public static Path kept(Path file, Function<String, Optional<String>> naming) throws IOException {
    byte[] bytes = Files.readAllBytes(FILE);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    JsonNode header = JSON.readTree(new String(bytes, Long.BYTES, length, StandardCharsets.UTF_8));
    ObjectNode other = JSON.createObjectNode();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    header.properties().stream()
        .filter(entry -> !entry.getKey().startsWith("__"))
        .sorted(Comparator.comparingInt(entry -> entry.getValue().at("/data_offsets/0").intValue()))
        .forEach(
            entry ->
                naming
                    .apply(entry.getKey())
                    .ifPresent(
                        name -> {
                          int from = entry.getValue().at("/data_offsets/0").intValue();
                          int to = entry.getValue().at("/data_offsets/1").intValue();
                          ObjectNode moved = (ObjectNode) entry.getValue().deepCopy();
                          moved
                              .putArray("data_offsets")
                              .add(data.size())
                              .add(data.size() + to - from);
                          other.set(name, moved);
                          data.write(bytes, Long.BYTES + length + from, to - from);
                        }));
    byte[] padded = new byte[HEADER];
    Arrays.fill(padded, (byte) ' ');
    byte[] written = JSON.writeValueAsBytes(other);
    System.arraycopy(written, 0, padded, 0, written.length);
    ByteBuffer result =
        ByteBuffer.allocate(Long.BYTES + HEADER + data.size()).order(ByteOrder.LITTLE_ENDIAN);
    result.putLong(HEADER).put(padded).put(data.toByteArray());
    Files.createDirectories(file.resolveSibling(""));
    return Files.write(file, result.array());
  }
}
