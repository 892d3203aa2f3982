package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.diffusion.noise.TorchRandom;
import afterimage.diffusion.pipeline.DiffusionInput;
import afterimage.diffusion.pipeline.DiffusionInput.Entry;
import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.Guidance;
import afterimage.diffusion.pipeline.PipelineListener;
import afterimage.diffusion.pipeline.Prompts;
import afterimage.diffusion.pipeline.RunContext;
import afterimage.diffusion.pipeline.SizeCondition;
import afterimage.diffusion.pipeline.UNet;
import afterimage.diffusion.scheduler.Scheduler;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.GuidanceInterval;
import afterimage.engine.ModelOptions;
import afterimage.engine.Tiling;
import afterimage.engine.TimestepSpacing;
import afterimage.image.Picture;
import afterimage.onnx.model.BundleScheduler;
import afterimage.onnx.model.LoadedModel;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.runtime.Provider;
import afterimage.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guidance for a part of a run, against a loop of ten lines, with the tiny refiner. */
class GuidanceIntervalTest {
  private static final int STEPS = 20;
  private static final double STRENGTH = 0.5;
  private static final int RUN = 10;
  private static final double SCALE = 5;
  private static final Picture PICTURE = OnnxEngineTest.noise(128, 128, 8, false);

  private static LoadedModel model;
  private final List<String> notices = new ArrayList<>();

  @BeforeAll
  static void load() throws Exception {
    model =
        new LoadedModel(
            ModelSource.open(
                TinyRefiner.FOLDER, ModelOptions.DEFAULT, Device.CPU, Path.of("target/compiled")),
            new Provider(Device.CPU));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  /**
   * The levels of these ten steps are 1.38, 1.17, 0.99, 0.84, 0.70, 0.57, 0.46, 0.35, 0.23, 0.04.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, false, 1111111111",
    "0.3, 1, 0, false, 0001111111",
    "0, 0.7, 0, false, 1111111000",
    "0.15, 0.75, 0, false, 0011111100",
    "0, 1, 0.75, true, 1111000000",
    "0, 1, 0.75, false, 1111101010",
    "0, 1, 1000, false, 1010101010",
    "0.1, 1, 1, false, 0110101010",
  })
  void run_anyInterval_evaluatesThePromptAloneOutside(
      double start, double end, double minSigma, boolean everyStep, String guided)
      throws Exception {
    CollectedTrace trace = new CollectedTrace();

    Tensor latents = run(new GuidanceInterval(start, end, minSigma, everyStep), SCALE, trace);

    int count = (int) guided.chars().filter(c -> c == '1').count();
    assertThat(trace.tensor("unet_sample").shape()).startsWith(count, 2);
    assertThat(trace.has("unet_sample_unguided")).isEqualTo(count < RUN);
    if (count < RUN) {
      assertThat(trace.tensor("unet_sample_unguided").shape()).startsWith(RUN - count, 1);
    }
    assertThat(model.times().stream().filter(time -> time.network().equals("unet")).findFirst())
        .hasValueSatisfying(time -> assertThat(time.runs()).isEqualTo(RUN));
    float[] expected = straightforward(trace, guided).data();
    assertThat(latents.data()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(latents.data()[i]).isCloseTo(expected[i], within(1e-4f));
    }
  }

  @Test
  void run_everyStepInside_isTheSameToTheBit() throws Exception {
    Tensor always = run(GuidanceInterval.ALWAYS, SCALE, new CollectedTrace());
    Tensor all = run(new GuidanceInterval(0, 1, 0.01, true), SCALE, new CollectedTrace());

    assertThat(all.data()).isEqualTo(always.data());
    assertThat(notices).isEmpty();
  }

  @Test
  void run_noStepInside_isARunWithoutGuidanceAndSaysSo() throws Exception {
    Tensor off = run(GuidanceInterval.ALWAYS, 1, new CollectedTrace());
    assertThat(notices).isEmpty();

    Tensor never = run(new GuidanceInterval(0.6, 0.6, 0, false), SCALE, new CollectedTrace());

    assertThat(never.data()).isEqualTo(off.data());
    assertThat(notices).singleElement().asString().contains("guidance interval");
  }

  private Tensor run(GuidanceInterval interval, double scale, CollectedTrace trace)
      throws Exception {
    SizeCondition size = new SizeCondition(null, new SizeCondition.Extent(0, 0), null, 6);
    DiffusionInput input =
        new DiffusionInput(
            Prompts.plain(List.of("a red fox"), List.of("blurry"), 1),
            new DiffusionInput.Start.Images(
                Framing.of(128, 128, 64, 128).pad(PICTURE), new Entry.Strength(STRENGTH)),
            null,
            STEPS,
            new Guidance(scale, 0, false, interval),
            size,
            size,
            null,
            0,
            new TorchRandom(7),
            false);
    PipelineListener listener =
        new PipelineListener() {
          @Override
          public void notice(String message) {
            notices.add(message);
          }
        };
    model.resetClocks();
    Scheduler scheduler =
        BundleScheduler.of(model.bundle(), "euler", TimestepSpacing.LEADING, STEPS);
    return model
        .pipeline(Tiling.AUTO)
        .run(input, scheduler, new RunContext(listener, trace, new Cancellation()))
        .latents();
  }

  /** Euler's method as its definition has it; two calls where there is guidance, else one. */
  private static Tensor straightforward(CollectedTrace trace, String guided) throws Exception {
    Tensor hidden = trace.tensor("unet_encoder_hidden_states");
    Tensor pooled = trace.tensor("unet_text_embeds");
    Tensor ids = trace.tensor("unet_time_ids");
    Tensor x = trace.tensor("latents").slice(0).reshape(1, 4, 16, 16).copy();
    for (int i = 0; i < RUN; i++) {
      int timestep = (STEPS - 1 - (STEPS - RUN) - i) * (1000 / STEPS) + 1;
      double sigma = sigma(timestep);
      double next = i == RUN - 1 ? 0 : sigma(timestep - 1000 / STEPS);
      Tensor scaled = x.copy();
      for (int j = 0; j < scaled.data().length; j++) {
        scaled.data()[j] /= (float) Math.sqrt(sigma * sigma + 1);
      }
      List<Tensor> sides = new ArrayList<>();
      for (int side = guided.charAt(i) == '1' ? 0 : 1; side < 2; side++) {
        sides.add(
            model
                .unet()
                .predict(
                    scaled,
                    timestep,
                    new UNet.Conditioning(hidden.slice(side), pooled.slice(side), ids.slice(side)),
                    new Cancellation()));
      }
      for (int j = 0; j < x.data().length; j++) {
        float positive = sides.getLast().data()[j];
        float negative = sides.getFirst().data()[j];
        double noise = negative + SCALE * (positive - negative);
        x.data()[j] += (float) (noise * (next - sigma));
      }
    }
    return x;
  }

  private static double sigma(int timestep) {
    double kept = 1;
    for (int t = 0; t <= timestep; t++) {
      double root = Math.sqrt(0.00085) + t / 999.0 * (Math.sqrt(0.012) - Math.sqrt(0.00085));
      kept *= 1 - root * root;
    }
    return Math.sqrt((1 - kept) / kept);
  }
}
