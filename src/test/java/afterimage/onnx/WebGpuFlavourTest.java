package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.bundle.ModelBundle;
import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.CompiledModel;
import afterimage.checkpoint.network.Flavour;
import afterimage.diffusion.pipeline.Framing;
import afterimage.diffusion.pipeline.PipelineListener;
import afterimage.diffusion.pipeline.PipelineOutput;
import afterimage.diffusion.pipeline.RunContext;
import afterimage.diffusion.pipeline.UNet;
import afterimage.diffusion.scheduler.Scheduler;
import afterimage.diffusion.scheduler.SchedulerConfig;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelPlacement;
import afterimage.engine.Tiling;
import afterimage.image.Picture;
import afterimage.image.likeness.Similarity;
import afterimage.onnx.device.Devices;
import afterimage.onnx.model.LoadedModel;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.model.PlacedModel;
import afterimage.onnx.runtime.Provider;
import afterimage.onnx.runtime.Weights;
import afterimage.reference.PngPicture;
import afterimage.reference.RecordedRun;
import afterimage.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The graphs for WebGPU on its own provider, over whatever Vulkan driver there is; {@code
 * .ci/vulkan} gets one that runs on the processor. {@code mvn initialize surefire:test
 * -Dgroups=webgpu -DexcludedGroups=} runs these.
 */
@Tag("webgpu")
class WebGpuFlavourTest {
  private static final Device WEBGPU = new Device(Device.Kind.WEBGPU, 0);
  private static final Provider FULL = new Provider(WEBGPU);
  private static final Path REFERENCE = Path.of("src/test/resources/reference");
  private static final Path REFINER = REFERENCE.resolve("pipelines/tiny_refiner");

  /** Root of mean squares, of the difference and of what is expected. */
  private static final double UNET_IN_HALF = 0.02;

  /** Decibels. */
  private static final double PICTURE_IN_HALF = 35;

  /** Integers that say how large something is: their graph ends in shapes, not in pictures. */
  private static final Set<String> SIZES = Set.of("Shape", "Gather", "Concat", "Mul", "Cast");

  private static final Map<Path, LoadedModel> LOADED = new HashMap<>();
  private static final Devices DEVICES = new Devices(null);

  @TempDir private static Path cache;

  @BeforeAll
  static void requireADriver() {
    DeviceReport.Verdict verdict = verdict();
    assumeTrue(verdict.usable(), () -> "no WebGPU here: " + verdict.reason());
  }

  private static DeviceReport.Verdict verdict() {
    return DEVICES.report().verdicts().stream()
        .filter(found -> found.kind() == Device.Kind.WEBGPU)
        .findFirst()
        .orElseThrow();
  }

  @AfterAll
  static void close() {
    LOADED.values().forEach(LoadedModel::close);
    LOADED.clear();
  }

  /** Within the tolerances of an fp32 implementation, stage by stage and as a whole. */
  @TestFactory
  Stream<DynamicContainer> run_recordedByDiffusers_isReproducedInFull() {
    ReferenceModels models = new ReferenceModels(cache);
    return RecordedRun.all().stream()
        .map(
            run ->
                DynamicContainer.dynamicContainer(
                    run.name(), RecordedRunsTest.tests(run, () -> model(run, models))));
  }

  /** A refiner that sees times, sizes and scores; latents of other means, sampled as EDM does. */
  @TestFactory
  Stream<DynamicContainer> run_ofTheSecondSet_isReproducedInFull() {
    return SecondReference.runs().stream()
        .map(
            run ->
                DynamicContainer.dynamicContainer(
                    run.name(), RecordedRunsTest.tests(run, () -> second(run))));
  }

  /** Nine channels, which no vector of four holds. */
  @Test
  void unet_ofAnInpaintingModel_isReproducedInFull() throws Exception {
    Path path = TinyInpaint.folder(cache.resolve("nine"));
    RecordedRun run =
        InpaintRuns.all().stream().filter(one -> one.name().startsWith("i1_")).findFirst().get();
    try (LoadedModel model =
        new LoadedModel(ModelSource.open(path, ModelOptions.DEFAULT, WEBGPU, cache), FULL)) {
      RecordedRunsTest.compareUnet(run, model);
    }
  }

  private static LoadedModel second(RecordedRun run) throws Exception {
    Path path = cache.resolve(run.json().path("model").asString(run.name()));
    LoadedModel model = LOADED.get(path);
    if (model == null) {
      SecondReference.model(run, path);
      model =
          new LoadedModel(
              ModelSource.open(path, SecondReference.options(run), WEBGPU, cache), FULL);
      LOADED.put(path, model);
    }
    return model;
  }

  private static LoadedModel model(RecordedRun run, ReferenceModels models) throws EngineException {
    Path path = models.of(run, "pipelines").orElse(null);
    assumeTrue(path != null, () -> run + ": no model fits it");
    LoadedModel model = LOADED.get(path);
    if (model == null) {
      model = new LoadedModel(ModelSource.open(path, ModelOptions.DEFAULT, WEBGPU, cache), FULL);
      LOADED.put(path, model);
    }
    return model;
  }

  /** One percent: products are summed up in 16 bits, too, unlike on CUDA. */
  @ParameterizedTest
  @MethodSource("refinerRuns")
  void unet_inHalf_isCloseToDiffusers(RecordedRun run) throws Exception {
    UNet.Conditioning conditioning =
        new UNet.Conditioning(
            run.tensor("unet_encoder_hidden_states"),
            run.tensor("unet_text_embeds"),
            run.tensor("unet_time_ids"));
    Tensor samples = run.tensor("unet_sample");
    Tensor expected = run.tensor("unet_out_sample");
    float[] timesteps = run.tensor("unet_timestep").data();
    LoadedModel model = half(run);
    for (int i = 0; i < timesteps.length; i++) {
      Tensor sample = RecordedRunsTest.item(samples, i);
      Tensor given = model.unet().predict(sample, timesteps[i], conditioning, new Cancellation());

      assertThat(loss(given, RecordedRunsTest.item(expected, i)))
          .as("call %d", i)
          .isBetween(1e-5, UNET_IN_HALF);
    }
  }

  @ParameterizedTest
  @MethodSource("refinerRuns")
  void picture_inHalf_isCloseToDiffusers(RecordedRun run) throws Exception {
    Scheduler scheduler =
        Schedulers.create(SchedulerConfig.of(run.schedulerClass(), run.schedulerConfig()));
    RunContext context =
        new RunContext(PipelineListener.NONE, new CollectedTrace(), new Cancellation());

    PipelineOutput output =
        half(run)
            .pipeline(Tiling.AUTO)
            .run(Replay.input(run, new RecordedNoise(run)), scheduler, context);

    Picture expected = PngPicture.read(run.pictures("final").getFirst());
    Framing whole = Framing.of(expected.width(), expected.height(), 1, 1);
    Picture given = whole.crop(Objects.requireNonNull(output.images()).slice(0), 8);
    assertThat(Similarity.psnr(given, expected)).isGreaterThan(PICTURE_IN_HALF);
  }

  private static List<RecordedRun> refinerRuns() {
    return Stream.concat(RecordedRun.all().stream(), SecondReference.runs().stream())
        .filter(run -> run.name().equals("r1_euler") || run.name().startsWith("x"))
        .toList();
  }

  private static LoadedModel half(RecordedRun run) throws Exception {
    Provider provider = DEVICES.choose(WEBGPU, _ -> {});
    Flavour flavour = DEVICES.form(WEBGPU).flavour();
    assumeTrue(flavour == Flavour.WEBGPU_HALF, "this driver has no 16-bit floats");
    boolean first = run.name().startsWith("r");
    Path key = cache.resolve(first ? "half" : "half_of_the_second_set");
    LoadedModel model = LOADED.get(key);
    if (model == null) {
      Path path = first ? REFINER : SecondReference.refiner(key);
      model = new LoadedModel(compiled(path, flavour), provider);
      LOADED.put(key, model);
    }
    return model;
  }

  private static double loss(Tensor given, Tensor expected) {
    double difference = 0;
    double power = 0;
    for (int i = 0; i < expected.data().length; i++) {
      difference += Math.pow(given.data()[i] - expected.data()[i], 2);
      power += Math.pow(expected.data()[i], 2);
    }
    return Math.sqrt(difference / power);
  }

  private static ModelSource compiled(Path model, Flavour flavour) throws EngineException {
    CompiledModel compiled =
        CheckpointCompiler.compile(model, ModelOptions.DEFAULT, flavour, cache);
    return new ModelSource(
        ModelBundle.open(compiled.folder()),
        Weights.inCheckpoint(compiled.weights(), ModelOptions.Weights.FULL, () -> Long.MAX_VALUE),
        null);
  }

  @Test
  void placement_refiner_isAllOnTheDevice() throws Exception {
    ModelSource source = ModelSource.open(REFINER, ModelOptions.DEFAULT, WEBGPU, cache);

    ModelPlacement placement = PlacedModel.of(source, FULL);

    assertThat(placement.networks())
        .filteredOn(network -> !network.name().startsWith("text_encoder"))
        .extracting(ModelPlacement.Network::name)
        .containsExactly("vae_encoder", "unet", "vae_decoder");
    for (ModelPlacement.Network network : placement.networks()) {
      if (!network.name().startsWith("text_encoder")) {
        assertThat(network.onProcessor().keySet()).as(network.name()).isSubsetOf(SIZES);
        assertThat(network.copies()).as(network.name()).isZero();
        assertThat(network.onDevice()).containsKeys("Conv", "InstanceNormalization", "MatMul");
      }
    }
  }

  @Test
  void choose_auto_neverTakesASoftwareDriver() throws Exception {
    assumeTrue(verdict().reason().contains("software"), "this driver is a card's");

    assertThat(DEVICES.choose(Device.AUTO, _ -> {}).device()).isEqualTo(Device.CPU);
  }

  @Test
  void choose_numberOfNoCard_saysWhichThereAre() {
    assertThatThrownBy(() -> DEVICES.choose(new Device(Device.Kind.WEBGPU, 7), _ -> {}))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("there is no webgpu:7. There is webgpu:0 (");
  }

  /** Several at once would crash ONNX Runtime. */
  @Test
  void predict_inTwoThreads_givesBothTheirOwn() throws Exception {
    RecordedRun run = RecordedRun.all().getFirst();
    LoadedModel model = model(run, new ReferenceModels(cache));
    Tensor small = new Tensor(new int[] {1, 4, 8, 8}, new float[256]);
    float[] alone = model.vae().decode(small, null, new Cancellation()).data();
    try (ExecutorService threads = Executors.newFixedThreadPool(2);
        LoadedModel other =
            new LoadedModel(ModelSource.open(REFINER, ModelOptions.DEFAULT, WEBGPU, cache), FULL)) {
      List<Future<float[]>> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        LoadedModel one = i % 2 == 0 ? model : other;
        results.add(threads.submit(() -> one.vae().decode(small, null, new Cancellation()).data()));
      }
      for (Future<float[]> result : results) {
        assertThat(result.get()).isEqualTo(alone);
      }
    }
  }
}
