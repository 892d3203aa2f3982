package afterimage.onnx.device;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.checkpoint.network.Block;
import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.network.GraphForm;
import afterimage.engine.Device;
import afterimage.onnx.runtime.Provider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a processor computes in the portable form, which other tests hold against diffusers, is what
 * is stored. With {@code -Dafterimage.results.write=true} it is stored anew instead.
 */
class StoredResultsTest {
  private static final Path RESULTS = Path.of("src/main/resources/afterimage/onnx/device");
  private static final GraphForm PORTABLE = GraphForm.of(Flavour.PORTABLE);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void of_eachBlock_isWhatAProcessorComputes(Block block) throws Exception {
    float[] given = runner().run(block, PORTABLE);
    if (Boolean.getBoolean("afterimage.results.write")) {
      store(block, given);
      return;
    }

    Comparison compared = Comparison.of(given, StoredResults.of(block));

    assertThat(compared.error()).isLessThan(1e-5);
    assertThat(compared.within(1e-5)).isTrue();
  }

  /** Numbers that vanish or explode on their way would hide what is wrong. */
  @ParameterizedTest
  @EnumSource
  void of_eachBlock_isOfTheSizeThatNetworksHave(Block block) {
    float[] values = StoredResults.of(block);

    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }

    assertThat(Math.sqrt(squares / values.length)).isBetween(0.05, 20.0);
    assertThat(values.length).isGreaterThan(100);
  }

  private BlockRunner runner() {
    return new BlockRunner(new Provider(Device.CPU), folder, BlockRunner.COMPILER);
  }

  private static void store(Block block, float... values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    Files.write(RESULTS.resolve(StoredResults.file(block)), bytes.array());
  }
}
