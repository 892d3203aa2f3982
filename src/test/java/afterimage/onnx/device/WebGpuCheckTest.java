package afterimage.onnx.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.checkpoint.network.Block;
import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.network.GraphForm;
import afterimage.checkpoint.network.Operation;
import afterimage.engine.Device;
import afterimage.engine.DeviceCheck;
import afterimage.onnx.runtime.Provider;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On ONNX Runtime's WebGPU provider, over whatever Vulkan driver there is. */
@Tag("webgpu")
class WebGpuCheckTest {
  private static final Device WEBGPU = new Device(Device.Kind.WEBGPU, 0);

  @TempDir private Path folder;

  @BeforeAll
  static void requireADriver() {
    assumeTrue(new Devices(null).check(WEBGPU).usable(), "WebGPU does not work here");
  }

  /** Its MultiHeadAttention is, where there are more keys than lanes of a subgroup. */
  @ParameterizedTest
  @EnumSource(names = {"SELF_ATTENTION", "CROSS_ATTENTION", "TRANSFORMER", "CONVOLUTION"})
  void block_operatorThatTheProviderComputesWrongly_differs(Block block) throws Exception {
    GraphForm form = new GraphForm(Flavour.WEBGPU, Set.of(Operation.ATTENTION));
    BlockRunner runner = new BlockRunner(new Provider(WEBGPU), folder, BlockRunner.COMPILER);

    Comparison compared = Comparison.of(runner.run(block, form), StoredResults.of(block));

    assertThat(compared.within(5e-3)).isEqualTo(block == Block.CONVOLUTION);
  }

  /** Its convolutions are for such numbers of channels, unless they have company of zeros. */
  @Test
  void block_channelsThatTheProviderComputesWrongly_differUnlessPadded() throws Exception {
    BlockRunner runner = new BlockRunner(new Provider(WEBGPU), folder, BlockRunner.COMPILER);
    float[] right = StoredResults.of(Block.UNALIGNED_CONVOLUTION);
    GraphForm plain = new GraphForm(Flavour.WEBGPU, Set.of(Operation.CONVOLUTION));

    Comparison wrong = Comparison.of(runner.run(Block.UNALIGNED_CONVOLUTION, plain), right);
    Comparison own =
        Comparison.of(runner.run(Block.UNALIGNED_CONVOLUTION, GraphForm.of(Flavour.WEBGPU)), right);

    assertThat(wrong.within(5e-3)).isFalse();
    assertThat(own.within(5e-3)).isTrue();
  }

  @Test
  void check_driver_agreesInEveryBlock() {
    DeviceCheck check = new Devices(folder.resolve("devices.json")).check(WEBGPU);

    assertThat(check.blocks()).hasSize(Block.values().length).allMatch(DeviceCheck.Block::right);
  }
}
