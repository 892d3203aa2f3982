package afterimage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.Family;
import afterimage.checkpoint.recognise.Part;
import afterimage.engine.ModelOptions;
import afterimage.reference.NpyFile;
import afterimage.reference.ReferenceFolder;
import afterimage.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every checkpoint below {@code pipelines/} and {@code sgm/} of the reference folder, compiled, and
 * held against what diffusers recorded in {@code runs/} for a model of that family.
 */
@Tag("reference")
class CheckpointReferenceTest {
  private static final float TEXT = 2e-5f;
  private static final float UNET = 5e-5f;
  private static final float VAE_ENCODER = 5e-4f;
  private static final float VAE_DECODER = 2e-4f;

  @TempDir private static Path cache;

  @TestFactory
  List<DynamicNode> compiledGraphs_recordedRuns_giveTheRecordedTensors() throws IOException {
    List<DynamicNode> nodes = new ArrayList<>();
    for (Path checkpoint : checkpoints()) {
      String name = ReferenceFolder.path().relativize(checkpoint).toString();
      List<DynamicTest> tests = new ArrayList<>();
      for (Path run : runs()) {
        tests.add(dynamicTest(run.toString(), () -> hold(checkpoint, run)));
      }
      nodes.add(DynamicContainer.dynamicContainer(name, tests));
    }
    return nodes;
  }

  private static List<Path> checkpoints() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("pipelines", "sgm")) {
      if (ReferenceFolder.has(folder)) {
        try (Stream<Path> all = Files.list(ReferenceFolder.path(folder))) {
          all.filter(path -> Files.isDirectory(path) || path.toString().endsWith(".safetensors"))
              .sorted()
              .forEach(found::add);
        }
      }
    }
    return found;
  }

  private static List<Path> runs() throws IOException {
    if (!ReferenceFolder.has("runs")) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(ReferenceFolder.path("runs"))) {
      return all.filter(path -> path.endsWith("run.json")).map(Path::getParent).sorted().toList();
    }
  }

  private static void hold(Path path, Path folder) throws Exception {
    Checkpoint checkpoint = Checkpoint.read(path);
    Run run = new Run(folder);
    Assumptions.assumeTrue(run.isOf(checkpoint), "recorded with another kind of model");
    CompiledModel bundle =
        CheckpointCompiler.compile(path, ModelOptions.DEFAULT, Flavour.PORTABLE, cache);
    int held = 0;
    for (Part part : List.of(Part.TEXT_ENCODER, Part.TEXT_ENCODER_2)) {
      for (String prompt : List.of("prompt", "negative")) {
        held += textEncoder(bundle, run, part, prompt);
      }
    }
    held += unet(bundle, run) + vaeEncoder(bundle, run) + vaeDecoder(bundle, run);
    assertThat(held).as("stages of this run that could be held").isPositive();
  }

  private static int textEncoder(CompiledModel bundle, Run run, Part part, String prompt)
      throws Exception {
    String encoder = part.folder();
    String suffix = "_" + encoder + "_" + prompt;
    if (!run.has("input_ids" + suffix)) {
      return 0;
    }
    try (CompiledGraph graph = new CompiledGraph(bundle, encoder)) {
      Map<String, Tensor> outputs = graph.with("input_ids", run.npy("input_ids" + suffix)).run();
      long layers = outputs.keySet().stream().filter(n -> n.startsWith("hidden_states")).count();
      run.compare(outputs, "hidden_states." + (layers - 2), "penultimate" + suffix, TEXT);
      run.compare(outputs, "last_hidden_state", "last_hidden_state" + suffix, TEXT);
      run.compare(outputs, "text_embeds", "text_embeds" + suffix, TEXT);
    }
    return 1;
  }

  private static int unet(CompiledModel bundle, Run run) throws Exception {
    if (!run.has("unet_out_sample")) {
      return 0;
    }
    Tensor samples = run.tensor("unet_sample");
    Tensor expected = run.tensor("unet_out_sample");
    float[] timesteps = run.npy("unet_timestep").floats();
    try (CompiledGraph graph = new CompiledGraph(bundle, "unet")) {
      for (int call = 0; call < timesteps.length; call++) {
        Map<String, Tensor> outputs =
            graph
                .with("sample", item(samples, call))
                .with("timestep", new Tensor(new int[0], new float[] {timesteps[call]}))
                .with("encoder_hidden_states", run.tensor("unet_encoder_hidden_states"))
                .with("text_embeds", run.tensor("unet_text_embeds"))
                .with("time_ids", run.tensor("unet_time_ids"))
                .run();
        Run.compare(outputs, "out_sample", item(expected, call), UNET);
      }
    }
    return 1;
  }

  private static Tensor item(Tensor calls, int call) {
    Tensor one = calls.slice(call);
    return one.reshape(java.util.Arrays.copyOfRange(one.shape(), 1, one.shape().length));
  }

  private static int vaeEncoder(CompiledModel bundle, Run run) throws Exception {
    if (!run.has("vae_encode_mean")) {
      return 0;
    }
    Tensor mean = run.tensor("vae_encode_mean");
    Tensor variance = run.tensor("vae_encode_logvar");
    try (CompiledGraph graph = new CompiledGraph(bundle, "vae_encoder")) {
      Tensor output =
          Objects.requireNonNull(
              graph.with("sample", run.picture()).run().get("latent_parameters"));
      Tensor expected = Run.join(mean, variance);
      Run.compare(Map.of("latent_parameters", output), "latent_parameters", expected, VAE_ENCODER);
    }
    return 1;
  }

  private static int vaeDecoder(CompiledModel bundle, Run run) throws Exception {
    if (!run.has("vae_decode_input")) {
      return 0;
    }
    try (CompiledGraph graph = new CompiledGraph(bundle, "vae_decoder")) {
      Map<String, Tensor> outputs =
          graph.with("latent_sample", run.tensor("vae_decode_input")).run();
      if (run.has("vae_decode_output")) {
        run.compare(outputs, "sample", "vae_decode_output", VAE_DECODER);
      } else {
        run.compareWithPictures(Objects.requireNonNull(outputs.get("sample")));
      }
    }
    return 1;
  }

  @TestFactory
  Stream<DynamicTest> read_everyCheckpoint_isAWholeModelWithoutLeftovers() throws IOException {
    return checkpoints().stream()
        .map(
            path ->
                dynamicTest(
                    path.toString(),
                    () -> {
                      Checkpoint checkpoint = Checkpoint.read(path);
                      assertThat(checkpoint.family().isModel()).isTrue();
                      CheckpointCompiler.compile(
                          path, ModelOptions.DEFAULT, Flavour.PORTABLE, cache);
                      assertThat(checkpoint.ignored())
                          .allMatch(
                              key -> key.endsWith("logit_scale") || key.endsWith("position_ids"));
                    }));
  }

  /** A recorded run: its tensors by name. */
  private record Run(Path folder) {

    boolean has(String name) {
      return Files.exists(folder.resolve(name + ".npy"));
    }

    NpyFile npy(String name) {
      return NpyFile.read(folder.resolve(name + ".npy"));
    }

    Tensor tensor(String name) {
      return npy(name).tensor();
    }

    /** Five time ids are a refiner's; widths tell models of one family apart. */
    boolean isOf(Checkpoint checkpoint) {
      boolean refiner = npy("unet_time_ids").shape()[1] == 5;
      var unet = Objects.requireNonNull(checkpoint.sizes().unet());
      return refiner == (checkpoint.family() == Family.SDXL_REFINER)
          && npy("prompt_embeds").shape()[2] == unet.contextWidth()
          && npy("unet_text_embeds").shape()[1] == unet.pooledWidth();
    }

    /** The picture given to the VAE, in [-1, 1]. */
    Tensor picture() throws IOException {
      if (has("vae_encode_input")) {
        return tensor("vae_encode_input");
      }
      return Pictures.read(folder, "input");
    }

    void compareWithPictures(Tensor decoded) throws IOException {
      Tensor expected = Pictures.read(folder, "final");
      Tensor shown = decoded.copy();
      for (int i = 0; i < shown.data().length; i++) {
        shown.data()[i] = Math.clamp(shown.data()[i], -1, 1);
      }
      compare(Map.of("sample", shown), "sample", expected, 3f / 255);
    }

    void compare(Map<String, Tensor> outputs, String output, String recorded, float tolerance) {
      if (has(recorded)) {
        compare(outputs, output, tensor(recorded), tolerance);
      }
    }

    static void compare(
        Map<String, Tensor> outputs, String output, Tensor expected, float tolerance) {
      Tensor actual = Objects.requireNonNull(outputs.get(output), output);
      assertThat(actual.shape()).as(output).isEqualTo(expected.shape());
      float worst = 0;
      for (int i = 0; i < actual.data().length; i++) {
        float difference = Math.abs(actual.data()[i] - expected.data()[i]);
        worst = difference <= worst ? worst : difference;
      }
      assertThat(worst).as(output).isCloseTo(0, within(tolerance));
    }

    /** Channels of the second behind those of the first, for each item of the batch. */
    static Tensor join(Tensor first, Tensor second) {
      int batch = first.dim(0);
      int each = first.data().length / batch;
      float[] data = new float[2 * batch * each];
      for (int i = 0; i < batch; i++) {
        System.arraycopy(first.data(), i * each, data, 2 * i * each, each);
        System.arraycopy(second.data(), i * each, data, (2 * i + 1) * each, each);
      }
      int[] shape = first.shape().clone();
      shape[1] *= 2;
      return new Tensor(shape, data);
    }
  }
}
