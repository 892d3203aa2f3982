package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.Operator.microsoft;
import static afterimage.checkpoint.graph.Operator.onnx;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.lora.LowRank;
import afterimage.checkpoint.lora.NetworkLoras;
import afterimage.checkpoint.weights.Supplied;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightChange;
import java.util.List;

/** Linear layers, with what is added to them and with their weights in eight bits where wanted. */
final class Linear {
  private final WeightSource source;
  private final OnnxGraph graph;
  private final boolean fused;

  /**
   * @param fused whether the provider has FusedMatMul, which takes a matrix either way round
   */
  Linear(WeightSource source, boolean fused) {
    this.source = source;
    this.graph = source.graph();
    this.fused = fused;
  }

  /** {@code x · Wᵀ}, without a bias. */
  Value matmul(String name, Value x, long in, long out) {
    Weight weight = source.weights().take(name + ".weight", out, in);
    Value product = matmul(name, x, weight, source.changes(name + ".weight", weight));
    return withLoras(name, x, product, loras().of(name, in, out, 0));
  }

  /**
   * {@code x · Wᵀ} for some outputs of a layer, without a bias.
   *
   * @param whole the layer's weight, of which rows {@code from} (inclusive) to {@code to}
   *     (exclusive) are used
   */
  Value matmul(String name, Value x, Weight whole, long from, long to) {
    String weight = name + ".weight";
    Value product =
        source.changes(weight, whole).isEmpty() && whole.canBeCut(from, to)
            ? matmul(name, x, whole.rows(from, to), List.of())
            : times(name, x, source.rows(weight, whole, from, to), true);
    List<LowRank> loras = loras().of(name, whole.size(1), whole.size(0), 0);
    return withLoras(name, x, product, loras.stream().map(l -> l.rows(from, to)).toList());
  }

  /** {@code x · Wᵀ + b}. */
  Value linear(String name, Value x, long in, long out) {
    Value product = matmul(name, x, in, out);
    return graph.node(name, onnx("Add"), product, source.get(name + ".bias", out));
  }

  /**
   * {@code x · Mᵀ}, or {@code x · M} where the matrix is stored so. Without FusedMatMul a constant
   * matrix is turned by a node that ONNX Runtime computes once, while it loads.
   */
  Value times(String name, Value x, Value matrix, boolean transposed) {
    if (!fused) {
      Attribute order = Attribute.list("perm", 1, 0);
      Value turned = transposed ? graph.node(name, onnx("Transpose", order), matrix) : matrix;
      return graph.node(name, onnx("MatMul"), x, turned);
    }
    Attribute transB = Attribute.of("transB", transposed ? 1 : 0);
    return graph.node(name, microsoft("FusedMatMul", transB), x, matrix);
  }

  /** Whether a layer is its weight and nothing else, so that others may be joined to it. */
  boolean isPlain(String name, long in, long out) {
    return !source.additions().inEightBits()
        && loras().of(name, in, out, 0).isEmpty()
        && loras().changes(name + ".weight", List.of(out, in)).isEmpty();
  }

  private NetworkLoras loras() {
    return source.additions().loras();
  }

  private Value matmul(String name, Value x, Weight weight, List<WeightChange> changes) {
    boolean wholeBlocks = weight.size(1) % Supplied.BLOCK == 0 && weight.size(1) > 0;
    if (source.additions().inEightBits() && wholeBlocks && !weight.transposed()) {
      return graph.node(
          name,
          microsoft(
              "MatMulNBits",
              Attribute.of("K", weight.size(1)),
              Attribute.of("N", weight.size(0)),
              Attribute.of("bits", Byte.SIZE),
              Attribute.of("block_size", Supplied.BLOCK)),
          x,
          source.inEightBits(name + ".weight", weight, changes),
          source.scales(name + ".scales", weight, changes));
    }
    if (!changes.isEmpty()) {
      return times(name, x, source.get(name + ".weight", weight, changes), true);
    }
    return times(name, x, source.get(name + ".weight", weight), !weight.transposed());
  }

  /** Low-rank branches beside a layer, so that its weight can stay where it is. */
  private Value withLoras(String name, Value x, Value product, List<LowRank> loras) {
    Value sum = product;
    for (LowRank lora : loras) {
      Value down = source.supplied(name + ".lora_down", lora.down(), 1);
      Value up = source.supplied(name + ".lora_up", lora.up(), lora.scale());
      Value branch = times(name, times(name, x, down, true), up, true);
      sum = graph.node(name, onnx("Add"), sum, branch);
    }
    return sum;
  }
}
