package afterimage.onnx.model;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.diffusion.pipeline.Vae;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.ModelOptions;
import afterimage.engine.Tiling;
import afterimage.onnx.TinyRefiner;
import afterimage.onnx.memory.Residency;
import afterimage.onnx.runtime.Provider;
import afterimage.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidencyTest {
  private static final Provider CPU = new Provider(Device.CPU);

  @TempDir private Path folder;

  @Test
  void networks_inTurns_computeWhatTheyDoTogether() throws Exception {
    ModelSource source =
        ModelSource.open(TinyRefiner.FOLDER, ModelOptions.DEFAULT, Device.CPU, folder);
    Tensor picture = new Tensor(new int[] {1, 3, 64, 64}, new float[3 * 64 * 64]);
    Arrays.fill(picture.data(), 0.3f);
    try (LoadedModel together = new LoadedModel(source, CPU);
        LoadedModel inTurns = new LoadedModel(source, CPU, Residency.IN_TURNS)) {
      assertThat(roundTrip(inTurns, picture)).isEqualTo(roundTrip(together, picture));
      assertThat(roundTrip(inTurns, picture)).isEqualTo(roundTrip(together, picture));
      assertThat(inTurns.times()).hasSize(2);
    }
  }

  private static float[] roundTrip(LoadedModel model, Tensor picture) throws Exception {
    Vae.Moments moments = model.vae().encode(picture, new Cancellation());
    return model.vae().decode(moments.mean(), null, new Cancellation()).data();
  }

  @ParameterizedTest
  @CsvSource({"134217728,320", "268435456,512", "1073741824,512", "1000,256"})
  void webGpuTile_largestBufferOfAnAdapter_holdsSdxlsDecoder(long bytes, int side) {
    assertThat(LoadedModel.webGpuTile(bytes)).isEqualTo(side);
    assertThat(side).isGreaterThanOrEqualTo(Tiling.MIN_SIDE);
  }
}
