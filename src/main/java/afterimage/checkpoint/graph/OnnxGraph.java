package afterimage.checkpoint.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An ONNX graph under construction: inputs, then nodes in the order in which they run, then
 * outputs.
 *
 * <p>Written as IR version 10 with operator set 21, and version 1 of ONNX Runtime's own operators.
 */
public final class OnnxGraph {

  /** A graph's input or output. A dimension is a size ({@code "4"}) or a name ({@code "batch"}). */
  record Port(String name, ElementType type, List<String> shape) {}

  /** A node: its operator, and the names of what it takes and gives. */
  record Node(String name, Operator operator, List<String> inputs, List<String> outputs) {}

  private final String name;
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Initializer> initializers = new ArrayList<>();
  private final Map<String, String> outputNames = new HashMap<>();
  private int valueCount;

  /** An empty graph. */
  public OnnxGraph(String name) {
    this.name = name;
  }

  /**
   * An input.
   *
   * @param shape sizes as digits or names of sizes that are known only when it runs
   */
  public Value input(String inputName, ElementType type, String... shape) {
    inputs.add(new Port(inputName, type, List.of(shape)));
    return new Value(inputName);
  }

  /** Makes a node's result an output under that name; a result can be one output only. */
  public void output(Value value, String outputName, ElementType type, String... shape) {
    if (outputNames.putIfAbsent(value.name(), outputName) != null) {
      throw new IllegalStateException(value.name() + " is an output already");
    }
    outputs.add(new Port(outputName, type, List.of(shape)));
  }

  /** A vector of whole numbers. */
  public Value integers(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return inline(ElementType.INT64, List.of((long) values.length), bytes.array());
  }

  /** A constant tensor. */
  public Value floats(List<Long> shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return inline(ElementType.FLOAT, shape, bytes.array());
  }

  /**
   * A tensor that stays in its file.
   *
   * @param location the file, seen from the graph's folder, with forward slashes
   * @param offset of its first byte there
   * @param length in bytes
   */
  public Value external(
      String key, ElementType type, List<Long> shape, String location, long offset, long length) {
    Value value = fresh(key);
    initializers.add(new Initializer.External(value.name(), type, shape, location, offset, length));
    return value;
  }

  /**
   * A tensor that whoever loads the graph brings along, under the value's name.
   *
   * @param location any file that is there: ONNX Runtime looks for it before it takes what it was
   *     given instead
   */
  public Value supplied(String key, ElementType type, List<Long> shape, String location) {
    Value value = fresh(key);
    initializers.add(new Initializer.Supplied(value.name(), type, shape, location));
    return value;
  }

  /** Adds a node with one result. */
  public Value node(String nodeName, Operator operator, Value... arguments) {
    return nodes(nodeName, operator, new boolean[] {true}, arguments).getFirst();
  }

  /**
   * Adds a node with several results.
   *
   * @param wanted one for each result in order; those that are not wanted are left out
   * @return the wanted ones
   */
  public List<Value> nodes(
      String nodeName, Operator operator, boolean[] wanted, Value... arguments) {
    List<Value> results =
        IntStream.range(0, wanted.length)
            .mapToObj(i -> wanted[i] ? fresh(nodeName) : Value.NONE)
            .toList();
    nodes.add(
        new Node(
            nodeName + "/" + operator.type() + ":" + nodes.size(),
            operator,
            Arrays.stream(arguments).map(Value::name).toList(),
            results.stream().map(Value::name).toList()));
    return results.stream().filter(value -> !value.equals(Value.NONE)).toList();
  }

  /** Writes the graph; its folders must exist. */
  public void write(Path file) throws IOException {
    Files.write(file, toBytes());
  }

  /** The graph as protobuf. */
  public byte[] toBytes() {
    return new GraphWriter(outputNames).model(name, inputs, outputs, nodes, initializers);
  }

  private Value inline(ElementType type, List<Long> shape, byte[] bytes) {
    Value value = fresh("constant");
    initializers.add(new Initializer.Inline(value.name(), type, shape, bytes));
    return value;
  }

  private Value fresh(String hint) {
    return new Value(hint + ":" + valueCount++);
  }
}
