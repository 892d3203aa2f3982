package afterimage.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes arrays in NumPy's {@code .npy} format, version 1.0: little-endian, C order. */
public final class NpyWriter {
  private NpyWriter() {}

  /** Writes a tensor as {@code <f4}, over whatever the file held. */
  public static void write(Path file, Tensor tensor) throws IOException {
    ByteBuffer content =
        ByteBuffer.allocate(tensor.data().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    content.asFloatBuffer().put(tensor.data());
    write(file, "<f4", tensor.shape(), content);
  }

  /** Writes rows of equal length as {@code <i8}, over whatever the file held. */
  public static void write(Path file, int[][] rows) throws IOException {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    ByteBuffer content =
        ByteBuffer.allocate(rows.length * columns * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int[] row : rows) {
      for (int value : row) {
        content.putLong(value);
      }
    }
    write(file, "<i8", new int[] {rows.length, columns}, content.flip());
  }

  private static void write(Path file, String type, int[] shape, ByteBuffer content)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeAll(channel, header(type, shape));
      writeAll(channel, content);
    }
  }

  /** Magic, version, length and a Python dict, padded so that the values start at 64 bytes' sum. */
  private static ByteBuffer header(String type, int[] shape) {
    String dimensions =
        IntStream.of(shape).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
    String dict =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + dimensions + "), }";
    int unpadded = 10 + dict.length() + 1;
    String line = dict + " ".repeat((64 - unpadded % 64) % 64) + "\n";
    ByteBuffer header = ByteBuffer.allocate(10 + line.length()).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) line.length());
    header.put(line.getBytes(StandardCharsets.US_ASCII));
    return header.flip();
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
