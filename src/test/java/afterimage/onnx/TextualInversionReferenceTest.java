package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.PipelineListener;
import afterimage.diffusion.pipeline.PipelineOutput;
import afterimage.diffusion.pipeline.PromptEmbedding;
import afterimage.diffusion.pipeline.RunContext;
import afterimage.diffusion.scheduler.SchedulerConfig;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.Embedding;
import afterimage.engine.ModelOptions;
import afterimage.engine.RefineListener;
import afterimage.engine.Tiling;
import afterimage.image.Picture;
import afterimage.onnx.model.LoadedModel;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.runtime.Provider;
import afterimage.reference.Closeness;
import afterimage.reference.NpyFile;
import afterimage.reference.PngPicture;
import afterimage.reference.RecordedRun;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.ReferenceSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Runs with embeddings, recorded with diffusers (t1 to t3 of the second set). What is pooled is
 * compared with the records of {@code eos}: we pool at the first end token, as ComfyUI and A1111
 * do, and not at the last added vector.
 */
@Tag("reference")
class TextualInversionReferenceTest {
  private static final float TEXT = 2e-5f;
  private static final float LATENTS = 1e-3f;

  /** Of the call as recorded, where diffusers pools elsewhere. */
  private static final List<String> POOLED =
      List.of("unet_text_embeds", "text_embeds_text_encoder_2_");

  @TempDir private static Path cache;

  @TestFactory
  Stream<DynamicTest> run_withEmbeddings_isReproduced() {
    return runs().stream().map(run -> dynamicTest(run.name(), () -> compare(run)));
  }

  private static List<RecordedRun> runs() {
    return ReferenceSet.SECOND.has("runs")
        ? RecordedRun.below(ReferenceSet.SECOND.path("runs")).stream()
            .filter(run -> run.json().has("textual_inversion"))
            .toList()
        : List.of();
  }

  private static void compare(RecordedRun run) throws Exception {
    String model = run.isTextToImage() ? "tiny_base" : "tiny_refiner";
    ModelSource source =
        ModelSource.open(
            ReferenceFolder.path("pipelines", model), ModelOptions.DEFAULT, Device.CPU, cache);
    CollectedTrace trace = new CollectedTrace();
    RecordedNoise noise = new RecordedNoise(run);
    try (LoadedModel loaded = new LoadedModel(source, new Provider(Device.CPU))) {
      PipelineOutput output =
          loaded
              .pipeline(Tiling.AUTO)
              .run(
                  Replay.input(run, noise, embeddings(run, loaded)),
                  Schedulers.create(
                      SchedulerConfig.of(run.schedulerClass(), run.schedulerConfig())),
                  new RunContext(PipelineListener.NONE, trace, new Cancellation()));
      for (String name : run.tensors()) {
        compare(run, name, trace);
      }
      comparePictures(run, output);
    }
  }

  private static List<PromptEmbedding> embeddings(RecordedRun run, LoadedModel model) {
    List<Embedding> embeddings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : run.json().get("textual_inversion").properties()) {
      Path file = ReferenceSet.SECOND.path(entry.getValue().asString().split("/"));
      embeddings.add(new Embedding(entry.getKey(), file, null));
    }
    List<String> notices = new ArrayList<>();
    RefineListener listener =
        new RefineListener() {
          @Override
          public void notice(String text) {
            notices.add(text);
          }
        };
    List<PromptEmbedding> fitting = new RunEmbeddings(embeddings, listener).of(model);
    assertThat(notices).isEmpty();
    assertThat(fitting).hasSameSizeAs(embeddings);
    return fitting;
  }

  private static void compare(RecordedRun run, String name, CollectedTrace trace) {
    Path eos = run.folder().resolve("eos").resolve(name + ".npy");
    NpyFile expected = Files.exists(eos) ? NpyFile.read(eos) : run.npy(name);
    if (name.startsWith("input_ids_")) {
      assertThat(trace.ids(name)).as(name).isEqualTo(expected.longs());
    } else if (name.contains("prompt_embeds") || name.startsWith("penultimate_")) {
      Closeness.assertWithin(trace.tensor(name).data(), expected.floats(), TEXT);
    } else if (name.equals("latents")) {
      Closeness.assertWithin(trace.tensor(name).data(), expected.floats(), LATENTS);
    } else if (POOLED.stream().anyMatch(name::startsWith)) {
      assertThat(trace.has(name)).as(name).isTrue();
    }
  }

  private static void comparePictures(RecordedRun run, PipelineOutput output) {
    List<Path> files = run.pictures("final");
    for (int i = 0; i < files.size(); i++) {
      Picture expected = PngPicture.read(files.get(i));
      Picture actual =
          Framing.of(expected.width(), expected.height(), 1, 1)
              .crop(Objects.requireNonNull(output.images()).slice(i), 8);
      for (int y = 0; y < expected.height(); y++) {
        for (int x = 0; x < expected.width(); x++) {
          for (int shift = 0; shift <= 16; shift += 8) {
            int difference =
                ((actual.argb(x, y) >> shift) & 255) - ((expected.argb(x, y) >> shift) & 255);
            assertThat(Math.abs(difference)).as("at %d, %d", x, y).isLessThanOrEqualTo(1);
          }
        }
      }
    }
  }
}
