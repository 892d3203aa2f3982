package afterimage.onnx;

import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.checkpoint.safetensors.SafetensorsWriter;
import afterimage.checkpoint.safetensors.TensorEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The golden data's inpainting model in miniature, in the forms in which people have such models.
 */
public final class TinyInpaint {
  private static final Path FIRST = Path.of("src/test/resources/reference");
  private static final Path UNET = Path.of("src/test/resources/reference-2/pipelines/tiny_inpaint");
  private static final String SGM_UNET = "model.diffusion_model.";

  /** The original's names of its blocks. */
  private static final Map<String, String> BLOCKS = blocks();

  private static final Map<String, String> IN_RESNET =
      Map.of(
          "norm1.", "in_layers.0.",
          "conv1.", "in_layers.2.",
          "time_emb_proj.", "emb_layers.1.",
          "norm2.", "out_layers.0.",
          "conv2.", "out_layers.3.",
          "conv_shortcut.", "skip_connection.");

  private TinyInpaint() {}

  private static Map<String, String> blocks() {
    Map<String, String> blocks = new LinkedHashMap<>();
    blocks.put("conv_in.", "input_blocks.0.0.");
    blocks.put("time_embedding.linear_1.", "time_embed.0.");
    blocks.put("time_embedding.linear_2.", "time_embed.2.");
    blocks.put("add_embedding.linear_1.", "label_emb.0.0.");
    blocks.put("add_embedding.linear_2.", "label_emb.0.2.");
    blocks.put("down_blocks.0.resnets.0.", "input_blocks.1.0.");
    blocks.put("down_blocks.0.downsamplers.0.conv.", "input_blocks.2.0.op.");
    blocks.put("down_blocks.1.resnets.0.", "input_blocks.3.0.");
    blocks.put("down_blocks.1.attentions.0.", "input_blocks.3.1.");
    blocks.put("mid_block.resnets.0.", "middle_block.0.");
    blocks.put("mid_block.attentions.0.", "middle_block.1.");
    blocks.put("mid_block.resnets.1.", "middle_block.2.");
    blocks.put("up_blocks.0.resnets.0.", "output_blocks.0.0.");
    blocks.put("up_blocks.0.attentions.0.", "output_blocks.0.1.");
    blocks.put("up_blocks.0.resnets.1.", "output_blocks.1.0.");
    blocks.put("up_blocks.0.attentions.1.", "output_blocks.1.1.");
    blocks.put("up_blocks.0.upsamplers.0.conv.", "output_blocks.1.2.conv.");
    blocks.put("up_blocks.1.resnets.0.", "output_blocks.2.0.");
    blocks.put("up_blocks.1.resnets.1.", "output_blocks.3.0.");
    blocks.put("conv_norm_out.", "out.0.");
    blocks.put("conv_out.", "out.2.");
    return blocks;
  }

  /** In a new folder, as diffusers lays it out. */
  public static Path folder(Path parent) throws IOException {
    Path folder = parent.resolve("tiny_inpaint");
    SecondReference.copy(FIRST.resolve("pipelines/tiny_base"), folder);
    SecondReference.copy(UNET, folder);
    return folder;
  }

  /**
   * In one file, with the original's names.
   *
   * @param parent the folder's, or one below it: sizes of the text encoders are read there
   */
  public static Path file(Path parent) throws Exception {
    Path file = parent.resolve("tiny_inpaint_sgm.safetensors");
    SafetensorsWriter writer = new SafetensorsWriter();
    SafetensorsHeader base = SafetensorsHeader.read(FIRST.resolve("sgm/tiny_base_sgm.safetensors"));
    for (TensorEntry tensor : base.tensors().values()) {
      if (!tensor.name().startsWith(SGM_UNET)) {
        add(writer, base.file(), tensor, tensor.name());
      }
    }
    SafetensorsHeader unet =
        SafetensorsHeader.read(UNET.resolve("unet/diffusion_pytorch_model.safetensors"));
    for (TensorEntry tensor : unet.tensors().values()) {
      add(writer, unet.file(), tensor, SGM_UNET + original(tensor.name()));
    }
    String sizes = Files.readString(FIRST.resolve("sgm/tiny_base_sgm.json"));
    Files.writeString(
        parent.resolve("tiny_inpaint_sgm.json"),
        sizes.replace("pipelines/tiny_base", "tiny_inpaint"));
    return writer.write(file);
  }

  private static void add(SafetensorsWriter writer, Path file, TensorEntry tensor, String name)
      throws IOException {
    byte[] bytes = new byte[(int) tensor.bytes()];
    try (RandomAccessFile from = new RandomAccessFile(file.toFile(), "r")) {
      from.seek(tensor.offset());
      from.readFully(bytes);
    }
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    writer.add(name, tensor.dtype().name(), bytes, shape);
  }

  private static String original(String name) {
    for (Map.Entry<String, String> block : BLOCKS.entrySet()) {
      if (name.startsWith(block.getKey())) {
        String rest = name.substring(block.getKey().length());
        int end = rest.lastIndexOf('.') + 1;
        return block.getValue()
            + (block.getKey().contains("resnets.")
                ? IN_RESNET.get(rest.substring(0, end)) + rest.substring(end)
                : rest);
      }
    }
    throw new IllegalArgumentException(name);
  }
}
