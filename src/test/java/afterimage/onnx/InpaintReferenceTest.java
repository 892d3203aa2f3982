package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.PipelineListener;
import afterimage.diffusion.pipeline.PipelineOutput;
import afterimage.diffusion.pipeline.PixelMask;
import afterimage.diffusion.pipeline.RunContext;
import afterimage.diffusion.scheduler.SchedulerConfig;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.ModelOptions;
import afterimage.engine.PixelArea;
import afterimage.engine.PixelSize;
import afterimage.engine.Tiling;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.onnx.model.LoadedModel;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.runtime.Provider;
import afterimage.reference.Closeness;
import afterimage.reference.RecordedRun;
import afterimage.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recorded inpainting: what is cut out and how it is resized, the run itself, and what is put
 * back, within the tolerances that the golden data states.
 */
@Tag("reference")
class InpaintReferenceTest {
  private static final double LATENTS_OF_FOUR = 1e-3;
  private static final double LATENTS_OF_NINE = 3e-3;
  private static final int BORDER = 3;

  /** A level of 255: a mask's resampling is not rounded to levels, as Pillow's is. */
  private static final float THRESHOLD = 1f / 255;

  private static final Map<String, LoadedModel> LOADED = new HashMap<>();

  @TempDir private static Path folder;

  @AfterAll
  static void close() {
    LOADED.values().forEach(LoadedModel::close);
    LOADED.clear();
  }

  @TestFactory
  Stream<DynamicContainer> run_inpaintedByDiffusers_isReproduced() {
    return InpaintRuns.all().stream().map(run -> dynamicContainer(run.name(), tests(run)));
  }

  private static List<DynamicTest> tests(RecordedRun run) {
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(dynamicTest(run + ": mask", () -> compareMask(run)));
    tests.add(dynamicTest(run + ": whole run", () -> compareRun(run)));
    if (run.has("unet_sample") && run.has("unet_encoder_hidden_states")) {
      tests.add(dynamicTest(run + ": UNet", () -> RecordedRunsTest.compareUnet(run, model(run))));
    }
    if (InpaintRuns.isCropped(run)) {
      tests.add(dynamicTest(run + ": area", () -> compareArea(run)));
      tests.add(dynamicTest(run + ": what is cut out", () -> compareCut(run)));
      tests.add(dynamicTest(run + ": what is put back", () -> comparePasted(run)));
    }
    return tests;
  }

  private static LoadedModel model(RecordedRun run) throws Exception {
    String name = run.json().path("model").asString("");
    LoadedModel model = LOADED.get(name);
    if (model == null) {
      model =
          new LoadedModel(
              ModelSource.open(
                  InpaintRuns.model(run, folder),
                  ModelOptions.DEFAULT,
                  Device.CPU,
                  folder.resolve("cache")),
              new Provider(Device.CPU));
      LOADED.put(name, model);
    }
    return model;
  }

  private static void compareRun(RecordedRun run) throws Exception {
    CollectedTrace trace = new CollectedTrace();
    RecordedNoise noise = new RecordedNoise(run);
    PipelineOutput output =
        model(run)
            .pipeline(Tiling.AUTO)
            .run(
                InpaintRuns.pipelineInput(run, noise),
                Schedulers.create(SchedulerConfig.of(run.schedulerClass(), run.schedulerConfig())),
                new RunContext(PipelineListener.NONE, trace, new Cancellation()));
    assertThat(noise.isUsedUp()).as("all noise was drawn").isTrue();
    for (String name : run.tensors()) {
      compareTensor(run, name, trace);
    }
    Tensor images = Objects.requireNonNull(output.images());
    Picture expected =
        InpaintRuns.picture(run, InpaintRuns.isCropped(run) ? "decoded_0" : "final_0");
    Framing whole = Framing.of(expected.width(), expected.height(), 1, 1);
    assertAlike(whole.crop(images, 8), expected, PixelArea.of(sizeOf(expected)), 1);
  }

  private static void compareTensor(RecordedRun run, String name, CollectedTrace trace) {
    boolean nine = InpaintRuns.isInpainting(run);
    double latents = nine ? LATENTS_OF_NINE : LATENTS_OF_FOUR;
    if (name.startsWith("latents") || name.equals("masked_image_latents")) {
      if (nine || trace.has(name)) {
        close(run, name, trace, latents);
      } else {
        assertThat(name).as("of no use to four channels").isEqualTo("masked_image_latents");
      }
    } else if (name.equals("mask_latent") && nine) {
      close(run, name, trace, 0);
    } else if (name.startsWith("vae_encode_masked") && nine) {
      close(run, name, trace, 5e-4);
    } else if (!name.startsWith("vae_encode_masked")
        && !name.equals("mask_latent")
        && !name.equals("noise_vae_sample_masked")) {
      RecordedRunsTest.compare(run, name, trace);
    }
  }

  private static void close(RecordedRun run, String name, CollectedTrace trace, double tolerance) {
    Tensor actual = trace.tensor(name);
    assertThat(actual.shape()).as(name).isEqualTo(run.tensor(name).shape());
    Closeness.assertWithin(actual.data(), run.tensor(name).data(), tolerance);
  }

  private static void compareMask(RecordedRun run) throws PictureException {
    PixelMask expected = InpaintRuns.mask(run, "mask_preprocessed");
    PixelMask given = InpaintRuns.mask(run, "mask");
    PixelMask seen =
        InpaintRuns.isCropped(run)
            ? Filled.of(given, InpaintRuns.crop(run), InpaintRuns.size(run))
            : given;
    Framing whole = Framing.of(seen.width(), seen.height(), 1, 1);
    float[] hidden = seen.hidden(whole).data();
    for (int i = 0; i < hidden.length; i++) {
      int x = i % seen.width();
      int y = i / seen.width();
      if (Math.abs(seen.shares()[i] - 0.5f) > THRESHOLD) {
        assertThat(hidden[i]).as("%d, %d", x, y).isEqualTo(expected.shares()[i]);
      }
    }
  }

  private static void compareArea(RecordedRun run) throws PictureException {
    PixelMask mask = InpaintRuns.mask(run, "mask");
    PixelArea area =
        mask.bounds()
            .orElseThrow()
            .framed(
                (int) run.number("padding_mask_crop", 0),
                InpaintRuns.size(run),
                new PixelSize(mask.width(), mask.height()));
    assertThat(area).isEqualTo(InpaintRuns.crop(run));
  }

  private static void compareCut(RecordedRun run) {
    PixelArea crop = InpaintRuns.crop(run);
    Filled filled = Filled.of(InpaintRuns.picture(run, "input"), crop, InpaintRuns.size(run));
    Picture expected = InpaintRuns.picture(run, "image_preprocessed");
    assertAlike(filled.picture(), expected, filled.inside(), 1);
    assertAlike(filled.picture(), expected, PixelArea.of(sizeOf(expected)), BORDER);
  }

  private static void comparePasted(RecordedRun run) throws PictureException {
    PixelArea crop = InpaintRuns.crop(run);
    Picture source = InpaintRuns.picture(run, "input");
    Picture part = Filled.cropped(InpaintRuns.picture(run, "decoded_0"), crop);
    Picture pasted =
        InpaintRuns.mask(run, "mask").compose(source, source.withPart(part, crop.x(), crop.y()));
    assertAlike(pasted, InpaintRuns.picture(run, "final_0"), PixelArea.of(sizeOf(source)), 1);
  }

  private static PixelSize sizeOf(Picture picture) {
    return new PixelSize(picture.width(), picture.height());
  }

  private static void assertAlike(
      Picture actual, Picture expected, PixelArea where, int tolerance) {
    for (int y = where.y(); y < where.y() + where.height(); y++) {
      for (int x = where.x(); x < where.x() + where.width(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          float difference = actual.sample(x, y, channel) - expected.sample(x, y, channel);
          assertThat(Math.abs(Math.round(255 * difference)))
              .as("channel %d at %d, %d", channel, x, y)
              .isLessThanOrEqualTo(tolerance);
        }
      }
    }
  }
}
