package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.image.likeness.Similarity;
import afterimage.onnx.device.Devices;
import afterimage.onnx.memory.MemoryBudget;
import afterimage.onnx.model.ModelSource;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.ReferenceSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that lack a part, and models that are given another. */
class PartsOfOthersTest {
  private static final Path BASE = ReferenceFolder.path("pipelines", "tiny_base");
  private static final Path REFINER = ReferenceFolder.path("pipelines", "tiny_refiner");
  private static final Path GGUF =
      Path.of("src/test/resources/reference-2/bundles/gguf_comfy_q4_0/unet_Q4_0.gguf");
  private static final Path VAE =
      Path.of("src/test/resources/reference-2/vae_override/vae_sgm.safetensors");
  private static final Path TAESD = Path.of("src/test/resources/taesd");

  @TempDir private static Path folder;
  private static Path withoutVae = Path.of("");

  @BeforeAll
  static void make() throws Exception {
    withoutVae =
        OtherFiles.single(
            folder.resolve("no_vae"), "tiny_base", key -> !key.startsWith("first_stage_model."));
  }

  private static OnnxEngine engine(Path... installed) {
    return new OnnxEngine(
        folder.resolve("cache"), new MemoryBudget(), new Devices(null), () -> List.of(installed));
  }

  private static ImageResult generate(OnnxEngine engine, Path model, ModelOptions options)
      throws Exception {
    ModelInfo info = engine.describe(model);
    RefineSettings settings = info.defaults().withPrompt("a lake").withSteps(2).withSeed(3);
    return engine.run(
        new ImageRequest(
            new ImageRequest.Start.FromNoise(new PixelSize(64, 64)),
            new ModelRef(model, options),
            settings,
            Device.CPU),
        RefineListener.NONE,
        new Cancellation());
  }

  @Test
  void run_modelWithoutVae_asksForOne() throws Exception {
    try (OnnxEngine engine = engine()) {
      assertThat(engine.describe(withoutVae).name()).isEqualTo("single");
      assertThatThrownBy(() -> generate(engine, withoutVae, ModelOptions.DEFAULT))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("has no VAE")
          .satisfies(e -> assertOffers(e, EngineException.Alternative.ANOTHER_VAE));
    }
  }

  @Test
  void run_modelWithoutVaeAndOneGiven_isTheWholeModelsPicture() throws Exception {
    try (OnnxEngine engine = engine()) {
      ImageResult given =
          generate(engine, withoutVae, ModelOptions.DEFAULT.withVae(BASE.resolve("vae")));
      ImageResult whole = generate(engine, BASE, ModelOptions.DEFAULT);
      assertThat(Similarity.psnr(given.picture(), whole.picture())).isGreaterThan(45);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_otherVae_isAnotherPictureAndTheOwnComesBack(boolean asFile) throws Exception {
    Path other = asFile ? VAE : ReferenceFolder.path("sgm", "tiny_refiner_sgm.safetensors");
    try (OnnxEngine engine = engine()) {
      ImageResult own = generate(engine, BASE, ModelOptions.DEFAULT);
      ImageResult another = generate(engine, BASE, ModelOptions.DEFAULT.withVae(other));
      ImageResult again = generate(engine, BASE, ModelOptions.DEFAULT);
      assertThat(Similarity.psnr(again.picture(), own.picture())).isGreaterThan(90);
      if (asFile) {
        assertThat(Similarity.psnr(another.picture(), own.picture())).isLessThan(60);
      }
    }
  }

  @Test
  void describe_unetAlone_takesItsTextEncodersFromTheInstalledModelThatFits() throws Exception {
    try (OnnxEngine engine = engine(REFINER, BASE)) {
      ModelInfo info = engine.describe(GGUF);
      assertThat(info.name()).isEqualTo("unet_Q4_0");
      assertThat(info.generatedSize()).isNotNull();
      assertThat(engine.countTokens(new ModelRef(GGUF), "a lake", false).tokens()).isPositive();
      assertThat(generate(engine, GGUF, ModelOptions.DEFAULT).pictures()).hasSize(1);
    }
  }

  @Test
  void describe_unetAloneAndNothingThatFits_saysWhatToAdd() {
    try (OnnxEngine engine = engine(REFINER)) {
      assertThatThrownBy(() -> engine.describe(GGUF))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("contains only a UNet")
          .satisfies(e -> assertOffers(e, EngineException.Alternative.PARTS_OF_ANOTHER_MODEL));
    }
  }

  @Test
  void open_textEncodersOfAnotherKind_areRefused() {
    assertRefused(
        GGUF, ModelOptions.DEFAULT.withPartsFrom(REFINER), "are not the ones that the UNet");
  }

  @ParameterizedTest
  @EnumSource(ModelOptions.Weights.class)
  void run_unetInBlocks_runsHoweverItsWeightsAreKept(ModelOptions.Weights weights)
      throws Exception {
    Path lora =
        Path.of("src/test/resources/reference-2/lora/l10_onetrainer_dora_f16/adapter.safetensors");
    try (OnnxEngine engine = engine(BASE)) {
      ImageResult full = generate(engine, GGUF, ModelOptions.DEFAULT);
      ModelOptions kept = new ModelOptions(weights);
      ImageResult same = generate(engine, GGUF, kept);
      assertThat(Similarity.psnr(same.picture(), full.picture())).isGreaterThan(35);
      ImageResult changed =
          generate(engine, GGUF, kept.withLoras(List.of(new ModelOptions.Lora(lora, 1))));
      assertThat(changed.pictures()).hasSize(1);
    }
  }

  @Test
  void open_vaeThatIsATinyAutoencoder_saysWhatItIsFor() throws Exception {
    Path tiny;
    try (var files = Files.list(TAESD)) {
      tiny =
          files
              .filter(f -> f.toString().endsWith(".safetensors"))
              .sorted()
              .findFirst()
              .orElseThrow();
    }
    assertRefused(BASE, ModelOptions.DEFAULT.withVae(tiny), "tiny autoencoder");
  }

  @Test
  void open_vaeThatIsNone_isRefused() {
    Path lora =
        Path.of("src/test/resources/reference-2/lora/l01_kohya_lora_f16/adapter.safetensors");
    assertRefused(BASE, ModelOptions.DEFAULT.withVae(lora), "contains no VAE");
    assertRefused(BASE, ModelOptions.DEFAULT.withVae(folder.resolve("gone")), "gone");
    assertRefused(
        ReferenceSet.FIRST.path("onnx", "tiny_refiner"),
        ModelOptions.DEFAULT.withVae(VAE),
        "ONNX graphs");
  }

  @Test
  void open_partOfTheWeightsMissing_saysWhichNumber() throws Exception {
    Path model = OtherFiles.shardedUnet(folder.resolve("part"), "");
    Files.delete(model.resolve("unet/diffusion_pytorch_model-00002-of-00002.safetensors"));

    assertRefused(model, ModelOptions.DEFAULT, "number 2 of 2");
  }

  private static void assertOffers(Throwable thrown, EngineException.Alternative wanted) {
    assertThat(((EngineException) thrown).alternative()).contains(wanted);
  }

  private static void assertRefused(Path model, ModelOptions options, String why) {
    assertThatThrownBy(() -> ModelSource.open(model, options, Device.CPU, folder.resolve("cache")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(why);
  }
}
