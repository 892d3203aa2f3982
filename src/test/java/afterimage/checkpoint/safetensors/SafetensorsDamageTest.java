package afterimage.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.SeededCase;
import afterimage.SeededCases;
import afterimage.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds: a header that keeps its promises, or a refusal in words. */
class SafetensorsDamageTest {
  private static final List<String> NAMES = List.of("a", "b", "__metadata__", "c.weight");
  private static final List<String> TYPES =
      List.of("F16", "F32", "BF16", "U8", "F8_E5M2", "I64", "?");

  @TempDir Path folder;

  @Test
  void read_anyBytes_isAnswered() {
    SeededCases.check(500, values -> answers(values.bytes(0, 255)));
  }

  @Test
  void read_anyHeader_isAnswered() {
    SeededCases.check(
        500,
        values -> {
          List<String> entries = values.list(0, 4, () -> entry(values));
          answers(
              SafetensorsWriter.bytes(
                  "{" + String.join(",", entries) + "}", new byte[values.between(0, 64)]));
        });
  }

  @Test
  void read_soundFileWithBytesChangedOrCut_isAnswered() {
    SeededCases.check(
        500,
        values -> {
          byte[] content =
              SafetensorsWriter.bytes(
                  "{"
                      + SafetensorsWriter.entry("a.weight", "F16", 0, 12, 2, 3)
                      + ","
                      + SafetensorsWriter.entry("b", "F32", 12, 16)
                      + "}",
                  new byte[16]);
          for (int changes = values.between(0, 4); changes > 0; changes--) {
            content[values.between(0, 1000) % content.length] = values.anyByte();
          }
          answers(Arrays.copyOf(content, Math.min(content.length, values.between(0, 300))));
          answers(content);
        });
  }

  private static String entry(SeededCase values) {
    long[] shape =
        values.list(0, 3, () -> number(values)).stream().mapToLong(Long::longValue).toArray();
    return SafetensorsWriter.entry(
        values.oneOf(NAMES), values.oneOf(TYPES), number(values), number(values), shape);
  }

  private static long number(SeededCase values) {
    return switch (values.between(0, 2)) {
      case 0 -> values.between(0, 2);
      case 1 -> values.anyLong();
      default -> values.between(0, 64);
    };
  }

  private void answers(byte[] content) throws IOException {
    Path file = folder.resolve("fuzz.safetensors");
    Files.write(file, content);
    try {
      SafetensorsHeader header = SafetensorsHeader.read(file);
      for (TensorEntry entry : header.tensors().values()) {
        assertThat(entry.offset()).isBetween(10L, (long) content.length);
        assertThat(entry.offset() + entry.bytes()).isLessThanOrEqualTo(content.length);
      }
      WeightScan.requireFinite(header, WeightScan.Depth.WHOLE);
    } catch (EngineException e) {
      assertThat(e.what()).contains(file.toString());
      assertThat(e.remedy()).isNotBlank();
      assertThat(e.what()).hasSizeLessThan(2000);
    }
  }
}
