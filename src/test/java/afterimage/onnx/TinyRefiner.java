package afterimage.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The golden data's refiner in miniature, random weights and all, to run or to damage. */
public final class TinyRefiner {
  /** Always our own copy: tests that need exactly this model must not see a stranger's folder. */
  public static final Path FOLDER = Path.of("src/test/resources/reference/onnx/tiny_refiner");

  public static final Path BASE = FOLDER.resolveSibling("tiny_base");

  private TinyRefiner() {}

  /** A copy that a test may change. */
  static Path copyTo(Path folder) throws IOException {
    Path copy = folder.resolve("model");
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(FOLDER.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return copy;
  }

  /** A UNet that returns its sample times a number. */
  static void writeUnet(Path model, float factor) {
    new GraphWriter()
        .input("sample", -1, 4, -1, -1)
        .input("timestep")
        .input("encoder_hidden_states", -1, -1, 32)
        .input("text_embeds", -1, 24)
        .input("time_ids", -1, 5)
        .weight("factor", new int[] {1}, factor)
        .node("Mul", "out_sample", "sample", "factor")
        .output("out_sample", -1, 4, -1, -1)
        .write(model.resolve("unet").resolve("model.onnx"));
  }

  /** A decoder of {@code channels} latent channels that paints everything in one grey. */
  static void writeDecoder(Path model, int channels, float grey) {
    new GraphWriter()
        .input("latent_sample", -1, channels, -1, -1)
        .weight("w", new int[] {3, channels, 1, 1}, new float[3 * channels])
        .weight("b", new int[] {3}, grey, grey, grey)
        .weight("scales", new int[] {4}, 1, 1, 8, 8)
        .node("Conv", "small", "latent_sample", "w", "b")
        .node("Resize", "sample", "small", "", "scales")
        .output("sample", -1, 3, -1, -1)
        .write(model.resolve("vae_decoder").resolve("model.onnx"));
  }
}
