package afterimage.checkpoint.lora;

import afterimage.checkpoint.weights.Weight;

/**
 * What a LoRA adds to a layer: {@code scale · up(down(x))}.
 *
 * @param down {@code [rank, in]}, or {@code [rank, in, size, size]} for a convolution
 * @param up {@code [out, rank]}, or {@code [out, rank, 1, 1]}
 * @param scale the file's alpha over the rank, times the user's weight
 */
public record LowRank(Weight down, Weight up, double scale) {

  /** What lies between the two. */
  public long rank() {
    return down.shape().getFirst();
  }

  /** The same for a linear layer, where it is stored as a 1×1 convolution. */
  LowRank asLinear() {
    return new LowRank(down.asLinear(), up.asLinear(), scale);
  }

  /** Only the outputs {@code from} (inclusive) to {@code to} (exclusive). */
  public LowRank rows(long from, long to) {
    return new LowRank(down, up.rows(from, to), scale);
  }
}
