package afterimage.checkpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Puts portable nodes in the place of those for which only ONNX Runtime's CUDA provider has
 * kernels, so that a graph made for CUDA runs on a processor. What stands for each is written after
 * ONNX Runtime's docs/ContribOperators.md and refuses what CUDA's kernels refuse, so far as that
 * can be seen in a graph.
 *
 * <p>Numbers are the fields of onnx.proto.
 */
public final class CudaNodes {
  private static final int FLOAT = 1;

  private final List<UnknownFieldSet> nodes = new ArrayList<>();
  private int values;

  private CudaNodes() {}

  /** The same graph in portable nodes. */
  public static byte[] replace(byte[] model) throws InvalidProtocolBufferException {
    UnknownFieldSet parsed = UnknownFieldSet.parseFrom(model);
    UnknownFieldSet graph =
        UnknownFieldSet.parseFrom(parsed.getField(7).getLengthDelimitedList().getFirst());
    CudaNodes replaced = new CudaNodes();
    for (Node node : nodes(model)) {
      replaced.replace(node);
    }
    Field.Builder list = Field.newBuilder();
    replaced.nodes.forEach(node -> list.addLengthDelimited(node.toByteString()));
    UnknownFieldSet changed = graph.toBuilder().addField(1, list.build()).build();
    return parsed.toBuilder().addField(7, bytes(changed)).build().toByteArray();
  }

  /** The nodes of a graph. */
  public static List<Node> nodes(byte[] model) throws InvalidProtocolBufferException {
    UnknownFieldSet parsed = UnknownFieldSet.parseFrom(model);
    UnknownFieldSet graph =
        UnknownFieldSet.parseFrom(parsed.getField(7).getLengthDelimitedList().getFirst());
    List<Node> nodes = new ArrayList<>();
    for (ByteString bytes : graph.getField(1).getLengthDelimitedList()) {
      nodes.add(Node.of(UnknownFieldSet.parseFrom(bytes)));
    }
    return nodes;
  }

  /** A node as it was written. */
  public record Node(UnknownFieldSet message, Map<String, UnknownFieldSet> attributes) {

    static Node of(UnknownFieldSet message) throws InvalidProtocolBufferException {
      Map<String, UnknownFieldSet> attributes = new HashMap<>();
      for (ByteString bytes : message.getField(5).getLengthDelimitedList()) {
        UnknownFieldSet attribute = UnknownFieldSet.parseFrom(bytes);
        attributes.put(text(attribute, 1), attribute);
      }
      return new Node(message, attributes);
    }

    private static String text(UnknownFieldSet message, int field) {
      List<ByteString> texts = message.getField(field).getLengthDelimitedList();
      return texts.isEmpty() ? "" : texts.getFirst().toStringUtf8();
    }

    /** The layer that it belongs to. */
    public String layer() {
      return text(message, 3).replaceFirst("/.*", "");
    }

    public String type() {
      return text(message, 4);
    }

    /** Names without those of optional inputs that are left out at the end. */
    public List<String> inputs() {
      List<String> names = new ArrayList<>(names(1));
      while (!names.isEmpty() && names.getLast().isEmpty()) {
        names.removeLast();
      }
      return names;
    }

    public List<String> outputs() {
      return names(2);
    }

    private List<String> names(int field) {
      return message.getField(field).getLengthDelimitedList().stream()
          .map(ByteString::toStringUtf8)
          .toList();
    }

    public long integer(String attribute) {
      UnknownFieldSet found = attributes.get(attribute);
      return found == null ? 0 : found.getField(3).getVarintList().getFirst();
    }

    public float real(String attribute) {
      UnknownFieldSet found = attributes.get(attribute);
      return found == null
          ? Float.NaN
          : Float.intBitsToFloat(found.getField(2).getFixed32List().getFirst());
    }

    /** Whether only CUDA's provider computes it. */
    public boolean isCudasOnly() {
      return switch (type()) {
        case "NhwcConv", "GroupNorm", "SkipGroupNorm", "BiasSplitGelu" -> true;
        case "MultiHeadAttention" -> inputs().size() < 3;
        default -> false;
      };
    }
  }

  private void replace(Node node) {
    if (!node.isCudasOnly()) {
      nodes.add(node.message());
      return;
    }
    switch (node.type()) {
      case "NhwcConv" -> conv(node);
      case "GroupNorm" -> norm(node, node.inputs().get(0));
      case "SkipGroupNorm" -> {
        // The skip [batch, channels] is the same for each place.
        String each = add("Unsqueeze", node.inputs().get(3), constant(1, 2));
        norm(node, add("Add", node.inputs().get(0), each));
      }
      case "BiasSplitGelu" -> {
        String sum = add("Add", node.inputs().get(0), node.inputs().get(1));
        List<String> halves = split(sum, 2, -1);
        put("Mul", node.outputs().getFirst(), List.of(), halves.get(0), add("Gelu", halves.get(1)));
      }
      default -> attention(node);
    }
  }

  private void conv(Node node) {
    String x = transpose(node.inputs().get(0), 0, 3, 1, 2);
    String weight = transpose(node.inputs().get(1), 0, 3, 1, 2);
    List<UnknownFieldSet> attributes = List.copyOf(node.attributes().values());
    String y = fresh();
    if (node.inputs().size() > 2) {
      put("Conv", y, attributes, x, weight, node.inputs().get(2));
    } else {
      put("Conv", y, attributes, x, weight);
    }
    put("Transpose", node.outputs().getFirst(), List.of(integers("perm", 0, 2, 3, 1)), y);
  }

  /** Inside in 32 bits, as CUDA's kernel; its weight and bias must be given so. */
  private void norm(Node node, String x) {
    if (node.integer("channels_last") != 1 || node.outputs().size() > 1) {
      throw new IllegalArgumentException("not supported by CUDA's kernel, or by this test");
    }
    String wide = fresh();
    put("Cast", wide, List.of(integer("to", FLOAT)), x);
    String y = fresh();
    put(
        "GroupNormalization",
        y,
        List.of(
            integer("num_groups", node.integer("groups")), real("epsilon", node.real("epsilon"))),
        transpose(wide, 0, 3, 1, 2),
        node.inputs().get(1),
        node.inputs().get(2));
    if (node.integer("activation") == 1) {
      y = add("Mul", y, add("Sigmoid", y));
    }
    String turned = transpose(y, 0, 2, 3, 1);
    put("CastLike", node.outputs().getFirst(), List.of(), turned, x);
  }

  /** Query, key and value, or key and value, lie head by head in one tensor. */
  private void attention(Node node) {
    List<String> parts = new ArrayList<>();
    if (node.inputs().size() == 2) {
      parts.add(node.inputs().getFirst());
    }
    int packed = 3 - parts.size();
    for (String part : split(node.inputs().getLast(), packed, 3)) {
      parts.add(add("Reshape", part, constant(0, 0, -1)));
    }
    UnknownFieldSet.Builder message = node.message().toBuilder().clearField(1);
    parts.forEach(part -> message.mergeField(1, text(part)));
    nodes.add(message.build());
  }

  private String transpose(String x, long... order) {
    String y = fresh();
    put("Transpose", y, List.of(integers("perm", order)), x);
    return y;
  }

  private List<String> split(String x, int count, long axis) {
    List<String> parts = IntStream.range(0, count).mapToObj(i -> fresh()).toList();
    UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder().mergeField(1, text(x));
    parts.forEach(part -> message.mergeField(2, text(part)));
    message.mergeField(4, text("Split"));
    message.mergeField(5, bytes(integer("axis", axis)));
    message.mergeField(5, bytes(integer("num_outputs", count)));
    nodes.add(message.build());
    return parts;
  }

  private String constant(long... values) {
    String name = fresh();
    put("Constant", name, List.of(integers("value_ints", values)));
    return name;
  }

  private String add(String type, String... inputs) {
    String output = fresh();
    put(type, output, List.of(), inputs);
    return output;
  }

  private void put(String type, String output, List<UnknownFieldSet> attributes, String... inputs) {
    UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
    for (String input : inputs) {
      message.mergeField(1, text(input));
    }
    message.mergeField(2, text(output)).mergeField(4, text(type));
    attributes.forEach(attribute -> message.mergeField(5, bytes(attribute)));
    nodes.add(message.build());
  }

  private String fresh() {
    return "replaced:" + values++;
  }

  private static UnknownFieldSet integer(String name, long value) {
    return attribute(name, 2, 3, Field.newBuilder().addVarint(value));
  }

  private static UnknownFieldSet real(String name, float value) {
    return attribute(name, 1, 2, Field.newBuilder().addFixed32(Float.floatToRawIntBits(value)));
  }

  private static UnknownFieldSet integers(String name, long... values) {
    Field.Builder list = Field.newBuilder();
    for (long value : values) {
      list.addVarint(value);
    }
    return attribute(name, 7, 8, list);
  }

  private static UnknownFieldSet attribute(String name, int type, int field, Field.Builder value) {
    return UnknownFieldSet.newBuilder()
        .mergeField(1, text(name))
        .mergeField(field, value.build())
        .mergeField(20, Field.newBuilder().addVarint(type).build())
        .build();
  }

  private static Field text(String text) {
    return Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8(text)).build();
  }

  private static Field bytes(UnknownFieldSet message) {
    return Field.newBuilder().addLengthDelimited(message.toByteString()).build();
  }
}
