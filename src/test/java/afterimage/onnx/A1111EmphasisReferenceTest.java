package afterimage.onnx;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.diffusion.noise.TorchRandom;
import afterimage.diffusion.pipeline.DiffusionInput;
import afterimage.diffusion.pipeline.Guidance;
import afterimage.diffusion.pipeline.PipelineListener;
import afterimage.diffusion.pipeline.Prompts;
import afterimage.diffusion.pipeline.RunContext;
import afterimage.diffusion.pipeline.SizeCondition;
import afterimage.diffusion.pipeline.SizeCondition.Extent;
import afterimage.diffusion.scheduler.SchedulerConfig;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.GuidanceInterval;
import afterimage.engine.ModelOptions;
import afterimage.engine.Tiling;
import afterimage.onnx.model.LoadedModel;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.runtime.Provider;
import afterimage.reference.Closeness;
import afterimage.reference.NpyFile;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.ReferenceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the UNet attends to where words of a long prompt have weights, as A1111 has it. */
@Tag("reference")
class A1111EmphasisReferenceTest {
  private static final float TEXT = 2e-5f;

  @TempDir private static Path cache;

  @TestFactory
  Stream<DynamicTest> encode_weightedPrompt_isWhatA1111Encodes() throws IOException {
    if (!ReferenceSet.SECOND.has("prompts")) {
      return Stream.empty();
    }
    try (Stream<Path> folders = Files.list(ReferenceSet.SECOND.path("prompts"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("case.json")))
          .sorted()
          .toList()
          .stream()
          .map(folder -> dynamicTest(folder.getFileName().toString(), () -> compare(folder)));
    }
  }

  private static void compare(Path folder) throws Exception {
    JsonNode json = JsonMapper.shared().readTree(folder.resolve("case.json"));
    ModelSource source =
        ModelSource.open(
            ReferenceFolder.path("pipelines", json.get("model").asString()),
            ModelOptions.DEFAULT,
            Device.CPU,
            cache);
    CollectedTrace trace = new CollectedTrace();
    try (LoadedModel model = new LoadedModel(source, new Provider(Device.CPU))) {
      model
          .pipeline(Tiling.AUTO)
          .run(
              input(json.get("prompt").asString()),
              Schedulers.create(SchedulerConfig.of("EulerDiscreteScheduler", Map.of())),
              new RunContext(PipelineListener.NONE, trace, new Cancellation()));
    }
    compare(trace, "prompt_embeds", folder.resolve("prompt_embeds_original.npy"));
    compare(trace, "pooled_prompt_embeds", folder.resolve("pooled_prompt_embeds.npy"));
  }

  private static void compare(CollectedTrace trace, String name, Path recorded) {
    Closeness.assertWithinOfLargest(
        trace.tensor(name).data(), NpyFile.read(recorded).floats(), TEXT);
  }

  private static DiffusionInput input(String prompt) {
    Prompts prompts =
        new Prompts(List.of(prompt), null, null, null, 1, Prompts.Syntax.WEIGHTED, 0, List.of());
    SizeCondition size = new SizeCondition(null, new Extent(0, 0), null, 6);
    return new DiffusionInput(
        prompts,
        new DiffusionInput.Start.Noise(64, 64),
        null,
        1,
        new Guidance(1, 0, false, GuidanceInterval.ALWAYS),
        size,
        size,
        null,
        0,
        new TorchRandom(1),
        false);
  }
}
