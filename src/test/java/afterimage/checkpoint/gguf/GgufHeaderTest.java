package afterimage.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.checkpoint.safetensors.DType;
import afterimage.checkpoint.safetensors.TensorEntry;
import afterimage.checkpoint.safetensors.WeightScan;
import afterimage.engine.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufHeaderTest {
  private static final int Q8_0 = 8;

  @TempDir private Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.gguf"), bytes);
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> GgufHeader.read(file))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(why);
  }

  @Test
  void read_oneTensor_hasItsSizesOutermostFirst() throws Exception {
    GgufHeader header = GgufHeader.read(file(GgufBytes.file("a", Q8_0, 68, 2, 32)));

    TensorEntry entry = Objects.requireNonNull(header.tensors().get("a"));
    assertThat(entry.dtype()).isEqualTo(DType.Q8_0);
    assertThat(entry.shape()).isEqualTo(List.of(2L, 32L));
    assertThat(entry.bytes()).isEqualTo(68);
    assertThat(entry.elements()).isEqualTo(64);
    assertThat(entry.offset() + entry.bytes()).isEqualTo(header.fileBytes());
    assertThat(header.metadata()).containsEntry("general.architecture", "sdxl");
  }

  @Test
  void read_flattenedTensor_hasTheSizesThatItHad() throws Exception {
    GgufHeader header = GgufHeader.read(file(GgufBytes.withShape("a", Q8_0, 34, "a", 2, 16)));

    assertThat(Objects.requireNonNull(header.tensors().get("a")).shape())
        .isEqualTo(List.of(2L, 16L));
  }

  @Test
  void read_otherNumberOfValuesThanBefore_isRefused() throws Exception {
    byte[] file = GgufBytes.withShape("a", Q8_0, 34, "a", 2, 16);
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("orig_shape") + 10 + 2;
    file[at + 4 + 4 + 8] = 3;

    assertRefused(file(file), "original shape");
  }

  @Test
  void read_everyShorterFile_isRefusedInOneSentence() throws Exception {
    byte[] whole = GgufBytes.withShape("a", Q8_0, 34, "a", 2, 16);
    for (int length = 0; length < whole.length; length++) {
      assertRefused(file(Arrays.copyOf(whole, length)), "GGUF");
    }
  }

  @Test
  void read_countsThatNoFileHas_areRefusedAtOnce() throws Exception {
    GgufBytes bytes =
        new GgufBytes()
            .raw("GGUF".getBytes(StandardCharsets.US_ASCII))
            .integer(3)
            .number(Long.MAX_VALUE)
            .number(1);
    assertRefused(file(bytes.data(0)), "9223372036854775807");
  }

  @Test
  void read_tensorOutsideTheFile_isRefused() throws Exception {
    assertRefused(file(GgufBytes.file("a", Q8_0, 67, 2, 32)), "outside");
  }

  @Test
  void read_sizesWhoseProductIsNoNumber_areRefused() throws Exception {
    assertRefused(file(GgufBytes.file("a", 0, 4, 1L << 40, 1L << 40)), "1099511627776");
  }

  @Test
  void read_partOfABlock_isRefused() throws Exception {
    assertRefused(file(GgufBytes.file("a", Q8_0, 34, 31)), "whole blocks");
  }

  @Test
  void read_typeThatIsNotThere_isNamed() throws Exception {
    assertRefused(file(GgufBytes.file("a", 16, 66, 256)), "IQ2_XXS");
  }

  @Test
  void read_oldVersion_isNamed() throws Exception {
    byte[] old = GgufBytes.file("a", Q8_0, 34, 32);
    old[4] = 1;
    assertRefused(file(old), "version 1");
  }

  @Test
  void requireFinite_scaleThatIsNoNumber_namesTheTensor() throws Exception {
    byte[] bytes = GgufBytes.file("broken", Q8_0, 34, 32);
    bytes[bytes.length - 33] = 0x7c; // Infinity in 16 bits.
    GgufHeader header = GgufHeader.read(file(bytes));

    assertThatThrownBy(() -> WeightScan.requireFinite(header, WeightScan.Depth.SAMPLE))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("broken");
  }
}
