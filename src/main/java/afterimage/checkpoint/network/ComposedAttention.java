package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.Operator.onnx;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention put together from products and a softmax. All weights of a group of heads are in memory
 * at once: {@code batch × heads × tokens²} values, twice.
 */
final class ComposedAttention {
  /** Added to what must not be seen; as far down as 16 bits go. */
  private static final float HIDDEN = -65_504;

  /**
   * Of a network's levels, those with so few heads have the largest pictures: SDXL has 10 or 12
   * heads where there are 4096 tokens for 1024 × 1024 pixels (64 MB a head, guided, in 16 bits), 20
   * or 24 for a quarter of the tokens.
   */
  private static final int FEW_HEADS = 12;

  private static final int GROUPS_OF_MANY = 4;

  /** Outputs of a split, inputs of a sum; adapters may take 8 buffers in all. */
  private static final int FAN = 6;

  private final WeightSource source;
  private final OnnxGraph graph;

  /** The causal mask, which all layers of a text encoder share. */
  private @Nullable Value mask;

  ComposedAttention(WeightSource source) {
    this.source = source;
    this.graph = source.graph();
  }

  /** All heads at once; parameters as {@link Kernels#attention}'s. */
  Value together(
      String name, Value query, Value key, Value value, long width, int heads, long positions) {
    Value sums =
        sums(
            name,
            heads(name, scaled(name, query, width, heads), heads, 0, 2, 1, 3),
            heads(name, key, heads, 0, 2, 3, 1),
            heads(name, value, heads, 0, 2, 1, 3),
            positions > 0 ? mask(query, Math.toIntExact(positions)) : null);
    return sideBySide(name, sums, width);
  }

  /** Some heads after the others, for attention among many tokens. */
  Value inGroups(String name, Value query, Value key, Value value, long width, int heads) {
    long[] sizes = even(heads, heads <= FEW_HEADS ? heads : GROUPS_OF_MANY);
    Value scaled = scaled(name, query, width, heads);
    List<Value> queries = split(name, heads(name, scaled, heads, 0, 2, 1, 3), sizes);
    List<Value> keys = split(name, heads(name, key, heads, 0, 2, 3, 1), sizes);
    List<Value> values = split(name, heads(name, value, heads, 0, 2, 1, 3), sizes);
    List<Value> sums = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      sums.add(sums(name, queries.get(i), keys.get(i), values.get(i), null));
    }
    return sideBySide(name, joined(name, sums), width);
  }

  /** A number as a sum of so many that differ by one at most. */
  private static long[] even(int number, int parts) {
    long[] sizes = new long[parts];
    for (int i = 0; i < parts; i++) {
      sizes[i] = (long) number * (i + 1) / parts - (long) number * i / parts;
    }
    return sizes;
  }

  /** Heads apart, in groups. */
  private List<Value> split(String name, Value x, long[] sizes) {
    if (sizes.length == 1) {
      return List.of(x);
    }
    if (sizes.length <= FAN) {
      boolean[] all = new boolean[sizes.length];
      Arrays.fill(all, true);
      Attribute heads = Attribute.of("axis", 1);
      return graph.nodes(name, onnx("Split", heads), all, x, graph.integers(sizes));
    }
    List<long[]> parts = new ArrayList<>();
    List<Value> wide = split(name, x, parts(sizes, parts));
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < wide.size(); i++) {
      all.addAll(split(name, wide.get(i), parts.get(i)));
    }
    return all;
  }

  /** Puts neighbours together, into {@code parts}, and returns the sum of each of these. */
  private static long[] parts(long[] sizes, List<long[]> parts) {
    long[] counts = even(sizes.length, Math.ceilDiv(sizes.length, FAN));
    long[] sums = new long[counts.length];
    int from = 0;
    for (int i = 0; i < counts.length; i++) {
      long[] part = Arrays.copyOfRange(sizes, from, from + (int) counts[i]);
      parts.add(part);
      sums[i] = Arrays.stream(part).sum();
      from += part.length;
    }
    return sums;
  }

  private Value joined(String name, List<Value> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    if (parts.size() <= FAN) {
      return PortableKernels.concat(graph, name, 1, parts.toArray(Value[]::new));
    }
    List<Value> wide = new ArrayList<>();
    int from = 0;
    for (long count : even(parts.size(), Math.ceilDiv(parts.size(), FAN))) {
      wide.add(joined(name, parts.subList(from, from + (int) count)));
      from += (int) count;
    }
    return joined(name, wide);
  }

  /** For {@code [batch, heads, …]}. */
  private Value sums(String name, Value query, Value key, Value value, @Nullable Value hidden) {
    Value scores = graph.node(name, onnx("MatMul"), query, key);
    if (hidden != null) {
      scores = graph.node(name, onnx("Add"), scores, hidden);
    }
    Value seen = graph.node(name, onnx("Softmax", Attribute.of("axis", -1)), scores);
    return graph.node(name, onnx("MatMul"), seen, value);
  }

  private Value scaled(String name, Value query, long width, int heads) {
    float scale = (float) (1 / Math.sqrt((double) width / heads));
    return graph.node(name, onnx("Mul"), query, source.constant(name, List.of(), scale));
  }

  /** {@code [batch, tokens, heads, size]} in another order. */
  private Value heads(String name, Value x, int heads, long... order) {
    Value apart = reshape(name, x, 0, 0, heads, -1);
    return graph.node(name, onnx("Transpose", Attribute.list("perm", order)), apart);
  }

  private Value sideBySide(String name, Value heads, long width) {
    Attribute order = Attribute.list("perm", 0, 2, 1, 3);
    return reshape(name, graph.node(name, onnx("Transpose", order), heads), 0, 0, width);
  }

  private Value reshape(String name, Value x, long... shape) {
    return graph.node(name, onnx("Reshape"), x, graph.integers(shape));
  }

  /** {@code [tokens, tokens]}: 0 for a token and those before it. */
  private Value mask(Value tokens, int positions) {
    if (mask == null) {
      float[] all = new float[positions * positions];
      for (int row = 0; row < positions; row++) {
        Arrays.fill(all, row * positions + row + 1, (row + 1) * positions, HIDDEN);
      }
      String name = "causal_mask";
      Value count = PortableKernels.shape(graph, name, tokens, 1, 2);
      mask =
          graph.node(
              name,
              onnx("Slice"),
              source.constant(name, List.of((long) positions, (long) positions), all),
              graph.integers(0, 0),
              PortableKernels.concat(graph, name, 0, count, count));
    }
    return mask;
  }
}
