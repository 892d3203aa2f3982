package afterimage.checkpoint.network;

import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A block as a graph of its own, with made-up weights and inputs that are the same everywhere.
 *
 * @param weights shapes by name; their values are {@link MadeUpNumbers}'
 * @param inputs values by name
 * @param outputs names of all outputs
 */
public record BlockGraph(
    Map<String, List<Long>> weights,
    Map<String, Tensor> inputs,
    List<String> outputs,
    Builder builder) {

  /** Puts a graph together. */
  @FunctionalInterface
  public interface Builder {
    /** The graph, over weights of the shapes that were asked for. */
    OnnxGraph build(WeightSet weights, Target target);
  }

  /** A block of the kind. */
  public static BlockGraph of(Block block) {
    return switch (block) {
      case CONVOLUTION -> PictureBlocks.convolution();
      case UNALIGNED_CONVOLUTION -> PictureBlocks.unalignedConvolution();
      case GROUP_NORM -> PictureBlocks.groupNorm();
      case RESIDUAL -> PictureBlocks.residual();
      case DOWNSAMPLER -> PictureBlocks.downsampler();
      case UPSAMPLER -> PictureBlocks.upsampler();
      case SELF_ATTENTION -> SequenceBlocks.attention(SequenceBlocks.WIDTH);
      case CROSS_ATTENTION -> SequenceBlocks.attention(SequenceBlocks.CONTEXT);
      case FEED_FORWARD -> SequenceBlocks.feedForward();
      case TRANSFORMER -> SequenceBlocks.transformer();
      case TIME_EMBEDDING -> SequenceBlocks.timeEmbedding();
      case TEXT_ENCODER_GELU -> SmallNetworks.textEncoder(false);
      case TEXT_ENCODER_QUICK_GELU -> SmallNetworks.textEncoder(true);
      case VAE_ENCODER -> SmallNetworks.vaeEncoder();
      case VAE_DECODER -> SmallNetworks.vaeDecoder();
      case UNET -> SmallNetworks.unet();
    };
  }

  /** Convolutions of the size that SDXL spends most of its time in: 7.5 GFLOP. */
  public static BlockGraph convolutionsToTime() {
    return PictureBlocks.convolutions(320, 32, 4);
  }

  /** Attention of the size that SDXL spends most of its time in: 12 GFLOP. */
  public static BlockGraph attentionToTime() {
    return SequenceBlocks.attentions(640, 10, 1024, 2);
  }

  /**
   * The block for a form. A VAE's whose values leave the range of 16 bits are in 32, as SDXL's own
   * are.
   */
  public OnnxGraph build(WeightSet values, GraphForm form) {
    return builder.build(values, Target.of(form));
  }
}
