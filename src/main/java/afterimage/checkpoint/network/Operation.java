package afterimage.checkpoint.network;

/** What flavours compute in ways of their own, and could compute in the portable one as well. */
public enum Operation {
  CONVOLUTION,
  GROUP_NORM,
  ATTENTION,
  /** The gated perceptron of a transformer block. */
  GEGLU
}
