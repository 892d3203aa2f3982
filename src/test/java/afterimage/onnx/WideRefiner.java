package afterimage.onnx;

import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.checkpoint.safetensors.SafetensorsWriter;
import afterimage.checkpoint.safetensors.TensorEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The golden data's tiny refiner with sizes for which CUDA has kernels: two channels a group, and
 * feed-forward layers of 1280, with random weights.
 */
final class WideRefiner {
  private static final Path TINY = Path.of("src/test/resources/reference/pipelines/tiny_refiner");
  private static final int INNER = 1280;

  private WideRefiner() {}

  /** A copy as a folder in diffusers' layout, which is made. */
  static Path copy(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(TINY)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(TINY.relativize(file).toString());
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(file, target);
      }
    }
    halveGroups(folder.resolve("unet/config.json"));
    halveGroups(folder.resolve("vae/config.json"));
    widen(folder.resolve("unet/diffusion_pytorch_model.safetensors"));
    return folder;
  }

  private static void halveGroups(Path config) throws IOException {
    String text = Files.readString(config);
    String halved = text.replace("\"norm_num_groups\": 32", "\"norm_num_groups\": 16");
    if (halved.equals(text)) {
      throw new IllegalStateException(config + " has other groups");
    }
    Files.writeString(config, halved);
  }

  private static void widen(Path file) throws Exception {
    Random random = new Random(1);
    byte[] stored = Files.readAllBytes(file);
    SafetensorsWriter writer = new SafetensorsWriter();
    for (TensorEntry tensor : SafetensorsHeader.read(file).tensors().values()) {
      long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
      if (tensor.name().contains(".ff.net.0.proj.")) {
        shape[0] = 2 * INNER;
      } else if (tensor.name().endsWith(".ff.net.2.weight")) {
        shape[1] = INNER;
      }
      byte[] bytes =
          Arrays.stream(shape).boxed().toList().equals(tensor.shape())
              ? Arrays.copyOfRange(
                  stored, (int) tensor.offset(), (int) (tensor.offset() + tensor.bytes()))
              : halves(shape, random);
      writer.add(tensor.name(), tensor.dtype().name(), bytes, shape);
    }
    writer.write(file);
  }

  /** Keeps the signal's size; biases are small but not so small that a lost one isn't seen. */
  private static byte[] halves(long[] shape, Random random) {
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    double deviation = shape.length == 1 ? 0.5 : 1 / Math.sqrt((double) shape[1]);
    ByteBuffer bytes = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putShort(Float.floatToFloat16((float) (deviation * random.nextGaussian())));
    }
    return bytes.array();
  }
}
