package afterimage.checkpoint.graph;

import afterimage.checkpoint.graph.OnnxGraph.Node;
import afterimage.checkpoint.graph.OnnxGraph.Port;
import java.util.List;
import java.util.Map;

/** Writes a graph in the field numbers of {@code onnx.proto}. */
final class GraphWriter {
  private static final long IR_VERSION = 10;
  private static final long OPERATOR_SET = 21;
  private static final long EXTERNAL = 1;

  /** A length that fits no tensor, so that one which is not supplied is refused, not misread. */
  private static final String NOT_THERE = "1";

  private final Map<String, String> renamed;

  /**
   * @param renamed values that the graph's users know by another name
   */
  GraphWriter(Map<String, String> renamed) {
    this.renamed = renamed;
  }

  byte[] model(
      String name,
      List<Port> inputs,
      List<Port> outputs,
      List<Node> nodes,
      List<Initializer> initializers) {
    ProtoMessage graph = new ProtoMessage();
    nodes.forEach(node -> graph.message(1, node(node)));
    graph.text(2, name);
    initializers.forEach(initializer -> graph.message(5, tensor(initializer)));
    inputs.forEach(port -> graph.message(11, port(port)));
    outputs.forEach(port -> graph.message(12, port(port)));
    return new ProtoMessage()
        .integer(1, IR_VERSION)
        .text(2, "Afterimage")
        .message(7, graph)
        .message(8, operatorSet("", OPERATOR_SET))
        .message(8, operatorSet(Operator.MICROSOFT, 1))
        .toBytes();
  }

  private static ProtoMessage operatorSet(String domain, long version) {
    return new ProtoMessage().text(1, domain).integer(2, version);
  }

  private ProtoMessage node(Node node) {
    ProtoMessage message = new ProtoMessage();
    node.inputs().forEach(input -> message.text(1, renamed(input)));
    node.outputs().forEach(output -> message.text(2, renamed(output)));
    message.text(3, node.name()).text(4, node.operator().type());
    node.operator().attributes().forEach(attribute -> message.message(5, attribute(attribute)));
    return message.text(7, node.operator().domain());
  }

  private String renamed(String value) {
    return renamed.getOrDefault(value, value);
  }

  private static ProtoMessage attribute(Attribute attribute) {
    ProtoMessage message = new ProtoMessage().text(1, attribute.name());
    return switch (attribute) {
      case Attribute.Real real -> message.real(2, real.value()).integer(20, 1);
      case Attribute.Int number -> message.integer(3, number.value()).integer(20, 2);
      case Attribute.Text text -> message.text(4, text.value()).integer(20, 3);
      case Attribute.Ints numbers -> {
        numbers.values().forEach(value -> message.integer(8, value));
        yield message.integer(20, 7);
      }
    };
  }

  private static ProtoMessage tensor(Initializer initializer) {
    ProtoMessage message = new ProtoMessage();
    initializer.shape().forEach(size -> message.integer(1, size));
    message.integer(2, initializer.type().number()).text(8, initializer.name());
    return switch (initializer) {
      case Initializer.Inline inline -> message.bytes(9, inline.bytes());
      case Initializer.External external ->
          message
              .message(13, entry("location", external.location()))
              .message(13, entry("offset", Long.toString(external.offset())))
              .message(13, entry("length", Long.toString(external.length())))
              .integer(14, EXTERNAL);
      case Initializer.Supplied supplied ->
          message
              .message(13, entry("location", supplied.location()))
              .message(13, entry("length", NOT_THERE))
              .integer(14, EXTERNAL);
    };
  }

  private static ProtoMessage entry(String key, String value) {
    return new ProtoMessage().text(1, key).text(2, value);
  }

  private static ProtoMessage port(Port port) {
    ProtoMessage shape = new ProtoMessage();
    port.shape().forEach(dimension -> shape.message(1, dimension(dimension)));
    ProtoMessage tensor = new ProtoMessage().integer(1, port.type().number()).message(2, shape);
    return new ProtoMessage()
        .text(1, port.name())
        .message(2, new ProtoMessage().message(1, tensor));
  }

  private static ProtoMessage dimension(String dimension) {
    return Character.isDigit(dimension.charAt(0))
        ? new ProtoMessage().integer(1, Long.parseLong(dimension))
        : new ProtoMessage().text(2, dimension);
  }
}
