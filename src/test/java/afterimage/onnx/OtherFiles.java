package afterimage.onnx;

import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.checkpoint.safetensors.SafetensorsWriter;
import afterimage.checkpoint.safetensors.TensorEntry;
import afterimage.reference.NpyFile;
import afterimage.reference.ReferenceFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The tiny models in other files and layouts, as the golden data's recipes say. */
final class OtherFiles {
  private static final Path BASE = ReferenceFolder.path("pipelines", "tiny_base");
  private static final String UNET = "unet/diffusion_pytorch_model.safetensors";

  private OtherFiles() {}

  /** The first of a run's recorded calls. */
  static NpyFile firstCall(Path run, String name) {
    NpyFile calls = NpyFile.read(run.resolve(name + ".npy"));
    int[] shape = Arrays.copyOfRange(calls.shape(), 1, calls.shape().length);
    return new NpyFile(calls.dtype(), shape, calls.content());
  }

  static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return to;
  }

  /** tiny_base with another second text encoder. */
  static Path withTextEncoder2(Path to, Path encoder) throws IOException {
    copy(BASE, to);
    Files.delete(to.resolve("text_encoder_2/model.safetensors"));
    try (Stream<Path> files = Files.list(encoder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
        if (file.getFileName().toString().startsWith("model") && !isExpected(file)) {
          Files.copy(file, to.resolve("text_encoder_2").resolve(file.getFileName()));
        }
      }
    }
    return to;
  }

  private static boolean isExpected(Path file) {
    return file.toString().endsWith("_expected.safetensors");
  }

  /** tiny_base with both text encoders of a folder. */
  static Path withTextEncoders(Path to, Path encoders) throws IOException {
    copy(BASE, to);
    for (String encoder : List.of("text_encoder", "text_encoder_2")) {
      copy(encoders.resolve(encoder), to.resolve(encoder));
    }
    return to;
  }

  /** Every value rounded to 16 bits of BF16, ties to even. */
  static Path bf16Unet(Path to) throws Exception {
    return convertedUnet(to, "BF16", 2, OtherFiles::putBf16);
  }

  static Path f64Unet(Path to) throws Exception {
    return convertedUnet(to, "F64", 8, ByteBuffer::putDouble);
  }

  private interface Put {
    void put(ByteBuffer bytes, float value);
  }

  private static void putBf16(ByteBuffer bytes, float value) {
    int bits = Float.floatToRawIntBits(value);
    bytes.putShort((short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16));
  }

  private static Path convertedUnet(Path to, String type, int width, Put put) throws Exception {
    copy(BASE, to);
    byte[] stored = Files.readAllBytes(BASE.resolve(UNET));
    SafetensorsWriter writer = new SafetensorsWriter();
    for (TensorEntry entry : tensors(BASE.resolve(UNET))) {
      int count = (int) entry.elements();
      ByteBuffer halves =
          ByteBuffer.wrap(stored, (int) entry.offset(), (int) entry.bytes())
              .order(ByteOrder.LITTLE_ENDIAN);
      ByteBuffer bytes = ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        put.put(bytes, Float.float16ToFloat(halves.getShort()));
      }
      writer.add(entry.name(), type, bytes.array(), shape(entry));
    }
    writer.write(to.resolve(UNET));
    return to;
  }

  /** All weights under the names of the 16-bit variant, and damaged ones of another. */
  static Path fp16Variant(Path to) throws IOException {
    copy(BASE, to);
    try (Stream<Path> files = Files.walk(to)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
        String name = file.getFileName().toString();
        Files.move(file, file.resolveSibling(name.replace(".safetensors", ".fp16.safetensors")));
      }
    }
    Files.writeString(to.resolve("unet/diffusion_pytorch_model.non_ema.safetensors"), "other");
    return to;
  }

  /** The UNet in two files, and their index. */
  static Path shardedUnet(Path to, String variant) throws Exception {
    copy(BASE, to);
    List<TensorEntry> all = tensors(BASE.resolve(UNET));
    Files.delete(to.resolve(UNET));
    for (int shard = 0; shard < 2; shard++) {
      SafetensorsWriter writer = new SafetensorsWriter();
      byte[] stored = Files.readAllBytes(BASE.resolve(UNET));
      for (TensorEntry entry : shard == 0 ? all.subList(0, 376) : all.subList(376, all.size())) {
        writer.add(entry.name(), entry.dtype().name(), bytes(stored, entry), shape(entry));
      }
      writer.write(
          to.resolve(
              "unet/diffusion_pytorch_model%s-%05d-of-00002.safetensors"
                  .formatted(variant, shard + 1)));
    }
    Files.writeString(
        to.resolve("unet/diffusion_pytorch_model.safetensors.index" + variant + ".json"), "{}");
    return to;
  }

  /** The single file with averaged weights beside the plain ones, and words about itself. */
  static Path withEma(Path to) throws Exception {
    Path source = ReferenceFolder.path("sgm", "tiny_base_sgm.safetensors");
    byte[] stored = Files.readAllBytes(source);
    String prefix = "model.diffusion_model.";
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .metadata(
                Map.of(
                    "modelspec.architecture", "stable-diffusion-xl-v1-base",
                    "modelspec.title", "tiny",
                    "modelspec.prediction_type", "epsilon"));
    for (TensorEntry entry : tensors(source)) {
      writer.add(entry.name(), entry.dtype().name(), bytes(stored, entry), shape(entry));
      if (entry.name().startsWith(prefix)) {
        String plain = entry.name().substring(prefix.length()).replace(".", "");
        writer.add(
            "model_ema.diffusion_model" + plain,
            entry.dtype().name(),
            new byte[(int) entry.bytes()],
            shape(entry));
      }
    }
    writer.add("model_ema.decay", "F32", new byte[4]);
    writer.add("model_ema.num_updates", "I32", new byte[4]);
    return besideConfigurations(writer, to);
  }

  /** The single file with some of its tensors left out. */
  static Path single(Path to, String model, Predicate<String> kept) throws Exception {
    Path source = ReferenceFolder.path("sgm", model + "_sgm.safetensors");
    byte[] stored = Files.readAllBytes(source);
    SafetensorsWriter writer = new SafetensorsWriter();
    for (TensorEntry entry : tensors(source)) {
      if (kept.test(entry.name())) {
        writer.add(entry.name(), entry.dtype().name(), bytes(stored, entry), shape(entry));
      }
    }
    return besideConfigurations(writer, to);
  }

  /** Tiny models' sizes are others than SDXL's, which lie beside them. */
  private static Path besideConfigurations(SafetensorsWriter writer, Path to) throws IOException {
    copy(BASE, to);
    for (String network : List.of("text_encoder", "text_encoder_2", "unet", "vae")) {
      try (Stream<Path> files = Files.list(to.resolve(network))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
          Files.delete(file);
        }
      }
    }
    return writer.write(to.resolve("single.safetensors"));
  }

  private static List<TensorEntry> tensors(Path file) throws Exception {
    return new ArrayList<>(SafetensorsHeader.read(file).tensors().values());
  }

  private static byte[] bytes(byte[] stored, TensorEntry entry) {
    return Arrays.copyOfRange(stored, (int) entry.offset(), (int) (entry.offset() + entry.bytes()));
  }

  private static long[] shape(TensorEntry entry) {
    return entry.shape().stream().mapToLong(Long::longValue).toArray();
  }
}
