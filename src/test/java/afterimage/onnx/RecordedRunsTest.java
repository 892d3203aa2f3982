package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.PipelineListener;
import afterimage.diffusion.pipeline.PipelineOutput;
import afterimage.diffusion.pipeline.RunContext;
import afterimage.diffusion.pipeline.UNet;
import afterimage.diffusion.pipeline.Vae;
import afterimage.diffusion.scheduler.Scheduler;
import afterimage.diffusion.scheduler.SchedulerConfig;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.engine.Tiling;
import afterimage.image.Picture;
import afterimage.onnx.model.LoadedModel;
import afterimage.onnx.runtime.Provider;
import afterimage.reference.NpyFile;
import afterimage.reference.PngPicture;
import afterimage.reference.RecordedRun;
import afterimage.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recorded pipeline call, stage by stage and as a whole, within the tolerances that the
 * golden data states for an fp32 implementation.
 */
@Tag("reference")
class RecordedRunsTest {
  private static final float TEXT = 2e-5f;
  private static final float UNET = 5e-5f;
  private static final float VAE_ENCODER = 5e-4f;
  private static final float VAE_DECODER = 2e-4f;
  private static final float LATENTS = 1e-3f;

  /** Of latents that are as large as noise of EDM's, relative to the largest of a step. */
  private static final float EDM_LATENTS = 5e-5f;

  /** Compared with tolerances of their own, or where they are an input. */
  private static final List<String> TEXT_TENSORS =
      List.of(
          "penultimate_",
          "last_hidden_state_",
          "text_embeds_",
          "prompt_embeds",
          "negative_p",
          "pooled_prompt_embeds",
          "unet_encoder_hidden_states",
          "unet_text_embeds");

  private static final Map<ReferenceModels.Choice, LoadedModel> LOADED = new HashMap<>();

  @TempDir private static Path cache;

  @AfterAll
  static void close() {
    LOADED.values().forEach(LoadedModel::close);
    LOADED.clear();
  }

  /** Every run with the model that made it, in each form in which that model is there. */
  @TestFactory
  Stream<DynamicContainer> run_recordedByDiffusers_isReproduced() {
    ReferenceModels models = new ReferenceModels(cache);
    return RecordedRun.all().stream()
        .flatMap(
            run -> ReferenceModels.forms().stream().flatMap(form -> containers(run, form, models)));
  }

  private static Stream<DynamicContainer> containers(
      RecordedRun run, String form, ReferenceModels models) {
    return ReferenceModels.weights(form).stream()
        .map(
            weights ->
                dynamicContainer(
                    run.name() + ", " + form + ", weights " + weights,
                    tests(run, () -> model(run, form, weights, models))));
  }

  /** One test a stage that was recorded. */
  static Stream<DynamicTest> tests(RecordedRun run, Callable<LoadedModel> model) {
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(dynamicTest(run + ": whole run", () -> compareRun(run, model.call())));
    if (run.has("unet_sample")) {
      tests.add(dynamicTest(run + ": UNet alone", () -> compareUnet(run, model.call())));
    }
    if (run.has("vae_encode_input")) {
      tests.add(dynamicTest(run + ": VAE encoder alone", () -> compareEncoder(run, model.call())));
    }
    if (run.has("vae_decode_output")) {
      tests.add(dynamicTest(run + ": VAE decoder alone", () -> compareDecoder(run, model.call())));
    }
    return tests.stream();
  }

  private static LoadedModel model(
      RecordedRun run, String form, ModelOptions.Weights weights, ReferenceModels models)
      throws EngineException {
    Path path = models.of(run, form).orElse(null);
    assumeTrue(path != null, () -> run + ": no model in " + form + " fits it");
    ReferenceModels.Choice choice = new ReferenceModels.Choice(path, weights);
    LoadedModel model = LOADED.get(choice);
    if (model == null) {
      model = new LoadedModel(models.open(choice), new Provider(Device.CPU));
      LOADED.put(choice, model);
    }
    return model;
  }

  private static void compareRun(RecordedRun run, LoadedModel model) throws Exception {
    assumeTrue(
        Schedulers.knows(run.schedulerClass()),
        () -> run + ": scheduler " + run.schedulerClass() + " is not there yet");
    CollectedTrace trace = new CollectedTrace();
    RecordedNoise noise = new RecordedNoise(run);
    RunContext context = new RunContext(PipelineListener.NONE, trace, new Cancellation());
    Scheduler scheduler =
        Schedulers.create(SchedulerConfig.of(run.schedulerClass(), run.schedulerConfig()));
    PipelineOutput output =
        model.pipeline(Tiling.AUTO).run(Replay.input(run, noise), scheduler, context);
    assertThat(noise.isUsedUp()).as("all noise was drawn").isTrue();
    for (String name : run.tensors()) {
      compare(run, name, trace);
    }
    comparePictures(run, output);
  }

  static void compare(RecordedRun run, String name, CollectedTrace trace) {
    NpyFile expected = run.npy(name);
    if (name.startsWith("input_ids_")) {
      assertThat(trace.ids(name)).as(name).isEqualTo(expected.longs());
    } else if (name.equals("unet_time_ids") || name.equals("unet_timestep")) {
      close(name, trace.tensor(name), expected.tensor(), name.endsWith("ids") ? 0 : 2e-3f);
    } else if (name.equals("scheduler_sigmas_full_schedule")) {
      Tensor sigmas = expected.tensor();
      for (int i = 0; i < sigmas.data().length; i++) {
        float recorded = sigmas.data()[i];
        assertThat(trace.tensor(name).data()[i])
            .as("sigma %d", i)
            .isCloseTo(recorded, within(1e-5f * recorded + 1e-6f));
      }
    } else if (name.equals("vae_encode_mean") || name.equals("vae_encode_logvar")) {
      close(name, trace.tensor(name), expected.tensor(), VAE_ENCODER);
    } else if (TEXT_TENSORS.stream().anyMatch(name::startsWith)) {
      close(name, trace.tensor(name), expected.tensor(), TEXT);
    } else if (name.equals("latents") && run.schedulerClass().startsWith("EDM")) {
      Tensor latents = expected.tensor();
      for (int i = 0; i < latents.dim(0); i++) {
        Tensor step = item(latents, i);
        close(name, item(trace.tensor(name), i), step, EDM_LATENTS * Math.max(1, largest(step)));
      }
    } else if (name.equals("latents")) {
      close(name, trace.tensor(name), expected.tensor(), LATENTS);
    } else if (name.equals("final_latents")) {
      Tensor latents = trace.tensor("latents");
      close(name, item(latents, latents.dim(0) - 1), expected.tensor(), LATENTS);
    } else {
      assertThat(name.equals("input_latents") || trace.has(name)).as("%s is traced", name).isTrue();
    }
  }

  static void comparePictures(RecordedRun run, PipelineOutput output) {
    List<Path> files = run.pictures("final");
    Tensor images = output.images();
    assertThat(images == null).as("latents alone").isEqualTo(files.isEmpty());
    if (images == null) {
      return;
    }
    for (int i = 0; i < files.size(); i++) {
      Picture expected = PngPicture.read(files.get(i));
      Framing whole = Framing.of(expected.width(), expected.height(), 1, 1);
      Picture actual = whole.crop(images.slice(i), 8);
      for (int y = 0; y < expected.height(); y++) {
        for (int x = 0; x < expected.width(); x++) {
          assertThat(largestDifference(actual.argb(x, y), expected.argb(x, y)))
              .as("picture %d at %d, %d", i, x, y)
              .isLessThanOrEqualTo(1);
        }
      }
    }
  }

  private static int largestDifference(int one, int other) {
    int largest = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      largest = Math.max(largest, Math.abs(((one >> shift) & 255) - ((other >> shift) & 255)));
    }
    return largest;
  }

  static void compareUnet(RecordedRun run, LoadedModel model) throws Exception {
    UNet.Conditioning conditioning =
        new UNet.Conditioning(
            run.tensor("unet_encoder_hidden_states"),
            run.tensor("unet_text_embeds"),
            run.tensor("unet_time_ids"));
    Tensor samples = run.tensor("unet_sample");
    Tensor expected = run.tensor("unet_out_sample");
    float[] timesteps = run.tensor("unet_timestep").data();
    for (int i = 0; i < timesteps.length; i++) {
      Tensor actual =
          model.unet().predict(item(samples, i), timesteps[i], conditioning, new Cancellation());
      close("UNet call " + i, actual, item(expected, i), UNET);
    }
  }

  private static void compareEncoder(RecordedRun run, LoadedModel model) throws Exception {
    Vae.Moments moments = model.vae().encode(run.tensor("vae_encode_input"), new Cancellation());
    close("mean", moments.mean(), run.tensor("vae_encode_mean"), VAE_ENCODER);
    close("logvar", moments.logvar(), run.tensor("vae_encode_logvar"), VAE_ENCODER);
  }

  private static void compareDecoder(RecordedRun run, LoadedModel model) throws Exception {
    Tensor pixels = model.vae().decode(run.tensor("vae_decode_input"), null, new Cancellation());
    close("decoded", pixels, run.tensor("vae_decode_output"), VAE_DECODER);
  }

  /** Item {@code index} of a stack, without the stack's dimension. */
  static Tensor item(Tensor stack, int index) {
    int[] shape = new int[stack.shape().length - 1];
    System.arraycopy(stack.shape(), 1, shape, 0, shape.length);
    return stack.slice(index).reshape(shape);
  }

  private static float largest(Tensor tensor) {
    float largest = 0;
    for (float value : tensor.data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static void close(String name, Tensor actual, Tensor expected, float tolerance) {
    assertThat(actual.shape()).as("shape of %s", name).isEqualTo(expected.shape());
    for (int i = 0; i < expected.data().length; i++) {
      assertThat(actual.data()[i])
          .as("%s at %d", name, i)
          .isCloseTo(expected.data()[i], within(tolerance));
    }
  }
}
