package afterimage.checkpoint.safetensors;

import static afterimage.checkpoint.safetensors.SafetensorsWriter.bytes;
import static afterimage.checkpoint.safetensors.SafetensorsWriter.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsHeaderTest {
  @TempDir private Path folder;

  @Test
  void read_soundFile_givesTensorsAndTheirPlaces() throws Exception {
    Path file =
        new SafetensorsWriter()
            .add("a", "F16", new byte[12], 2, 3)
            .add("b", "F32", new byte[4])
            .add("empty", "BF16", new byte[0], 0, 7)
            .write(folder.resolve("x.safetensors"));

    SafetensorsHeader header = SafetensorsHeader.read(file);

    assertThat(header.tensors()).containsOnlyKeys("a", "b", "empty");
    long offset = Files.size(file) - 4;
    assertThat(header.tensors())
        .containsEntry("b", new TensorEntry("b", DType.F32, List.of(), offset, 4));
    assertThat(header.digest()).hasSize(64);
  }

  @Test
  void read_metadata_givesTextsAndIgnoresUnknownFields() throws Exception {
    String json =
        "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"I64\",\"shape\":[1],"
            + "\"extra\":[1,{}],\"data_offsets\":[0,8]}}   ";

    SafetensorsHeader header = read(json, new byte[8]);

    assertThat(header.metadata()).containsEntry("format", "pt");
    assertThat(header.tensors()).containsOnlyKeys("a");
  }

  @Test
  void read_shapeThatDoesNotFillItsBytes_isRefusedByName() {
    refuses("{" + entry("w", "F16", 0, 10, 2, 3) + "}", new byte[10])
        .hasMessageContaining("'w'")
        .hasMessageContaining("12");
  }

  @Test
  void read_offsetsBeyondTheFile_areRefused() {
    refuses("{" + entry("w", "F16", 0, 1 << 30, 1 << 29) + "}", new byte[4])
        .hasMessageContaining("of 4 bytes");
  }

  @Test
  void read_overlappingTensors_areRefused() {
    refuses("{" + entry("a", "U8", 0, 4, 4) + "," + entry("b", "U8", 2, 6, 4) + "}", new byte[6])
        .hasMessageContaining("'b' overlaps");
  }

  @Test
  void read_gapOrTrailingBytes_areRefused() {
    refuses("{" + entry("a", "U8", 1, 4, 3) + "}", new byte[4]).hasMessageContaining("gap");
    refuses("{" + entry("a", "U8", 0, 3, 3) + "}", new byte[4]).hasMessageContaining("1 bytes");
  }

  @Test
  void read_duplicateKey_isRefused() {
    refuses("{" + entry("a", "U8", 0, 2, 2) + "," + entry("a", "U8", 2, 4, 2) + "}", new byte[4])
        .hasMessageContaining("Duplicate");
  }

  @Test
  void read_shapeBeyondAllBounds_isRefused() {
    refuses("{" + entry("a", "F32", 0, 0, 1L << 62, 1L << 62, 0) + "}", new byte[0])
        .hasMessageContaining("far too large");
  }

  @Test
  void read_eightBitFloats_areRefusedByName() {
    refuses("{" + entry("unet.w", "F8_E8M0", 0, 2, 2) + "}", new byte[2])
        .hasMessageContaining("'unet.w'")
        .hasMessageContaining("F8_E8M0")
        .hasMessageContaining("16-bit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"a\":1}",
        "{\"a\":{}}",
        "{\"a\":{\"dtype\":\"F99\",\"shape\":[],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1.5],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[99999999999999999999],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":3,\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0,0]}}",
        "{\"__metadata__\":{\"a\":1}}",
        "{} x"
      })
  void read_headerOfAnotherForm_isRefused(String json) {
    refuses(json, new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 9, 100_000_001, Long.MIN_VALUE})
  void read_lengthThatCannotBe_isRefused(long length) throws IOException {
    byte[] file =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(length)
            .put("{}      ".getBytes(StandardCharsets.UTF_8))
            .array();

    assertThatThrownBy(() -> read(file)).isInstanceOf(EngineException.class);
  }

  @Test
  void read_pickle_isRefusedWithTheReason() {
    byte[] zip = "PK\3\4archive/data.pkl".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> read(zip))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("pickle")
        .hasMessageContaining("code");
    assertThatThrownBy(() -> read(new byte[] {(byte) 0x80, 2, 'c', 'o', 's', 0, 0, 0, 0, 0}))
        .hasMessageContaining("pickle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "GGUF\3", "version https://git-lfs.github.com/spec/v1\noid"})
  void read_otherFiles_areRefusedWithAMessage(String content) {
    assertThatThrownBy(() -> read(content.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("x.safetensors");
  }

  @Test
  void read_metadataThatIsNull_isNone() throws Exception {
    SafetensorsHeader header =
        read(
            "{\"__metadata__\":null,\"a\":{\"dtype\":\"U8\",\"shape\":[1],"
                + "\"data_offsets\":[0,1]}}",
            new byte[1]);

    assertThat(header.metadata()).isEmpty();
    assertThat(header.tensors()).containsOnlyKeys("a");
  }

  @Test
  void read_noFile_saysSo() {
    assertThatThrownBy(() -> SafetensorsHeader.read(folder.resolve("none.safetensors")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("none.safetensors");
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> refuses(String json, byte[] data) {
    return assertThatThrownBy(() -> read(json, data)).isInstanceOf(EngineException.class);
  }

  private SafetensorsHeader read(String json, byte[] data) throws IOException, EngineException {
    return read(bytes(json, data));
  }

  private SafetensorsHeader read(byte[] file) throws IOException, EngineException {
    return SafetensorsHeader.read(Files.write(folder.resolve("x.safetensors"), file));
  }

  @Test
  void read_shapeOfMillionsOfDimensions_isRefusedInAShortSentence() {
    String shape = "[" + "1,".repeat(5_000_000) + "1]";

    refuses(
            "{\"w\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":[0,4]}}",
            new byte[4])
        .hasMessageContaining("'w'")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
  }

  @Test
  void read_sizesBesideAZeroThatOverflow_isRefused() {
    refuses("{" + entry("w", "F32", 0, 0, 0, Long.MAX_VALUE / 2, 1000) + "}", new byte[0])
        .hasMessageContaining("far too large");
  }

  @Test
  void read_keyOfMillionsOfCharacters_isRefusedInAShortSentence() {
    refuses("{" + entry("a.".repeat(1_000_000), "F32", 0, 4, 1) + "}", new byte[4])
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
  }

  @Test
  void read_longForeignValues_areRefusedInAShortSentence() {
    String type = "T\\u001b[2J".repeat(500_000);

    refuses("{" + entry("w", type, 0, 4, 1) + "}", new byte[4])
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000).doesNotContain("\u001b"));
  }
}
