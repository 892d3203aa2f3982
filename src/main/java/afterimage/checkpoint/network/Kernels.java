package afterimage.checkpoint.network;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.weights.Weight;

/**
 * The operations that flavours have in different forms. How a picture's dimensions lie inside a
 * graph is their affair, too; sequences are {@code [batch, tokens, width]} in all.
 */
interface Kernels {

  /** A picture {@code [batch, channels, height, width]}, as these operations take it. */
  Value fromInput(String name, Value picture);

  /** A picture of these operations as {@code [batch, channels, height, width]}. */
  Value toOutput(String name, Value picture);

  /** Where a picture's channels are. */
  int channelAxis();

  /** Where a picture's height is; the width is next. */
  int heightAxis();

  /** All four sizes that a picture has with another height and width. */
  Value sizes(String name, Value picture, Value heightAndWidth);

  /**
   * A convolution.
   *
   * @param channels that {@code x} has
   * @param weight {@code [out, channels, size, size]}
   * @param bias {@code [out]}, or {@link Value#NONE}
   */
  Value conv(String name, Value x, long channels, Value weight, Value bias, Window window);

  /**
   * How a convolution's kernel moves.
   *
   * @param size of the kernel, in both directions
   * @param before zeros above and at the left
   * @param after zeros below and at the right
   * @param stride in both directions
   */
  record Window(long size, long before, long after, long stride) {

    /** The same place of the result for each of the picture's. */
    static Window same(long size) {
      return new Window(size, size / 2, size / 2, 1);
    }

    Attribute pads() {
      return Attribute.list("pads", before, before, after, after);
    }

    Attribute strides() {
      return Attribute.list("strides", stride, stride);
    }
  }

  /** Normalises groups of channels. */
  Value groupNorm(Norm norm, Value x);

  /**
   * Adds a value to each channel and normalises groups of them.
   *
   * @param added {@code [batch, channels]}
   */
  Value groupNorm(Norm norm, Value x, Value added);

  /**
   * A group norm.
   *
   * @param name before {@code .weight} and {@code .bias}
   * @param silu whether {@code x * sigmoid(x)} follows
   */
  record Norm(String name, long channels, double epsilon, boolean silu) {}

  /**
   * Rows of a table, in the type that the network computes in.
   *
   * @param rows their numbers, whole
   */
  Value lookup(String name, Weight table, Value rows);

  /** A picture as a sequence of its places. */
  Value toSequence(String name, Value picture, long channels);

  /** A sequence as a picture of the same size as another. */
  Value toPicture(String name, Value sequence, Value like);

  /**
   * Attention with heads that lie side by side in the width.
   *
   * @param query {@code [batch, tokens, width]}
   * @param positions 0 if every token sees all; else each sees itself and those before it, and
   *     there are never more tokens than that
   */
  Value attention(
      String name, Value query, Value key, Value value, long width, int heads, long positions);

  /**
   * Attention, from {@code to_q}, {@code to_k} and {@code to_v} to before {@code to_out}.
   *
   * @param x asks, {@code [batch, tokens, width]}
   * @param context answers, {@code [batch, tokens, contextWidth]}; x itself for attention of a
   *     sequence to itself
   */
  Value attention(String name, Value x, Value context, long width, long contextWidth, int heads);

  /**
   * A layer of {@code 2 * inner} outputs, of which the first half is multiplied by the GELU of the
   * second. Source: GLU Variants Improve Transformer (Shazeer 2020).
   */
  Value geglu(String name, Value x, long width, long inner);
}
