package afterimage.reference;

import afterimage.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array in NumPy's {@code .npy} format, version 1: a magic number, a header in Python's syntax,
 * then the values, little-endian and in C order.
 *
 * @param dtype {@code <f4}, {@code <i8} or {@code |u1}
 * @param shape sizes of the dimensions, outermost first
 * @param content the values' bytes, from position 0
 */
public record NpyFile(String dtype, int[] shape, ByteBuffer content) {
  private static final int HEADER_LENGTH_AT = 8;
  private static final int HEADER_AT = 10;
  private static final Pattern DESCRIPTION = Pattern.compile("'descr': *'([^']+)'");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([^)]*)\\)");

  /** Reads a file; anything but version 1 in C order is an error. */
  public static NpyFile read(Path file) {
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    int headerLength = Short.toUnsignedInt(bytes.getShort(HEADER_LENGTH_AT));
    String header = new String(bytes.array(), HEADER_AT, headerLength, StandardCharsets.ISO_8859_1);
    if (header.contains("'fortran_order': True")) {
      throw new IllegalArgumentException(file + " is in Fortran order");
    }
    int[] shape =
        Arrays.stream(find(SHAPE, header, file).split(",", -1))
            .map(String::strip)
            .filter(size -> !size.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    ByteBuffer content =
        bytes.position(HEADER_AT + headerLength).slice().order(ByteOrder.LITTLE_ENDIAN);
    return new NpyFile(find(DESCRIPTION, header, file), shape, content);
  }

  /** The values of an array of {@code <f4}. */
  public Tensor tensor() {
    return new Tensor(shape, floats());
  }

  /** The values of an array of {@code <f4}, flat. */
  public float[] floats() {
    expect("<f4");
    float[] values = new float[Tensor.size(shape)];
    content.asFloatBuffer().get(0, values);
    return values;
  }

  /** The values of an array of {@code <i8}, flat. */
  public long[] longs() {
    expect("<i8");
    long[] values = new long[Tensor.size(shape)];
    content.asLongBuffer().get(0, values);
    return values;
  }

  /** The values of an array of {@code |u1}, flat. */
  public byte[] bytes() {
    expect("|u1");
    byte[] values = new byte[Tensor.size(shape)];
    content.get(0, values);
    return values;
  }

  private void expect(String type) {
    if (!dtype.equals(type)) {
      throw new IllegalStateException("an array of " + dtype + ", not of " + type);
    }
  }

  private static String find(Pattern pattern, String header, Path file) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException(file + " has a header without " + pattern);
    }
    return matcher.group(1);
  }
}
