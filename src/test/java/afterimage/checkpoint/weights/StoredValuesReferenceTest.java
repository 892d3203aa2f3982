package afterimage.checkpoint.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.Part;
import afterimage.checkpoint.recognise.TensorFiles;
import afterimage.checkpoint.safetensors.DType;
import afterimage.checkpoint.safetensors.TensorEntry;
import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.reference.NpyFile;
import afterimage.reference.ReferenceSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Values that are stored in few bits, to the last bit. */
@Tag("reference")
class StoredValuesReferenceTest {
  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> read_everyTypeOfEightBits_isTheTable() {
    return Stream.of(DType.F8_E4M3, DType.F8_E5M2)
        .filter(type -> ReferenceSet.SECOND.has("bundles", "fp8_tables", type + ".npy"))
        .map(
            type ->
                dynamicTest(
                    type.name(),
                    () -> {
                      byte[] codes = new byte[256];
                      for (int i = 0; i < codes.length; i++) {
                        codes[i] = (byte) i;
                      }
                      float[] expected =
                          ReferenceSet.SECOND.npy("bundles", "fp8_tables", type + ".npy").floats();
                      assertThat(read(type, codes, 256)).containsExactly(expected);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> read_everyTypeInBlocks_isAsGgufDecodesIt() {
    if (!ReferenceSet.SECOND.has("bundles", "gguf_blocks")) {
      return Stream.empty();
    }
    return ReferenceSet.SECOND.json("bundles", "gguf_blocks", "case.json").propertyNames().stream()
        .map(
            type ->
                dynamicTest(
                    type,
                    () -> {
                      byte[] raw = bytes(npy(type + "_raw.npy"));
                      float[] expected = npy(type + "_expected.npy").floats();
                      assertThat(read(DType.valueOf(type), raw, expected.length))
                          .containsExactly(expected);
                    }));
  }

  private static NpyFile npy(String name) {
    return ReferenceSet.SECOND.npy("bundles", "gguf_blocks", name);
  }

  private static byte[] bytes(NpyFile file) {
    return file.bytes();
  }

  private static float[] read(DType type, byte[] stored, int count) throws Exception {
    Path file = Files.write(folder.resolve(type.name()), stored);
    return StoredValues.read(new StoredTensor(file.toString(), type, List.of((long) count), 0));
  }

  @TestFactory
  List<DynamicTest> read_fileOfOtherPrograms_isWhatTheyRead() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name :
        List.of(
            "fp8_scaled_unet/unet_scaled.safetensors",
            "gguf_comfy_q4_0/unet_Q4_0.gguf",
            "fp8_e4m3_text_encoder_2/model.safetensors",
            "fp8_e5m2_text_encoder_2/model.safetensors")) {
      Path file = ReferenceSet.SECOND.path("bundles").resolve(name);
      if (Files.exists(file)) {
        tests.add(dynamicTest(name, () -> hold(file)));
      }
    }
    return tests;
  }

  private static void hold(Path file) throws Exception {
    TensorFile header = TensorFiles.read(file);
    JsonNode recorded = ReferenceSet.SECOND.json("bundles", folderOf(file), "case.json");
    int held = 0;
    for (Map.Entry<String, JsonNode> tensor :
        recorded.path("sha256_of_fp32_little_endian_bytes_first_16_hex").properties()) {
      assertThat(digest(values(header, tensor.getKey())))
          .as(tensor.getKey())
          .isEqualTo(tensor.getValue().asString());
      held++;
    }
    assertThat(held).isPositive();
  }

  private static String folderOf(Path file) {
    return Objects.requireNonNull(file.getParent()).getFileName().toString();
  }

  /** With the scale that lies beside it, as the reader of checkpoints has it. */
  private static float[] values(TensorFile file, String name) throws Exception {
    TensorEntry entry = file.tensors().get(name);
    if (entry == null) {
      String prefixed = "model.diffusion_model." + name;
      entry = Objects.requireNonNull(file.tensors().get(prefixed), name);
      Checkpoint read = Checkpoint.read(file.file());
      Weight weight =
          Objects.requireNonNull(read.parts().get(Part.UNET)).all().values().stream()
              .filter(one -> one.storedName().equals(prefixed))
              .findFirst()
              .orElseThrow();
      float[] values = StoredValues.read(StoredTensor.of(file.file(), entry));
      for (int i = 0; i < values.length; i++) {
        values[i] *= weight.scale();
      }
      return values;
    }
    return StoredValues.read(StoredTensor.of(file.file(), entry));
  }

  private static String digest(float[] values) throws Exception {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    return HexFormat.of().formatHex(digest).substring(0, 16);
  }

  @Test
  void blocks_ofRows_areTheSameValues() throws Exception {
    byte[] raw = new byte[2 * DType.Q8_0.bytes()];
    raw[1] = 0x3c; // 1.0
    raw[2] = 7;
    raw[DType.Q8_0.bytes() + 1] = 0x40; // 2.0
    raw[DType.Q8_0.bytes() + 2] = -3;
    float[] values = read(DType.Q8_0, raw, 64);
    assertThat(values[0]).isEqualTo(7);
    assertThat(values[32]).isEqualTo(-6);
  }
}
