package afterimage.checkpoint;

import afterimage.reference.ReferenceFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A checkpoint of SDXL's real keys and shapes in 16 bits, with random weights or none: {@code
 * RealSizeCheckpoint refiner|base FILE} writes the 6 or 7 GB of a random one.
 */
public final class RealSizeCheckpoint {
  private static final int NORMALS = 1 << 18;

  private final List<Key> keys;

  /** A tensor to be. */
  record Key(String name, List<Long> shape) {

    long elements() {
      return shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    }

    /** Keeps the signal's size through any number of layers: norms near 1, the rest small. */
    float deviation() {
      long inputs = shape.stream().skip(1).mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
      return shape.size() < 2 ? 0.02f : (float) (0.7 / Math.sqrt((double) inputs));
    }

    float mean() {
      boolean norm = shape.size() == 1 && name.endsWith(".weight");
      return norm ? 1 : 0;
    }
  }

  private RealSizeCheckpoint(List<Key> keys) {
    this.keys = keys;
  }

  /**
   * The keys of a published checkpoint.
   *
   * @param model {@code refiner} or {@code base}
   */
  public static RealSizeCheckpoint of(String model) throws IOException {
    List<Key> keys = new ArrayList<>();
    for (String line :
        Files.readAllLines(ReferenceFolder.path("sgm", "sgm_keys_sdxl_" + model + ".txt"))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String[] parts = line.split("\t", -1);
        String dimensions = parts[2].replaceAll("[\\[\\]\\s]", "");
        List<Long> shape = new ArrayList<>();
        for (String dimension : dimensions.split(",", -1)) {
          if (!dimension.isEmpty()) {
            shape.add(Long.valueOf(dimension));
          }
        }
        keys.add(new Key(parts[0], List.copyOf(shape)));
      }
    }
    return new RealSizeCheckpoint(keys);
  }

  List<Key> keys() {
    return keys;
  }

  private String header() {
    StringBuilder json = new StringBuilder("{");
    long end = 0;
    for (Key key : keys) {
      long begin = end;
      end += 2 * key.elements();
      json.append(json.length() > 1 ? "," : "")
          .append('"')
          .append(key.name())
          .append("\":{\"dtype\":\"F16\",\"shape\":[")
          .append(key.shape().stream().map(String::valueOf).collect(Collectors.joining(",")))
          .append("],\"data_offsets\":[")
          .append(begin)
          .append(',')
          .append(end)
          .append("]}");
    }
    json.append('}');
    // As the safetensors library does, so that the weights begin at a multiple of eight.
    return json + " ".repeat(Math.floorMod(-json.length(), Long.BYTES));
  }

  private long writeHeader(FileChannel channel) throws IOException {
    byte[] json = header().getBytes(StandardCharsets.UTF_8);
    ByteBuffer start = ByteBuffer.allocate(Long.BYTES + json.length).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(json.length).put(json).flip();
    channel.write(start);
    return Long.BYTES + json.length + 2 * keys.stream().mapToLong(Key::elements).sum();
  }

  /** Writes the header and a hole where the weights would be: zeros that take no room. */
  public Path writeHollow(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long size = writeHeader(channel);
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
    return file;
  }

  /** Writes random weights: runs of a table of normal deviates that begin anywhere in it. */
  private void write(Path file) throws IOException {
    Random random = new Random(1);
    Map<List<Float>, ByteBuffer> tables = new HashMap<>();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeHeader(channel);
      for (Key key : keys) {
        ByteBuffer table =
            tables.computeIfAbsent(
                List.of(key.mean(), key.deviation()),
                kind -> table(kind.getFirst(), kind.getLast(), random));
        for (long left = key.elements(); left > 0; ) {
          int from = random.nextInt(NORMALS / 2);
          int count = (int) Math.min(left, NORMALS - from);
          ByteBuffer run = table.slice(2 * from, 2 * count);
          while (run.hasRemaining()) {
            channel.write(run);
          }
          left -= count;
        }
      }
    }
  }

  private static ByteBuffer table(float mean, float deviation, Random random) {
    ByteBuffer table = ByteBuffer.allocateDirect(2 * NORMALS).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < NORMALS; i++) {
      float value = mean + deviation * (float) random.nextGaussian();
      table.putShort(2 * i, Float.floatToFloat16(value));
    }
    return table;
  }

  public static void main(String[] arguments) throws IOException {
    of(arguments[0]).write(Path.of(arguments[1]));
  }
}
