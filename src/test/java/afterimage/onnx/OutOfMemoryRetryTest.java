package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelOptions.Weights;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.engine.Tiling;
import afterimage.onnx.memory.MemoryPlan;
import afterimage.onnx.memory.Residency;
import afterimage.onnx.model.ModelCache;
import afterimage.onnx.runtime.Failures;
import ai.onnxruntime.OrtException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which memory is saved; real failures are in {@code MainProcessTest}. */
class OutOfMemoryRetryTest {
  private static final Device CUDA = new Device(Device.Kind.CUDA, 0);
  private static final RefineSettings GUIDED =
      new RefineSettings("a fox", "", 0.3, 10, 5, 6, 2.5, 7, null);
  private static final RefineSettings FREE = GUIDED.withGuidanceScale(1);

  @TempDir Path folder;
  private final ModelCache slot = new ModelCache(Path.of("target/compiled"), () -> Long.MAX_VALUE);
  private final List<MemoryPlan> tried = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  @AfterEach
  void close() {
    slot.close();
  }

  @Test
  void run_fits_isNotTriedAgain() throws Exception {
    assertThat(run(needs(FREE, 1, CUDA), folder, 2000, 0)).isEqualTo("done");
    assertThat(tried).hasSize(1);
    assertThat(notices).isEmpty();
  }

  @Test
  void run_accelerator_savesThenGoesToTheProcessorThenFails() {
    MemoryPlan asked = needs(GUIDED, 4, CUDA);
    assertThatThrownBy(() -> run(asked, folder, 2000, 99))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("not enough memory");

    assertThat(tried).extracting(MemoryPlan::device).containsExactly(CUDA, CUDA, Device.CPU);
    assertThat(tried).extracting(MemoryPlan::batch).containsExactly(4, 1, 1);
    assertThat(advanced(1).tiling()).isEqualTo(new Tiling(512));
    assertThat(advanced(1).guidanceInTwoCalls()).isTrue();
    assertThat(advanced(2)).isEqualTo(advanced(1));
    assertThat(tried)
        .extracting(MemoryPlan::residency)
        .containsExactly(Residency.TOGETHER, Residency.IN_TURNS, Residency.TOGETHER);
    assertThat(notices.get(0))
        .contains("not enough memory", "512 pixels", "one picture", "negative", "one part")
        .doesNotContain("processor");
    assertThat(notices.get(1)).contains("on the processor").doesNotContain("512");
    assertThat(notices).hasSize(2);
  }

  @Test
  void run_deviceLost_isTriedOnceMoreThenOnTheProcessor() throws Exception {
    String lost = "Failed to download data from buffer. message: [Device] is lost.";

    assertThat(run(needs(FREE, 1, CUDA), folder, 200, 2, lost)).isEqualTo("done");

    assertThat(tried).extracting(MemoryPlan::device).containsExactly(CUDA, CUDA, Device.CPU);
    assertThat(notices.get(0)).contains("stopped while it ran the model's unet");
    assertThat(notices.get(1)).contains("on the processor");
  }

  @Test
  void run_checkpointOnTheProcessor_leavesItsWeightsInTheFile() throws Exception {
    Path checkpoint = Files.writeString(folder.resolve("model.safetensors"), "");

    run(needs(FREE, 1, Device.CPU), checkpoint, 2000, 1);

    assertThat(tried.getLast().options().weights()).isEqualTo(Weights.MAPPED);
    assertThat(notices.getFirst()).contains("weights left in their file", "512");
  }

  @Test
  void run_weightsOfEightBits_stay() throws Exception {
    Path checkpoint = Files.writeString(folder.resolve("model.safetensors"), "");
    ModelOptions eight = new ModelOptions(Weights.INT8);

    run(new MemoryPlan(FREE, eight, 1, Device.CPU, Residency.TOGETHER), checkpoint, 2000, 1);

    assertThat(tried.getLast().options()).isEqualTo(eight);
  }

  @Test
  void run_smallTilesAlready_takesTheSmallest() throws Exception {
    RefineSettings tiled = FREE.withAdvanced(AdvancedSettings.DEFAULT.withTiling(new Tiling(512)));

    run(needs(tiled, 1, Device.CPU), folder, 2000, 1);

    assertThat(advanced(1).tiling()).isEqualTo(new Tiling(256));
  }

  @Test
  void run_nothingToSave_failsAtOnce() {
    assertThatThrownBy(() -> run(needs(FREE, 1, Device.CPU), folder, 256, 99))
        .isInstanceOf(EngineException.class);
    assertThat(tried).hasSize(1);
    assertThat(notices).isEmpty();
  }

  @Test
  void run_otherFailure_isNotTriedAgain() {
    assertThatThrownBy(
            () ->
                new OutOfMemoryRetry(slot, folder, 2000)
                    .run(
                        needs(FREE, 1, CUDA),
                        needs -> {
                          tried.add(needs);
                          throw new EngineException("It broke.", "Mend it.");
                        },
                        RefineListener.NONE,
                        new Cancellation()))
        .hasMessageContaining("It broke.");
    assertThat(tried).hasSize(1);
  }

  @Test
  void run_cancelledMeanwhile_stops() {
    Cancellation cancellation = new Cancellation();
    assertThatThrownBy(
            () ->
                new OutOfMemoryRetry(slot, folder, 2000)
                    .run(
                        needs(FREE, 1, CUDA),
                        _ -> {
                          cancellation.cancel();
                          throw new OutOfMemoryError("for the test");
                        },
                        RefineListener.NONE,
                        cancellation))
        .isInstanceOf(CancelledException.class);
  }

  private String run(MemoryPlan asked, Path model, int longest, int failures) throws Exception {
    return run(asked, model, longest, failures, "Failed to allocate memory");
  }

  private String run(MemoryPlan asked, Path model, int longest, int failures, String complaint)
      throws Exception {
    return new OutOfMemoryRetry(slot, model, longest)
        .run(
            asked,
            needs -> {
              tried.add(needs);
              if (tried.size() <= failures) {
                throw Failures.inRun("unet", new OrtException(complaint));
              }
              return "done";
            },
            new RefineListener() {
              @Override
              public void notice(String message) {
                notices.add(message);
              }
            },
            new Cancellation());
  }

  private static MemoryPlan needs(RefineSettings settings, int batch, Device device) {
    return new MemoryPlan(settings, ModelOptions.DEFAULT, batch, device, Residency.TOGETHER);
  }

  private AdvancedSettings advanced(int attempt) {
    return tried.get(attempt).settings().advanced();
  }
}
