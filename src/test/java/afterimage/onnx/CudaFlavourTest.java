package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.checkpoint.CompiledBundle;
import afterimage.checkpoint.CudaNodes;
import afterimage.checkpoint.CudaNodes.Node;
import afterimage.checkpoint.lora.NetworkLoras;
import afterimage.checkpoint.network.Additions;
import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.network.Target;
import afterimage.checkpoint.network.UNetGraph;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.Part;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelOptions.Lora;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.onnx.model.ModelCache;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.Provider;
import afterimage.onnx.runtime.RequiredOutput;
import afterimage.reference.NpyFile;
import afterimage.tensor.Tensor;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Graphs for CUDA, without a CUDA device: ONNX Runtime accepts them up to the kernels that only
 * CUDA has, and with portable nodes in their place ({@link CudaNodes}) they compute what the
 * reference data records.
 */
class CudaFlavourTest {
  private static final Path GOLDEN = Path.of("src/test/resources/lora");
  private static final Path REFERENCE = Path.of("src/test/resources/reference");
  private static final Path REFINER = REFERENCE.resolve("pipelines/tiny_refiner");
  private static final Path FILE = REFERENCE.resolve("sgm/tiny_refiner_sgm.safetensors");
  private static final Path BASE = REFERENCE.resolve("pipelines/tiny_base");
  private static final Path BASE_RUN = REFERENCE.resolve("runs/b1_base_euler");
  private static final Path INPAINT_RUN =
      Path.of("src/test/resources/reference-2/runs/i1_inpaint9_euler_hard_099");
  private static final Device CUDA = new Device(Device.Kind.CUDA, 0);

  /** Roots of mean squares, of the difference and of what is expected. */
  private static final double HALF = 3e-3;

  private static final double FULL = 5e-6;

  @TempDir private Path folder;

  @Test
  void unet_refinerInHalf_isCloseToDiffusers() throws Exception {
    ModelSource source = open(REFINER, ModelOptions.DEFAULT, CUDA);

    Tensor given = run(source, "unet", "out_sample", golden());

    assertThat(loss(given, GOLDEN.resolve("none_out_sample.npy"))).isBetween(1e-5, HALF);
  }

  @Test
  void unet_refinerInFull_equalsDiffusers() throws Exception {
    ModelSource source = open(REFINER, ModelOptions.DEFAULT, CUDA);
    writeFull(source, REFINER);

    Tensor given = run(source, "unet", "out_sample", golden());

    assertThat(loss(given, GOLDEN.resolve("none_out_sample.npy"))).isLessThan(FULL);
  }

  @Test
  void unet_baseInHalf_isCloseToDiffusers() throws Exception {
    ModelSource source = open(BASE, ModelOptions.DEFAULT, CUDA);
    Map<String, Tensor> inputs = new HashMap<>();
    for (String name : List.of("encoder_hidden_states", "text_embeds", "time_ids")) {
      inputs.put(name, NpyFile.read(BASE_RUN.resolve("unet_" + name + ".npy")).tensor());
    }
    inputs.put("sample", call(0, "unet_sample"));
    float time = NpyFile.read(BASE_RUN.resolve("unet_timestep.npy")).floats()[0];
    inputs.put("timestep", new Tensor(new int[0], new float[] {time}));

    Tensor given = run(source, "unet", "out_sample", inputs);

    assertThat(loss(given.data(), call(0, "unet_out_sample").data())).isBetween(1e-5, HALF);
  }

  @Test
  void unet_nineChannelsInHalf_isCloseToDiffusers() throws Exception {
    ModelSource source = open(TinyInpaint.folder(folder), ModelOptions.DEFAULT, CUDA);
    Map<String, Tensor> inputs = new HashMap<>();
    for (String name : List.of("encoder_hidden_states", "text_embeds", "time_ids")) {
      inputs.put(name, NpyFile.read(INPAINT_RUN.resolve("unet_" + name + ".npy")).tensor());
    }
    inputs.put("sample", call(INPAINT_RUN, 0, "unet_sample"));
    float time = NpyFile.read(INPAINT_RUN.resolve("unet_timestep.npy")).floats()[0];
    inputs.put("timestep", new Tensor(new int[0], new float[] {time}));

    Tensor given = run(source, "unet", "out_sample", inputs);

    assertThat(loss(given.data(), call(INPAINT_RUN, 0, "unet_out_sample").data()))
        .isBetween(1e-5, HALF);
  }

  /** The first step's values. */
  private static Tensor call(int index, String name) {
    return call(BASE_RUN, index, name);
  }

  private static Tensor call(Path run, int index, String name) {
    Tensor calls = NpyFile.read(run.resolve(name + ".npy")).tensor();
    int[] shape = calls.shape();
    return calls.slice(index).reshape(Arrays.copyOfRange(shape, 1, shape.length));
  }

  @Test
  void unet_lorasInHalf_isCloseToMergedWeights() throws Exception {
    JsonNode all = JsonMapper.shared().readTree(GOLDEN.resolve("runs.json")).path("all");
    List<Lora> loras = new ArrayList<>();
    for (String lora : all.propertyNames()) {
      loras.add(new Lora(GOLDEN.resolve(lora + ".safetensors"), all.path(lora).asDouble()));
    }
    ModelSource source = open(FILE, new ModelOptions(ModelOptions.Weights.FULL, loras), CUDA);

    Tensor given = run(source, "unet", "out_sample", golden());

    assertThat(loss(given, GOLDEN.resolve("all_out_sample.npy"))).isBetween(1e-5, HALF);
    assertThat(loss(given, GOLDEN.resolve("none_out_sample.npy"))).isGreaterThan(10 * HALF);
  }

  @Test
  void unet_eightBitsInHalf_isAsCloseAsOnAProcessor() throws Exception {
    ModelOptions options = new ModelOptions(ModelOptions.Weights.INT8);

    Tensor given = run(open(FILE, options, CUDA), "unet", "out_sample", golden());

    assertThat(loss(given, GOLDEN.resolve("none_out_sample.npy"))).isBetween(1e-5, 0.02);
  }

  @Test
  void textEncoder_inHalf_isCloseToDiffusers() throws Exception {
    ModelSource source = open(REFINER, ModelOptions.DEFAULT, CUDA);
    NpyFile ids = NpyFile.read(GOLDEN.resolve("input_ids.npy"));
    float[] values = new float[ids.longs().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ids.longs()[i];
    }

    Tensor given =
        run(
            source,
            "text_encoder_2",
            "text_embeds",
            Map.of("input_ids", new Tensor(ids.shape(), values)));

    assertThat(loss(given, GOLDEN.resolve("none_text_embeds.npy"))).isBetween(1e-5, HALF);
  }

  @Test
  void vae_thatMustNotBeNarrowed_equalsThePortableOne() throws Exception {
    ModelSource source = open(BASE, ModelOptions.DEFAULT, CUDA);
    Tensor latents = NpyFile.read(BASE_RUN.resolve("vae_decode_input.npy")).tensor();
    Tensor expected = decodePortably(BASE, latents);

    Tensor given = run(source, "vae_decoder", "sample", Map.of("latent_sample", latents));

    assertThat(loss(given.data(), expected.data())).isLessThan(FULL);
  }

  @Test
  void vae_thatMayBeNarrowed_computesInHalf() throws Exception {
    Path model = WideRefiner.copy(folder.resolve("model"));
    Path config = model.resolve("vae/config.json");
    Files.writeString(
        config,
        Files.readString(config).replace("\"force_upcast\": true", "\"force_upcast\": false"));
    Tensor latents = NpyFile.read(GOLDEN.resolve("sample.npy")).tensor();
    Tensor expected = decodePortably(model, latents);

    ModelSource source = open(model, ModelOptions.DEFAULT, CUDA);
    Tensor given = run(source, "vae_decoder", "sample", Map.of("latent_sample", latents));

    assertThat(loss(given.data(), expected.data())).isBetween(1e-5, HALF);
  }

  private Tensor decodePortably(Path model, Tensor latents) throws Exception {
    ModelSource source = open(model, ModelOptions.DEFAULT, Device.CPU);
    return runAsItIs(source, "vae_decoder", "sample", Map.of("latent_sample", latents));
  }

  @Test
  void unet_ofSizesThatAllOperatorsTake_computesWhatThePortableOneDoes() throws Exception {
    Path model = WideRefiner.copy(folder.resolve("model"));
    Tensor expected =
        runAsItIs(open(model, ModelOptions.DEFAULT, Device.CPU), "unet", "out_sample", golden());
    ModelSource source = open(model, ModelOptions.DEFAULT, CUDA);
    List<String> operators =
        CudaNodes.nodes(bytes(source, "unet")).stream().map(Node::type).toList();
    assertThat(operators)
        .contains("NhwcConv", "GroupNorm", "SkipGroupNorm", "BiasSplitGelu")
        .doesNotContain("Conv", "GroupNormalization", "BiasGelu");

    Tensor half = run(source, "unet", "out_sample", golden());
    writeFull(source, model);
    Tensor full = run(source, "unet", "out_sample", golden());

    assertThat(loss(half.data(), expected.data())).isBetween(1e-5, HALF);
    assertThat(loss(full.data(), expected.data())).isLessThan(FULL);
  }

  @Test
  void norms_inBothFlavours_haveTheSameEpsilons() throws Exception {
    Path model = WideRefiner.copy(folder.resolve("model"));
    for (String part : List.of("unet", "vae_encoder", "vae_decoder")) {
      Map<String, Float> portable =
          epsilons(bytes(open(model, ModelOptions.DEFAULT, Device.CPU), part));
      Map<String, Float> fused = epsilons(bytes(open(model, ModelOptions.DEFAULT, CUDA), part));

      assertThat(fused).as(part).isEqualTo(portable).isNotEmpty();
    }
  }

  private static Map<String, Float> epsilons(byte[] graph) throws Exception {
    Map<String, Float> found = new TreeMap<>();
    for (Node node : CudaNodes.nodes(graph)) {
      if (node.type().contains("Norm")) {
        found.put(node.layer(), node.real("epsilon"));
      }
    }
    return found;
  }

  /** Halves that go into the products as they are stored: only norms' weights are converted. */
  @Test
  void unet_weightsOfSixteenBits_areNotConverted() throws Exception {
    ModelSource source =
        open(WideRefiner.copy(folder.resolve("model")), ModelOptions.DEFAULT, CUDA);

    assertThat(CudaNodes.nodes(bytes(source, "unet")).stream().filter(n -> n.type().equals("Cast")))
        .extracting(Node::layer)
        .allMatch(name -> name.contains("norm") || !name.matches(".*\\.(weight|bias)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unet", "vae_encoder", "vae_decoder"})
  void session_onAProcessor_lacksOnlyCudasKernels(String part) throws Exception {
    ModelSource source = open(BASE, ModelOptions.DEFAULT, CUDA);

    assertThatThrownBy(() -> runAsItIs(source, part, "none", Map.of()))
        .hasRootCauseInstanceOf(OrtException.class)
        .rootCause()
        .hasMessageContaining("NOT_IMPLEMENTED")
        .hasMessageContaining("NhwcConv");
  }

  @Test
  void open_eachDevice_hasItsFlavourAndItsOwnBundle() throws Exception {
    ModelCache slot = new ModelCache(folder.resolve("cache"), () -> Long.MAX_VALUE);
    Map<Device.Kind, Path> folders = new HashMap<>();
    for (Device.Kind kind : Device.Kind.values()) {
      if (kind != Device.Kind.AUTO) {
        Provider provider = new Provider(new Device(kind, 0));
        Path unet = graph(slot.open(REFINER, ModelOptions.DEFAULT, provider), "unet");
        folders.put(kind, Objects.requireNonNull(unet.getParent()).resolveSibling(""));
      }
    }

    assertThat(folders.values().stream().distinct()).hasSize(3);
    assertThat(flavour(folders.get(Device.Kind.CUDA))).isEqualTo(Flavour.CUDA_FUSED);
    assertThat(flavour(folders.get(Device.Kind.WEBGPU))).isEqualTo(Flavour.WEBGPU);
    for (Device.Kind kind : List.of(Device.Kind.CPU, Device.Kind.DIRECTML, Device.Kind.COREML)) {
      assertThat(flavour(folders.get(kind))).as(kind.label()).isEqualTo(Flavour.PORTABLE);
    }
  }

  @Test
  void refine_deviceAuto_compilesForTheDeviceThatIsUsed() throws Exception {
    try (OnnxEngine engine = new OnnxEngine(folder.resolve("cache"))) {
      ImageResult result =
          engine.run(request(Device.AUTO), RefineListener.NONE, new Cancellation());

      assertThat(compiled())
          .singleElement()
          .extracting(CudaFlavourTest::flavour)
          .isEqualTo(Flavour.of(Device.parse(result.device())));
    }
  }

  @Test
  void refine_cudaThatIsNotHere_compilesNothingForIt() throws Exception {
    try (OnnxEngine engine = new OnnxEngine(folder.resolve("cache"))) {
      assumeTrue(
          engine.devices().verdicts().stream()
              .noneMatch(verdict -> verdict.kind() == Device.Kind.CUDA && verdict.usable()));

      assertThatThrownBy(() -> engine.run(request(CUDA), RefineListener.NONE, new Cancellation()))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("cuda");

      assertThat(compiled()).isEmpty();
    }
  }

  private static ImageRequest request(Device device) {
    Picture grey = Picture.of8Bit(64, 64, new byte[3 * 64 * 64], null);
    RefineSettings settings = new RefineSettings("a fox", "", 0.3, 4, 1, 6, 2.5, 7, null);
    return ImageRequest.refine(grey, REFINER, settings, device);
  }

  private List<Path> compiled() throws IOException {
    Path cache = folder.resolve("cache");
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> bundles = Files.list(cache)) {
      return bundles.toList();
    }
  }

  private static Flavour flavour(@Nullable Path bundle) {
    try {
      return CompiledBundle.read(Objects.requireNonNull(bundle)).orElseThrow().flavour();
    } catch (EngineException e) {
      throw new AssertionError(e);
    }
  }

  private ModelSource open(Path model, ModelOptions options, Device device) throws Exception {
    return ModelSource.open(model, options, device, folder.resolve("cache"));
  }

  /** Lets its UNet compute in 32 bits, so that nothing hides behind rounding. */
  private static void writeFull(ModelSource source, Path model) throws Exception {
    Checkpoint checkpoint = Checkpoint.read(model);
    UNetGraph.build(
            Objects.requireNonNull(checkpoint.sizes().unet()),
            Objects.requireNonNull(checkpoint.parts().get(Part.UNET)),
            new Additions(NetworkLoras.none(), false),
            Target.of(Flavour.CUDA_FUSED).inFull())
        .write(graph(source, "unet"));
  }

  private static Path graph(ModelSource source, String part) {
    return Objects.requireNonNull(source.bundle().graphs().get(part));
  }

  private static byte[] bytes(ModelSource source, String part) throws IOException {
    return Files.readAllBytes(graph(source, part));
  }

  private static Map<String, Tensor> golden() {
    Map<String, Tensor> inputs = new HashMap<>();
    for (String name :
        List.of("sample", "timestep", "encoder_hidden_states", "text_embeds", "time_ids")) {
      inputs.put(name, NpyFile.read(GOLDEN.resolve(name + ".npy")).tensor());
    }
    return inputs;
  }

  /** Runs a graph on the processor, with portable nodes for CUDA's. */
  private static Tensor run(
      ModelSource source, String part, String output, Map<String, Tensor> inputs) throws Exception {
    Files.write(graph(source, part), CudaNodes.replace(bytes(source, part)));
    return runAsItIs(source, part, output, inputs);
  }

  private static Tensor runAsItIs(
      ModelSource source, String part, String output, Map<String, Tensor> inputs) throws Exception {
    try (OnnxSession session =
        OnnxSession.open(part, graph(source, part), source.weights(), new Provider(Device.CPU))) {
      return Objects.requireNonNull(
          session
              .run(
                  TextInputs.complete(session, inputs),
                  List.of(RequiredOutput.any(output)),
                  new Cancellation())
              .get(output));
    }
  }

  private static double loss(Tensor given, Path expected) {
    NpyFile file = NpyFile.read(expected);
    assertThat(given.shape()).isEqualTo(file.shape());
    return loss(given.data(), file.floats());
  }

  private static double loss(float[] given, float[] expected) {
    double error = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      error += Math.pow(given[i] - expected[i], 2);
      size += Math.pow(expected[i], 2);
    }
    double loss = Math.sqrt(error / size);
    System.getLogger(CudaFlavourTest.class.getName())
        .log(System.Logger.Level.INFO, () -> "differs by " + loss);
    return loss;
  }
}
