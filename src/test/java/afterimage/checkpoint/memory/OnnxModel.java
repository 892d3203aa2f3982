package afterimage.checkpoint.memory;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph as a file has it, as far as sizes depend on it; field numbers are {@code onnx.proto}'s.
 *
 * @param inputs that are fed
 * @param constants by name
 */
record OnnxModel(
    List<Node> nodes, List<String> inputs, List<String> outputs, Map<String, Constant> constants) {
  static final int FLOAT = 1;
  static final int INT64 = 7;
  static final int HALF = 10;

  /** Of whole numbers, at most so many are read: shapes, not weights. */
  private static final int MAX_WHOLE = 64;

  /** A node; attributes are whole numbers, or lists of them. */
  record Node(
      String name,
      String operator,
      List<String> inputs,
      List<String> outputs,
      Map<String, long[]> attributes) {

    long attribute(String key, long otherwise) {
      long[] found = attributes.get(key);
      return found == null ? otherwise : found[0];
    }
  }

  /**
   * An initializer.
   *
   * @param values of small whole ones, else none
   */
  record Constant(int type, long[] shape, long[] values) {}

  static OnnxModel read(Path file) throws IOException {
    OnnxModel model =
        new OnnxModel(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    try (InputStream in = Files.newInputStream(file)) {
      CodedInputStream fields = CodedInputStream.newInstance(in);
      fields.setSizeLimit(Integer.MAX_VALUE);
      each(fields, (field, part) -> take(field == 7, part, model::graph));
    }
    model.inputs.removeAll(model.constants.keySet());
    return model;
  }

  private interface Part {
    void read(CodedInputStream fields) throws IOException;
  }

  private interface Field {
    /** Reads a field's value, or returns false. */
    boolean read(int field, CodedInputStream fields) throws IOException;
  }

  private static void each(CodedInputStream fields, Field reader) throws IOException {
    for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
      if (!reader.read(WireFormat.getTagFieldNumber(tag), fields)) {
        fields.skipField(tag);
      }
    }
  }

  private static boolean take(boolean wanted, CodedInputStream fields, Part part)
      throws IOException {
    if (wanted) {
      int limit = fields.pushLimit(fields.readRawVarint32());
      part.read(fields);
      fields.popLimit(limit);
    }
    return wanted;
  }

  private static boolean text(boolean wanted, CodedInputStream fields, List<String> into)
      throws IOException {
    if (wanted) {
      into.add(fields.readString());
    }
    return wanted;
  }

  private void graph(CodedInputStream fields) throws IOException {
    each(
        fields,
        (field, part) ->
            take(field == 1, part, this::node)
                || take(field == 5, part, this::constant)
                || take(field == 11, part, port -> port(port, inputs))
                || take(field == 12, part, port -> port(port, outputs)));
  }

  private static void port(CodedInputStream fields, List<String> names) throws IOException {
    each(fields, (field, part) -> text(field == 1, part, names));
  }

  private void node(CodedInputStream fields) throws IOException {
    List<String> name = new ArrayList<>();
    List<String> operator = new ArrayList<>();
    Node node = new Node("", "", new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    each(
        fields,
        (field, part) ->
            text(field == 1, part, node.inputs)
                || text(field == 2, part, node.outputs)
                || text(field == 3, part, name)
                || text(field == 4, part, operator)
                || take(field == 5, part, attribute -> attribute(attribute, node.attributes)));
    nodes.add(
        new Node(name.getFirst(), operator.getFirst(), node.inputs, node.outputs, node.attributes));
  }

  private static void attribute(CodedInputStream fields, Map<String, long[]> into)
      throws IOException {
    List<String> name = new ArrayList<>();
    List<Long> values = new ArrayList<>();
    each(
        fields,
        (field, part) -> {
          if (field == 3) {
            values.add(part.readInt64());
            return true;
          }
          return text(field == 1, part, name) || whole(field == 8, part, values);
        });
    into.put(name.getFirst(), values.stream().mapToLong(Long::longValue).toArray());
  }

  /** Repeated numbers, one by one or packed. */
  private static boolean whole(boolean wanted, CodedInputStream fields, List<Long> values)
      throws IOException {
    if (wanted && WireFormat.getTagWireType(fields.getLastTag()) == WireFormat.WIRETYPE_VARINT) {
      values.add(fields.readInt64());
      return true;
    }
    return take(
        wanted,
        fields,
        packed -> {
          while (!packed.isAtEnd()) {
            values.add(packed.readInt64());
          }
        });
  }

  private void constant(CodedInputStream fields) throws IOException {
    List<Long> shape = new ArrayList<>();
    List<String> name = new ArrayList<>();
    int[] type = {FLOAT};
    ByteString[] raw = {ByteString.EMPTY};
    each(
        fields,
        (field, part) -> {
          if (field == 2) {
            type[0] = part.readInt32();
            return true;
          }
          if (field == 9) {
            raw[0] = part.readBytes();
            return true;
          }
          return whole(field == 1, part, shape) || text(field == 8, part, name);
        });
    long[] values = {};
    if (type[0] == INT64 && raw[0].size() <= MAX_WHOLE * Long.BYTES) {
      LongBuffer longs =
          ByteBuffer.wrap(raw[0].toByteArray()).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
      values = new long[longs.remaining()];
      longs.get(values);
    }
    constants.put(
        name.getFirst(),
        new Constant(type[0], shape.stream().mapToLong(Long::longValue).toArray(), values));
  }
}
