package afterimage.checkpoint.network;

import java.util.Locale;
import java.util.Set;

/**
 * A kind of block that networks are made of, or a small network of them, to be tried by itself on a
 * device: {@link BlockGraph} makes a graph of it.
 */
public enum Block {
  CONVOLUTION(Operation.CONVOLUTION),
  GROUP_NORM(Operation.GROUP_NORM),
  SELF_ATTENTION(Operation.ATTENTION),
  CROSS_ATTENTION(Operation.ATTENTION),
  FEED_FORWARD(Operation.GEGLU),
  RESIDUAL(Operation.CONVOLUTION, Operation.GROUP_NORM),
  TRANSFORMER(Operation.GROUP_NORM, Operation.ATTENTION, Operation.GEGLU),
  DOWNSAMPLER(Operation.CONVOLUTION),
  UPSAMPLER(Operation.CONVOLUTION),
  TIME_EMBEDDING,
  TEXT_ENCODER_GELU,
  TEXT_ENCODER_QUICK_GELU,
  VAE_ENCODER(Operation.CONVOLUTION, Operation.GROUP_NORM),
  VAE_DECODER(Operation.CONVOLUTION, Operation.GROUP_NORM),
  UNET(Operation.values());

  private final Set<Operation> operations;

  Block(Operation... operations) {
    this.operations = Set.of(operations);
  }

  /** What of it the portable flavour could compute instead; empty if all flavours are alike. */
  public Set<Operation> operations() {
    return operations;
  }

  /** {@code group-norm} and so on, for files and messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
