package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.checkpoint.ControlNetCopies;
import afterimage.diffusion.pipeline.ControlInput;
import afterimage.diffusion.pipeline.DiffusionInput;
import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.PipelineListener;
import afterimage.diffusion.pipeline.PipelineOutput;
import afterimage.diffusion.pipeline.RunContext;
import afterimage.diffusion.scheduler.SchedulerConfig;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.Cancellation;
import afterimage.engine.ControlSettings;
import afterimage.engine.Device;
import afterimage.engine.ModelOptions;
import afterimage.engine.Tiling;
import afterimage.image.Picture;
import afterimage.onnx.model.LoadedModel;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.runtime.Provider;
import afterimage.reference.Closeness;
import afterimage.reference.PngPicture;
import afterimage.reference.RecordedRun;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.ReferenceSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Recorded calls of diffusers' {@code StableDiffusionXLControlNetImg2ImgPipeline} (c1), within the
 * tolerances that the golden data states: with the ControlNet as diffusers stores it and under the
 * original's names, with guidance in one call and in two.
 */
@Tag("reference")
class ControlNetReferenceTest {
  /** Of what the ControlNet makes of latents, whose own tolerance is 5e-4. */
  private static final double RESIDUALS = 5e-4;

  @TempDir private static Path folder;

  @TestFactory
  List<DynamicTest> run_steeredByDiffusers_isReproduced() {
    List<DynamicTest> tests = new ArrayList<>();
    for (RecordedRun run : runs()) {
      tests.add(dynamicTest(run + ": when it steers", () -> compareScales(run)));
      for (boolean inTwoCalls : new boolean[] {false, true}) {
        for (ModelOptions.Weights weights :
            List.of(ModelOptions.Weights.FULL, ModelOptions.Weights.MAPPED)) {
          tests.add(
              dynamicTest(
                  run + (inTwoCalls ? ", two calls, weights " : ", weights ") + weights,
                  () -> compareRun(run, controlNet(run), weights, inTwoCalls)));
        }
      }
      tests.add(
          dynamicTest(
              run + ": the original's names",
              () -> compareRun(run, renamed(), ModelOptions.Weights.FULL, false)));
    }
    return tests;
  }

  private static List<RecordedRun> runs() {
    return ReferenceSet.SECOND.has("runs")
        ? RecordedRun.below(ReferenceSet.SECOND.path("runs")).stream()
            .filter(run -> run.json().has("controlnet"))
            .toList()
        : List.of();
  }

  private static Path controlNet(RecordedRun run) {
    return ReferenceSet.SECOND.path(run.json().path("controlnet").asString());
  }

  private static Path renamed() throws Exception {
    UnaryOperator<String> ldm = ControlNetCopies.ldm();
    return ControlNetCopies.renamed(
        folder.resolve("ldm.safetensors"), name -> "control_model." + ldm.apply(name));
  }

  private static ControlSettings settings(RecordedRun run) {
    return new ControlSettings(
        run.number("controlnet_conditioning_scale", 1),
        run.number("control_guidance_start", 0),
        run.number("control_guidance_end", 1));
  }

  private static void compareScales(RecordedRun run) {
    JsonNode scales = run.json().path("conditioning_scale_per_step");
    for (int i = 0; i < scales.size(); i++) {
      assertThat(settings(run).scaleOf(i, scales.size())).isEqualTo(scales.get(i).doubleValue());
    }
  }

  private static void compareRun(
      RecordedRun run, Path net, ModelOptions.Weights weights, boolean inTwoCalls)
      throws Exception {
    CollectedTrace trace = new CollectedTrace();
    RecordedNoise noise = new RecordedNoise(run);
    Path base = ReferenceFolder.path("pipelines", "tiny_base");
    ModelOptions options = new ModelOptions(weights).withControlNet(net);
    try (LoadedModel model =
        new LoadedModel(
            ModelSource.open(base, options, Device.CPU, folder.resolve("cache")),
            new Provider(Device.CPU))) {
      PipelineOutput output =
          model
              .pipeline(Tiling.AUTO)
              .run(
                  input(run, noise, inTwoCalls),
                  Schedulers.create(
                      SchedulerConfig.of(run.schedulerClass(), run.schedulerConfig())),
                  new RunContext(PipelineListener.NONE, trace, new Cancellation()));
      RecordedRunsTest.comparePictures(run, output);
    }
    assertThat(noise.isUsedUp()).as("all noise was drawn").isTrue();
    for (String name : run.tensors()) {
      if (!name.startsWith("controlnet_")) {
        RecordedRunsTest.compare(run, name, trace);
      } else if (!inTwoCalls) {
        Closeness.assertWithin(trace.tensor(name).data(), run.tensor(name).data(), RESIDUALS);
      }
    }
    if (!inTwoCalls) {
      Closeness.assertWithin(
          trace.tensor("unet_out_sample").data(), run.tensor("unet_out_sample").data(), RESIDUALS);
    }
  }

  private static DiffusionInput input(RecordedRun run, RecordedNoise noise, boolean inTwoCalls) {
    Picture control = PngPicture.read(run.folder().resolve("control_image.png"));
    Framing whole = Framing.of(control.width(), control.height(), 1, 1);
    DiffusionInput plain = Replay.input(run, noise);
    return new DiffusionInput(
        plain.prompts(),
        plain.start(),
        plain.denoisingEnd(),
        plain.steps(),
        new afterimage.diffusion.pipeline.Guidance(
            plain.guidance().scale(),
            plain.guidance().rescale(),
            inTwoCalls,
            plain.guidance().interval()),
        plain.size(),
        plain.negativeSize(),
        null,
        new ControlInput(whole.padFromZero(control), settings(run)),
        0,
        noise,
        true);
  }
}
