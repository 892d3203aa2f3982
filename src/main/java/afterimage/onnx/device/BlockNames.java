package afterimage.onnx.device;

import afterimage.checkpoint.network.Block;
import afterimage.checkpoint.network.Operation;
import afterimage.message.Messages;

/** What people call the parts of networks. */
final class BlockNames {
  private BlockNames() {}

  static String of(Block block) {
    return Messages.of(
        switch (block) {
          case CONVOLUTION -> "onnx.block.convolution";
          case UNALIGNED_CONVOLUTION -> "onnx.block.unalignedConvolution";
          case GROUP_NORM -> "onnx.block.groupNorm";
          case SELF_ATTENTION -> "onnx.block.selfAttention";
          case CROSS_ATTENTION -> "onnx.block.crossAttention";
          case FEED_FORWARD -> "onnx.block.feedForward";
          case RESIDUAL -> "onnx.block.residual";
          case TRANSFORMER -> "onnx.block.transformer";
          case DOWNSAMPLER -> "onnx.block.downsampler";
          case UPSAMPLER -> "onnx.block.upsampler";
          case TIME_EMBEDDING -> "onnx.block.timeEmbedding";
          case TEXT_ENCODER_GELU -> "onnx.block.textEncoder";
          case TEXT_ENCODER_QUICK_GELU -> "onnx.block.textEncoderQuick";
          case VAE_ENCODER -> "onnx.block.vaeEncoder";
          case VAE_DECODER -> "onnx.block.vaeDecoder";
          case UNET -> "onnx.block.unet";
        });
  }

  static String of(Operation operation) {
    return Messages.of(
        switch (operation) {
          case CONVOLUTION -> "onnx.block.convolution";
          case GROUP_NORM -> "onnx.block.groupNorm";
          case ATTENTION -> "onnx.operation.attention";
          case GEGLU -> "onnx.block.feedForward";
        });
  }
}
