package afterimage.onnx.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelOptions;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.engine.RefinerStage;
import afterimage.image.Picture;
import afterimage.onnx.OnnxEngine;
import afterimage.onnx.TinyRefiner;
import afterimage.onnx.memory.MemoryBudget;
import afterimage.onnx.memory.Residency;
import afterimage.onnx.runtime.Provider;
import afterimage.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two models where both fit into memory, else only that of the stage at work. */
class ModelCacheTest {
  private static final MemoryBudget NONE = new MemoryBudget(() -> 0);
  private static final MemoryBudget PLENTY = new MemoryBudget(() -> Long.MAX_VALUE);
  private static final Provider CPU = new Provider(Device.CPU);

  @TempDir Path cache;

  @Test
  void get_secondModelThatDoesNotFit_releasesTheFirst() throws Exception {
    try (ModelCache slot = new ModelCache(cache, NONE::available)) {
      LoadedModel base = slot.get(TinyRefiner.BASE, ModelOptions.DEFAULT, CPU, Residency.TOGETHER);
      slot.get(TinyRefiner.FOLDER, ModelOptions.DEFAULT, CPU, Residency.TOGETHER);
      assertThat(slot.holds(TinyRefiner.BASE, ModelOptions.DEFAULT, CPU, Residency.TOGETHER))
          .isFalse();
      assertThat(slot.holds(TinyRefiner.FOLDER, ModelOptions.DEFAULT, CPU, Residency.TOGETHER))
          .isTrue();
      assertThatThrownBy(() -> decode(base)).as("its sessions").isInstanceOf(Exception.class);
    }
  }

  @Test
  void get_secondModelThatFits_keepsBoth() throws Exception {
    try (ModelCache slot = new ModelCache(cache, PLENTY::available)) {
      LoadedModel base = slot.get(TinyRefiner.BASE, ModelOptions.DEFAULT, CPU, Residency.TOGETHER);
      slot.get(TinyRefiner.FOLDER, ModelOptions.DEFAULT, CPU, Residency.TOGETHER);
      assertThat(slot.get(TinyRefiner.BASE, ModelOptions.DEFAULT, CPU, Residency.TOGETHER))
          .isSameAs(base);
      assertThat(decode(base).dim(2)).isEqualTo(64);
    }
  }

  @Test
  void generate_modelsThatDoNotFitTogether_takeTurnsAndMakeTheSamePicture() throws Exception {
    List<String> apart = new ArrayList<>();
    List<String> together = new ArrayList<>();
    Picture first = generateTwice(NONE, apart);
    Picture second = generateTwice(PLENTY, together);
    assertThat(apart).as("base, refiner, base, refiner").hasSize(4);
    assertThat(together).as("base, refiner").hasSize(2);
    for (int y = 0; y < first.height(); y++) {
      for (int x = 0; x < first.width(); x++) {
        assertThat(first.argb(x, y)).isEqualTo(second.argb(x, y));
      }
    }
  }

  private Picture generateTwice(MemoryBudget memory, List<String> loads) throws Exception {
    RefineSettings settings = new RefineSettings("a fox", "", 1, 4, 5, 6, 2.5, 7, null);
    ImageRequest request =
        ImageRequest.generate(new PixelSize(128, 128), TinyRefiner.BASE, settings, Device.CPU)
            .withRefiner(new RefinerStage.Ensemble(TinyRefiner.FOLDER, 0.5))
            .withCount(2);
    RefineListener counting =
        new RefineListener() {
          @Override
          public void phase(Phase phase) {
            if (phase == Phase.LOADING_MODEL) {
              loads.add("a model");
            }
          }
        };
    try (OnnxEngine engine = new OnnxEngine(cache, memory)) {
      engine.run(request, counting, new Cancellation());
      ImageResult again = engine.run(request, counting, new Cancellation());
      return again.pictures().getLast();
    }
  }

  private static Tensor decode(LoadedModel model) throws Exception {
    return model.vae().decode(Tensor.zeros(1, 4, 8, 8), null, new Cancellation());
  }
}
