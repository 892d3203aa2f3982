package afterimage.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.EngineException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightScanTest {
  private static final int VALUES = 5003;
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "F16, 7c00, 7bff",
    "F16, fe01, fbff",
    "BF16, 7f80, 7f7f",
    "BF16, ffc0, ff7f",
    "F32, 7fc00000, 7f7fffff",
    "F32, ff800000, ff7fffff"
  })
  void requireFinite_eachType_findsTheOneBadValue(DType type, String bad, String largest)
      throws Exception {
    for (int place : new int[] {0, 2048, VALUES - 1}) {
      SafetensorsHeader sound = file(type, place, Long.parseLong(largest, 16));
      assertThatCode(() -> WeightScan.requireFinite(sound, WeightScan.Depth.WHOLE))
          .doesNotThrowAnyException();

      SafetensorsHeader broken = file(type, place, Long.parseLong(bad, 16));
      assertThatThrownBy(() -> WeightScan.requireFinite(broken, WeightScan.Depth.WHOLE))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("the.weight");
    }
  }

  @Test
  void requireFinite_sampled_findsATensorThatIsAllNan() throws Exception {
    byte[] nan = new byte[1 << 20];
    java.util.Arrays.fill(nan, (byte) 0xff);
    SafetensorsHeader header =
        SafetensorsHeader.read(
            new SafetensorsWriter()
                .add("fine", "F16", new byte[1 << 20], 1 << 19)
                .add("broken", "F16", nan, 1 << 19)
                .write(folder.resolve("y.safetensors")));

    assertThatThrownBy(() -> WeightScan.requireFinite(header, WeightScan.Depth.SAMPLE))
        .hasMessageContaining("in 1 tensor: broken");
  }

  @Test
  void requireFinite_fileReplaced_isNoticed() throws Exception {
    SafetensorsHeader header = file(DType.F16, 0, 0);
    Files.write(header.file(), new byte[3]);

    assertThatThrownBy(() -> WeightScan.requireFinite(header, WeightScan.Depth.SAMPLE))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("changed");
  }

  private SafetensorsHeader file(DType type, int place, long bits) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(VALUES * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    if (type == DType.F32) {
      bytes.putInt(place * 4, (int) bits);
    } else {
      bytes.putShort(place * 2, (short) bits);
    }
    return SafetensorsHeader.read(
        new SafetensorsWriter()
            .add("the.weight", type.name(), bytes.array(), VALUES)
            .write(folder.resolve("x.safetensors")));
  }
}
