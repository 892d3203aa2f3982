package afterimage.checkpoint.memory;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /** Of others, at most so many: how many times each side of a picture is enlarged. */
  private static final int MAX_SCALES = 4;

  /**
   * A node.
   *
   * @param attributes that are whole numbers, or lists of them
   * @param tensors attributes that are tensors
   */
  record Node(
      String name,
      String operator,
      List<String> inputs,
      List<String> outputs,
      Map<String, long[]> attributes,
      List<Constant> tensors) {

    long attribute(String key, long otherwise) {
      long[] found = attributes.get(key);
      return found == null ? otherwise : found[0];
    }
  }

  /**
   * An initializer, or what a node holds.
   *
   * @param values of few whole numbers, else none
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
    Node node =
        new Node("", "", new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new ArrayList<>());
    each(
        fields,
        (field, part) ->
            text(field == 1, part, node.inputs)
                || text(field == 2, part, node.outputs)
                || text(field == 3, part, name)
                || text(field == 4, part, operator)
                || take(field == 5, part, attribute -> attribute(attribute, node)));
    if (operator.getFirst().equals("Constant")) {
      constants.put(node.outputs.getFirst(), node.tensors.getFirst());
      return;
    }
    nodes.add(
        new Node(
            name.isEmpty() ? "" : name.getFirst(),
            operator.getFirst(),
            node.inputs,
            node.outputs,
            node.attributes,
            node.tensors));
  }

  private static void attribute(CodedInputStream fields, Node node) throws IOException {
    List<String> name = new ArrayList<>();
    List<Long> values = new ArrayList<>();
    each(
        fields,
        (field, part) -> {
          if (field == 3) {
            values.add(part.readInt64());
            return true;
          }
          return text(field == 1, part, name)
              || take(
                  field == 5, part, tensor -> node.tensors.add(tensor(tensor, new ArrayList<>())))
              || whole(field == 8, part, values);
        });
    node.attributes.put(name.getFirst(), values.stream().mapToLong(Long::longValue).toArray());
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
    List<String> name = new ArrayList<>();
    Constant constant = tensor(fields, name);
    constants.put(name.getFirst(), constant);
  }

  private static Constant tensor(CodedInputStream fields, List<String> name) throws IOException {
    List<Long> shape = new ArrayList<>();
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
    return new Constant(
        type[0], shape.stream().mapToLong(Long::longValue).toArray(), values(type[0], raw[0]));
  }

  private static long[] values(int type, ByteString raw) {
    ByteBuffer bytes = ByteBuffer.wrap(raw.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    if (type == INT64 && raw.size() <= MAX_WHOLE * Long.BYTES) {
      long[] values = new long[raw.size() / Long.BYTES];
      bytes.asLongBuffer().get(values);
      return values;
    }
    if (type == FLOAT && raw.size() <= MAX_SCALES * Float.BYTES) {
      float[] values = new float[raw.size() / Float.BYTES];
      bytes.asFloatBuffer().get(values);
      long[] whole = new long[values.length];
      for (int i = 0; i < values.length; i++) {
        whole[i] = (long) values[i];
        if (whole[i] != values[i]) {
          return new long[0];
        }
      }
      return whole;
    }
    return new long[0];
  }
}
