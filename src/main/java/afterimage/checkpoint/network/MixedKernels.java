package afterimage.checkpoint.network;

import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.weights.Weight;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A flavour's kernels, with the portable ones in the place of some. Pictures lie as they do in the
 * flavour, and are turned around before and after each portable operation.
 */
final class MixedKernels implements Kernels {
  private final Kernels own;
  private final PortableKernels portable;
  private final Set<Operation> replaced;

  /**
   * @param portable over the same weights
   * @param replaced the operations that they compute
   */
  MixedKernels(Kernels own, PortableKernels portable, Set<Operation> replaced) {
    this.own = own;
    this.portable = portable;
    this.replaced = replaced;
  }

  private Value turned(String name, Value x, UnaryOperator<Value> operation) {
    return own.fromInput(name, operation.apply(own.toOutput(name, x)));
  }

  @Override
  public Value fromInput(String name, Value picture) {
    return own.fromInput(name, picture);
  }

  @Override
  public Value toOutput(String name, Value picture) {
    return own.toOutput(name, picture);
  }

  @Override
  public int channelAxis() {
    return own.channelAxis();
  }

  @Override
  public int heightAxis() {
    return own.heightAxis();
  }

  @Override
  public Value sizes(String name, Value picture, Value heightAndWidth) {
    return own.sizes(name, picture, heightAndWidth);
  }

  @Override
  public Value conv(String name, Value x, long channels, Value weight, Value bias, Window window) {
    return replaced.contains(Operation.CONVOLUTION)
        ? turned(name, x, picture -> portable.conv(name, picture, channels, weight, bias, window))
        : own.conv(name, x, channels, weight, bias, window);
  }

  @Override
  public Value groupNorm(Norm norm, Value x) {
    return replaced.contains(Operation.GROUP_NORM)
        ? turned(norm.name(), x, picture -> portable.groupNorm(norm, picture))
        : own.groupNorm(norm, x);
  }

  @Override
  public Value groupNorm(Norm norm, Value x, Value added) {
    return replaced.contains(Operation.GROUP_NORM)
        ? turned(norm.name(), x, picture -> portable.groupNorm(norm, picture, added))
        : own.groupNorm(norm, x, added);
  }

  @Override
  public Value toSequence(String name, Value picture, long channels) {
    return own.toSequence(name, picture, channels);
  }

  @Override
  public Value toPicture(String name, Value sequence, Value like) {
    return own.toPicture(name, sequence, like);
  }

  @Override
  public Value attention(
      String name, Value x, Value context, long width, long contextWidth, int heads) {
    return replaced.contains(Operation.ATTENTION)
        ? portable.attention(name, x, context, width, contextWidth, heads)
        : own.attention(name, x, context, width, contextWidth, heads);
  }

  @Override
  public Value attention(
      String name, Value query, Value key, Value value, long width, int heads, long positions) {
    return replaced.contains(Operation.ATTENTION)
        ? portable.attention(name, query, key, value, width, heads, positions)
        : own.attention(name, query, key, value, width, heads, positions);
  }

  @Override
  public Value lookup(String name, Weight table, Value rows) {
    return own.lookup(name, table, rows);
  }

  @Override
  public Value geglu(String name, Value x, long width, long inner) {
    return replaced.contains(Operation.GEGLU)
        ? portable.geglu(name, x, width, inner)
        : own.geglu(name, x, width, inner);
  }
}
