package afterimage.checkpoint.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import afterimage.checkpoint.safetensors.SafetensorsWriter;
import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingFileTest {
  @TempDir private Path folder;

  private Path file(String name) {
    return folder.resolve(name + ".safetensors");
  }

  private static EmbeddingFile read(Path file) throws EngineException {
    return EmbeddingFile.read(new Embedding(file));
  }

  @ParameterizedTest
  @CsvSource({"clip_l, clip_g", "text_encoders_0, text_encoders_1"})
  void read_vectorsOfTwoEncoders_areThoseOfEach(String first, String second) throws Exception {
    new SafetensorsWriter()
        .add(first, "F32", new byte[2 * 3 * 4], 2, 3)
        .add(second, "F32", new byte[2 * 5 * 4], 2, 5)
        .write(file("e"));

    EmbeddingFile read = read(file("e"));

    assertThat(read.of("text_encoder", false)).hasSize(2).allMatch(row -> row.length == 3);
    assertThat(read.of("text_encoder_2", false)).hasSize(2).allMatch(row -> row.length == 5);
    assertThat(EmbeddingFile.isEmbedding(file("e"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"emb_params", "string_to_param.*", "string_to_param", "<orb>"})
  void read_singleTensor_isForTheOnlyEncoder(String key) throws Exception {
    new SafetensorsWriter().add(key, "F16", new byte[4 * 3 * 2], 4, 3).write(file("e"));

    EmbeddingFile read = read(file("e"));

    assertThat(read.of("text_encoder_2", true)).hasSize(4);
    assertThat(read.of("text_encoder_2", false)).isEmpty();
    assertThat(EmbeddingFile.isEmbedding(file("e"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"F32, 4", "F16, 2", "BF16, 2", "F64, 8"})
  void read_everyType_hasItsValues(String type, int bytes) throws Exception {
    ByteBuffer values = ByteBuffer.allocate(2 * bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : new float[] {0.5f, -2}) {
      switch (type) {
        case "F32" -> values.putFloat(value);
        case "F16" -> values.putShort(Float.floatToFloat16(value));
        case "BF16" -> values.putShort((short) (Float.floatToIntBits(value) >>> Short.SIZE));
        default -> values.putDouble(value);
      }
    }
    new SafetensorsWriter().add("clip_g", type, values.array(), 2).write(file("e"));

    assertThat(read(file("e")).of("text_encoder_2", false))
        .singleElement()
        .isEqualTo(new float[] {0.5f, -2});
  }

  @Test
  void read_bundledInALora_isThatOfTheName() throws Exception {
    new SafetensorsWriter()
        .add("lora_unet_x.lora_down.weight", "F32", new byte[16], 2, 2)
        .add("bundle_emb.one.clip_g", "F32", new byte[8], 1, 2)
        .add("bundle_emb.two.v2.emb_params", "F32", new byte[12], 1, 3)
        .write(file("lora"));

    assertThat(EmbeddingFile.bundled(file("lora"))).containsExactlyInAnyOrder("one", "two.v2");
    EmbeddingFile two = EmbeddingFile.read(new Embedding("two.v2", file("lora"), "two.v2"));
    assertThat(two.of("text_encoder_2", true)).singleElement().matches(row -> row.length == 3);
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> EmbeddingFile.read(new Embedding("x", file("lora"), "three")))
        .withMessageContaining("three");
    assertThat(EmbeddingFile.isEmbedding(file("lora"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clip_g | F32 | 76,2 | 1 to 75 vectors",
        "clip_g | F32 | 0,2 | 1 to 75 vectors",
        "clip_g | F32 | 1,2,2 | 1 to 75 vectors",
        "clip_g | I32 | 1,2 | 1 to 75 vectors",
        "clip_g | F32 | 1,20000 | 1 to 75 vectors",
        "emb_params | I64 | 1,2 | 1 to 75 vectors"
      })
  void read_tensorThatIsNoListOfVectors_isRefusedByName(
      String key, String type, String shape, String why) throws IOException {
    long[] sizes = List.of(shape.split(",")).stream().mapToLong(Long::parseLong).toArray();
    long count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    int bytes = type.equals("I64") ? 8 : 4;
    new SafetensorsWriter()
        .add(key, type, new byte[(int) count * bytes], sizes)
        .add("other", "F32", new byte[4], 1)
        .write(file("wrong"));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> read(file("wrong")))
        .withMessageContaining("wrong.safetensors")
        .withMessageContaining(why);
  }

  @Test
  void read_valuesThatAreNoNumbers_isRefused() throws IOException {
    ByteBuffer values = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    values.putFloat(1).putFloat(Float.NaN);
    new SafetensorsWriter().add("clip_g", "F32", values.array(), 1, 2).write(file("nan"));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> read(file("nan")))
        .withMessageContaining("nan.safetensors");
  }

  @Test
  void read_fileWithoutVectors_isRefused() throws IOException {
    new SafetensorsWriter()
        .add("a", "F32", new byte[4], 1)
        .add("b", "F32", new byte[4], 1)
        .write(file("none"));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> read(file("none")))
        .withMessageContaining("not an embedding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"old.pt", "old.bin"})
  void read_pickle_isNotOpenedAndSaysWhatToDo(String name) throws IOException {
    Path pickle = Files.write(folder.resolve(name), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> read(pickle))
        .withMessageContaining("pickle")
        .withMessageContaining("Convert");
  }

  @Test
  void read_missingFile_isToldByItsPath() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> read(file("gone")))
        .withMessageContaining("gone.safetensors");
  }
}
