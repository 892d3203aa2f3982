package afterimage.onnx.device;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.checkpoint.network.BlockGraph;
import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.network.GraphForm;
import afterimage.engine.Device;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.Provider;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attention whose heads are computed some after the others. */
class HeadGroupsTest {
  @TempDir private Path folder;

  /** Ten heads, which are split and joined twice. */
  @Test
  void attention_inGroupsOfHeads_isThatOfAllTogether() throws Exception {
    BlockGraph block = BlockGraph.attentionToTime();

    float[] groups = run(block, Flavour.WEBGPU);
    float[] together = run(block, Flavour.PORTABLE);

    assertThat(Comparison.of(groups, together).error()).isBetween(0d, 1e-5);
  }

  private float[] run(BlockGraph block, Flavour flavour) throws Exception {
    BlockRunner runner = new BlockRunner(new Provider(Device.CPU), folder, BlockRunner.COMPILER);
    try (OnnxSession session = runner.open("attention", block, GraphForm.of(flavour))) {
      return runner.run(block, session);
    }
  }
}
