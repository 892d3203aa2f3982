package afterimage.checkpoint.network;

import java.util.Locale;
import java.util.Set;

/**
 * A kind of block that networks are made of, or a small network of them, to be tried by itself on a
 * device: {@link BlockGraph} makes a graph of it.
 */
public enum Block {
  CONVOLUTION,
  /** Over numbers of channels that vectors of four do not hold. */
  UNALIGNED_CONVOLUTION,
  GROUP_NORM,
  SELF_ATTENTION,
  CROSS_ATTENTION,
  FEED_FORWARD,
  RESIDUAL,
  TRANSFORMER,
  DOWNSAMPLER,
  UPSAMPLER,
  TIME_EMBEDDING,
  TEXT_ENCODER_GELU,
  TEXT_ENCODER_QUICK_GELU,
  VAE_ENCODER,
  VAE_DECODER,
  UNET;

  /** What of it the portable flavour could compute instead; empty if all flavours are alike. */
  public Set<Operation> operations() {
    return switch (this) {
      case CONVOLUTION, UNALIGNED_CONVOLUTION, DOWNSAMPLER, UPSAMPLER ->
          Set.of(Operation.CONVOLUTION);
      case GROUP_NORM -> Set.of(Operation.GROUP_NORM);
      case SELF_ATTENTION, CROSS_ATTENTION, TEXT_ENCODER_GELU, TEXT_ENCODER_QUICK_GELU ->
          Set.of(Operation.ATTENTION);
      case FEED_FORWARD -> Set.of(Operation.GEGLU);
      case RESIDUAL -> Set.of(Operation.CONVOLUTION, Operation.GROUP_NORM);
      case VAE_ENCODER, VAE_DECODER ->
          Set.of(Operation.CONVOLUTION, Operation.GROUP_NORM, Operation.ATTENTION);
      case TRANSFORMER -> Set.of(Operation.GROUP_NORM, Operation.ATTENTION, Operation.GEGLU);
      case TIME_EMBEDDING -> Set.of();
      case UNET -> Set.of(Operation.values());
    };
  }

  /** {@code group-norm} and so on, for files and messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
