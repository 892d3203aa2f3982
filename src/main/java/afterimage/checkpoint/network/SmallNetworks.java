package afterimage.checkpoint.network;

import afterimage.checkpoint.recognise.TextArchitecture;
import afterimage.checkpoint.recognise.UNetArchitecture;
import afterimage.checkpoint.recognise.UNetArchitecture.Level;
import afterimage.checkpoint.recognise.VaeArchitecture;
import afterimage.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Whole networks, as small as they can be with every kind of block in them. */
final class SmallNetworks {
  private static final int CHANNELS = 64;
  private static final int DEEP = 128;
  private static final int CONTEXT = 96;
  private static final int EMBEDDING = 128;
  private static final int POOLED = 32;
  private static final int TIME_IDS = 5;
  private static final int TIME_ID_WIDTH = 32;
  private static final int INNER = 256;

  private SmallNetworks() {}

  static BlockGraph unet() {
    UNetArchitecture sizes =
        new UNetArchitecture(
            4,
            4,
            CHANNELS,
            List.of(new Level(CHANNELS, 1, 0, 0), new Level(DEEP, 1, 1, 2)),
            CONTEXT,
            EMBEDDING,
            POOLED,
            TIME_IDS,
            TIME_ID_WIDTH,
            PictureBlocks.GROUPS);
    return new BlockGraph(
        unetShapes().all(),
        Map.of(
            "sample", MadeUpNumbers.input("sample", 2, 4, 8, 6),
            "timestep", new Tensor(new int[0], new float[] {421}),
            "encoder_hidden_states", MadeUpNumbers.input("text", 2, 77, CONTEXT),
            "text_embeds", MadeUpNumbers.input("text_embeds", 2, POOLED),
            "time_ids", new Tensor(new int[] {2, 5}, timeIds())),
        List.of("out_sample"),
        (weights, target) -> UNetGraph.build(sizes, weights, Additions.none(), target));
  }

  private static float[] timeIds() {
    return new float[] {1024, 768, 0, 0, 2.5f, 1024, 768, 0, 0, 6};
  }

  private static WeightShapes unetShapes() {
    long added = POOLED + TIME_IDS * TIME_ID_WIDTH;
    return new WeightShapes()
        .conv("conv_in", 4, CHANNELS, 3)
        .linear("time_embedding.linear_1", CHANNELS, EMBEDDING)
        .linear("time_embedding.linear_2", EMBEDDING, EMBEDDING)
        .linear("add_embedding.linear_1", added, EMBEDDING)
        .linear("add_embedding.linear_2", EMBEDDING, EMBEDDING)
        .resnet("down_blocks.0.resnets.0", CHANNELS, CHANNELS, EMBEDDING)
        .conv("down_blocks.0.downsamplers.0.conv", CHANNELS, CHANNELS, 3)
        .resnet("down_blocks.1.resnets.0", CHANNELS, DEEP, EMBEDDING)
        .transformer("down_blocks.1.attentions.0", DEEP, 1, CONTEXT, INNER)
        .resnet("mid_block.resnets.0", DEEP, DEEP, EMBEDDING)
        .transformer("mid_block.attentions.0", DEEP, 1, CONTEXT, INNER)
        .resnet("mid_block.resnets.1", DEEP, DEEP, EMBEDDING)
        .resnet("up_blocks.0.resnets.0", DEEP + DEEP, DEEP, EMBEDDING)
        .transformer("up_blocks.0.attentions.0", DEEP, 1, CONTEXT, INNER)
        .resnet("up_blocks.0.resnets.1", DEEP + CHANNELS, DEEP, EMBEDDING)
        .transformer("up_blocks.0.attentions.1", DEEP, 1, CONTEXT, INNER)
        .conv("up_blocks.0.upsamplers.0.conv", DEEP, DEEP, 3)
        .resnet("up_blocks.1.resnets.0", DEEP + CHANNELS, CHANNELS, EMBEDDING)
        .resnet("up_blocks.1.resnets.1", CHANNELS + CHANNELS, CHANNELS, EMBEDDING)
        .norm("conv_norm_out", CHANNELS)
        .conv("conv_out", CHANNELS, 4, 3);
  }

  /** In 32 bits, as SDXL's own must be; what it is made of is tried in 16 by other blocks. */
  static BlockGraph vaeEncoder() {
    WeightShapes shapes =
        new WeightShapes()
            .conv("encoder.conv_in", 3, CHANNELS, 3)
            .resnet("encoder.down_blocks.0.resnets.0", CHANNELS, CHANNELS, 0)
            .conv("encoder.down_blocks.0.downsamplers.0.conv", CHANNELS, CHANNELS, 3)
            .resnet("encoder.down_blocks.1.resnets.0", CHANNELS, CHANNELS, 0);
    ends(shapes, "encoder.").conv("encoder.conv_out", CHANNELS, 8, 3).conv("quant_conv", 8, 8, 1);
    return new BlockGraph(
        shapes.all(),
        Map.of("sample", MadeUpNumbers.input("sample", 1, 3, 16, 12)),
        List.of("latent_parameters"),
        (weights, target) -> VaeGraph.encoder(vae(), weights, target.inFull()));
  }

  static BlockGraph vaeDecoder() {
    WeightShapes shapes =
        new WeightShapes()
            .conv("post_quant_conv", 4, 4, 1)
            .conv("decoder.conv_in", 4, CHANNELS, 3)
            .resnet("decoder.up_blocks.0.resnets.0", CHANNELS, CHANNELS, 0)
            .conv("decoder.up_blocks.0.upsamplers.0.conv", CHANNELS, CHANNELS, 3)
            .resnet("decoder.up_blocks.1.resnets.0", CHANNELS, CHANNELS, 0);
    ends(shapes, "decoder.").conv("decoder.conv_out", CHANNELS, 3, 3);
    return new BlockGraph(
        shapes.all(),
        Map.of("latent_sample", MadeUpNumbers.input("latent_sample", 1, 4, 8, 6)),
        List.of("sample"),
        (weights, target) -> VaeGraph.decoder(vae(), weights, target.inFull()));
  }

  private static WeightShapes ends(WeightShapes shapes, String name) {
    return shapes
        .resnet(name + "mid_block.resnets.0", CHANNELS, CHANNELS, 0)
        .vaeAttention(name + "mid_block.attentions.0", CHANNELS)
        .resnet(name + "mid_block.resnets.1", CHANNELS, CHANNELS, 0)
        .norm(name + "conv_norm_out", CHANNELS);
  }

  private static VaeArchitecture vae() {
    List<Long> channels = List.of((long) CHANNELS, (long) CHANNELS);
    return new VaeArchitecture(3, 4, channels, 1, 1, PictureBlocks.GROUPS, 0.13025, true);
  }

  /**
   * A text encoder of two layers.
   *
   * @param quick whether with the activation of OpenAI's CLIP, else with OpenCLIP's
   */
  static BlockGraph textEncoder(boolean quick) {
    int vocabulary = 128;
    TextArchitecture sizes =
        new TextArchitecture(
            vocabulary,
            77,
            DEEP,
            2,
            2,
            INNER,
            CHANNELS,
            quick ? TextArchitecture.Activation.QUICK_GELU : TextArchitecture.Activation.GELU,
            1e-5,
            -1);
    WeightShapes shapes =
        new WeightShapes()
            .tensor("text_model.embeddings.token_embedding.weight", vocabulary, DEEP)
            .tensor("text_model.embeddings.position_embedding.weight", 77, DEEP);
    for (int i = 0; i < sizes.layers(); i++) {
      String layer = "text_model.encoder.layers." + i + ".";
      shapes.norm(layer + "layer_norm1", DEEP).norm(layer + "layer_norm2", DEEP);
      for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
        shapes.linear(layer + "self_attn." + projection, DEEP, DEEP);
      }
      shapes.linear(layer + "mlp.fc1", DEEP, INNER).linear(layer + "mlp.fc2", INNER, DEEP);
    }
    shapes.norm("text_model.final_layer_norm", DEEP).matrix("text_projection", DEEP, CHANNELS);
    float[] ids = new float[77];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i == 17 ? vocabulary - 1 : i * 37 % 120;
    }
    Tensor kept = Tensor.zeros(1, ids.length, 1);
    Arrays.fill(kept.data(), 1);
    Tensor added = Tensor.zeros(1, ids.length, DEEP);
    kept.data()[5] = 0;
    System.arraycopy(MadeUpNumbers.input("vector", DEEP).data(), 0, added.data(), 5 * DEEP, DEEP);
    return new BlockGraph(
        shapes.all(),
        Map.of(
            "input_ids",
            new Tensor(new int[] {1, ids.length}, ids),
            TextEncoderGraph.KEPT,
            kept,
            TextEncoderGraph.ADDED,
            added),
        List.of("hidden_states.1", "text_embeds"),
        (weights, target) -> TextEncoderGraph.build(sizes, weights, Additions.none(), target));
  }
}
