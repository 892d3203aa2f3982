package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ImageResult.SessionTime;
import afterimage.engine.ModelRef;
import afterimage.engine.NoiseSettings;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.engine.RefinerStage;
import afterimage.engine.SizeSettings;
import afterimage.engine.TokenCount;
import afterimage.image.Picture;
import afterimage.image.watermark.InvisibleWatermark;
import afterimage.image.watermark.WatermarkReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures from words, with the golden data's base and refiner in miniature. */
class ImageRunTest {
  private static final OnnxEngine ENGINE = new OnnxEngine(Path.of("target/compiled"));
  private static final RefineSettings SETTINGS =
      new RefineSettings("a red fox", "blurry", 0.3, 4, 5, 6, 2.5, 7, null);

  private final List<String> heard = new ArrayList<>();
  private final RefineListener listener =
      new RefineListener() {
        @Override
        public void phase(Phase phase) {
          heard.add(phase.name());
        }

        @Override
        public void notice(String message) {
          heard.add(message);
        }
      };

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void run_severalInBatches_eachIsItsSeedsOwn() throws Exception {
    ImageResult three = generate(request(SETTINGS, "64x64", 3, 2, null));
    assertThat(three.pictures()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      RefineSettings own = three.settings(i);
      assertThat(own.seed()).isEqualTo(7 + i);
      ImageResult alone = generate(request(own, "64x64", 1, 1, null));
      assertThat(difference(alone.pictures().getFirst(), three.pictures().get(i)))
          .isLessThanOrEqualTo(1);
    }
    assertThat(difference(three.pictures().get(0), three.pictures().get(1))).isGreaterThan(8);
  }

  @Test
  void run_severalFromAPicture_eachIsItsSeedsOwn() throws Exception {
    Picture source = OnnxEngineTest.noise(96, 64, 16, true);
    ImageRequest three =
        ImageRequest.refine(source, TinyRefiner.FOLDER, SETTINGS.withStrength(0.75), Device.CPU)
            .withCount(3)
            .withBatch(2);
    ImageResult together = generate(three);
    for (int i = 0; i < 3; i++) {
      Picture alone = one(three.withSettings(together.settings(i)).withCount(1).withBatch(1));
      assertThat(difference(alone, together.pictures().get(i))).isLessThanOrEqualTo(1);
    }
    assertThat(difference(together.pictures().get(0), together.pictures().get(1))).isGreaterThan(2);
    assertThat(together.picture().bitDepth()).isEqualTo(16);
    assertThat(together.picture().hasAlpha()).isTrue();
  }

  @Test
  void run_pictureThroughTwoModels_sharesTheStrengthOut() throws Exception {
    Picture source = OnnxEngineTest.noise(128, 128, 8, false);
    ImageRequest request =
        ImageRequest.refine(
                source, TinyRefiner.BASE, with("euler", 10).withStrength(0.8), Device.CPU)
            .withRefiner(new RefinerStage.Ensemble(TinyRefiner.FOLDER, 0.7));
    ImageResult result = generate(request);
    assertThat(runs(result, "unet") + runs(result, "refiner/unet")).isEqualTo(8);
    assertThat(runs(result, "refiner/unet")).isEqualTo(3);
    assertThat(result.refinerName()).isEqualTo("tiny_refiner");
  }

  @Test
  void run_oddSize_hasThatSize() throws Exception {
    Picture picture = one(request(SETTINGS, "130x70", 1, 1, null));
    assertThat(picture.width()).isEqualTo(130);
    assertThat(picture.height()).isEqualTo(70);
  }

  @ParameterizedTest
  @ValueSource(strings = {"euler", "heun", "dpmpp-2m-karras", "dpm2-a", "ddim", "unipc"})
  void run_ensemble_sharesTheScheduleOut(String scheduler) throws Exception {
    RefineSettings settings = with(scheduler, 10);
    RefinerStage stage = new RefinerStage.Ensemble(TinyRefiner.FOLDER, 0.7);
    ImageResult result = generate(request(settings, "128x128", 1, 1, stage));
    int ofBase = runs(result, "unet");
    int ofRefiner = runs(result, "refiner/unet");
    assertThat(ofBase).isPositive();
    assertThat(ofRefiner).isPositive();
    int all = runs(generate(request(settings, "128x128", 1, 1, null)), "unet");
    // A second-order step that the cut would halve is begun anew by the refiner.
    assertThat(ofBase + ofRefiner).isBetween(all, all + 1);
    assertThat(runs(result, "vae_decoder")).as("the base decodes nothing").isZero();
    assertThat(result.refinerName()).isEqualTo("tiny_refiner");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void run_secondPass_refinesWithItsStrength(boolean inLatents) throws Exception {
    RefinerStage stage = new RefinerStage.SecondPass(TinyRefiner.FOLDER, 0.5, inLatents);
    ImageResult result = generate(request(SETTINGS, "128x128", 2, 1, stage));
    assertThat(result.pictures()).hasSize(2);
    assertThat(runs(result, "unet")).isEqualTo(8);
    assertThat(runs(result, "refiner/unet")).isEqualTo(4);
    assertThat(runs(result, "refiner/vae_encoder")).isEqualTo(inLatents ? 0 : 2);
  }

  @Test
  void run_refinerAsBase_isRefusedBeforeLoading() {
    ImageRequest request =
        ImageRequest.generate(new PixelSize(64, 64), TinyRefiner.FOLDER, SETTINGS, Device.CPU);
    assertThatThrownBy(() -> generate(request))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cannot generate them from text");
    assertThat(heard).isEmpty();
  }

  @Test
  void run_latentsOfAnotherScale_areRefusedBeforeLoading(@TempDir Path folder) throws Exception {
    Path other = withScale(folder, "0.18215");
    RefinerStage ensemble = new RefinerStage.Ensemble(other, 0.8);
    assertThatThrownBy(() -> generate(request(SETTINGS, "64x64", 1, 1, ensemble)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("0.13025")
        .hasMessageContaining("0.18215")
        .hasMessageContaining("finished picture");
    assertThat(heard).isEmpty();
    RefinerStage pass = new RefinerStage.SecondPass(other, 0.5, false);
    assertThat(generate(request(SETTINGS, "128x128", 1, 1, pass)).pictures()).hasSize(1);
  }

  @Test
  void run_switchThatLeavesARefinerNothing_saysSo() {
    RefinerStage late = new RefinerStage.Ensemble(TinyRefiner.FOLDER, 0.999);
    assertThatThrownBy(() -> generate(request(SETTINGS, "128x128", 1, 1, late)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("No steps are left");
  }

  @Test
  void run_guidanceInTwoCalls_isTheSamePicture() throws Exception {
    ImageResult together = generate(request(SETTINGS, "64x64", 1, 1, null));
    ImageResult apart = generate(request(advanced(null, 0, 0, true), "64x64", 1, 1, null));
    assertThat(difference(together.pictures().getFirst(), apart.pictures().getFirst()))
        .isLessThanOrEqualTo(1);
    assertThat(runs(apart, "unet")).isEqualTo(2 * runs(together, "unet"));
  }

  @Test
  void run_eachAdvancedSetting_changesThePicture() throws Exception {
    Picture plain = one(request(SETTINGS, "64x64", 1, 1, null));
    List<RefineSettings> changed =
        List.of(
            advanced("a blue whale", 0, 0, false),
            advanced(null, 1, 0, false),
            advanced(null, 0, 0.7, false),
            noise(new NoiseSettings(NoiseSettings.Generator.NV, null, 0)),
            noise(new NoiseSettings(NoiseSettings.Generator.CPU, 99L, 0.3)),
            sized(
                new SizeSettings(
                    new PixelSize(512, 256),
                    SizeSettings.Corner.ORIGIN,
                    null,
                    null,
                    SizeSettings.Corner.ORIGIN,
                    null)));
    for (RefineSettings settings : changed) {
      assertThat(difference(plain, one(request(settings, "64x64", 1, 1, null))))
          .as("%s", settings)
          .isPositive();
    }
  }

  @Test
  void run_clipSkipBeyondTheLayers_saysHowMany() {
    assertThatThrownBy(() -> generate(request(advanced(null, 9, 0, false), "64x64", 1, 1, null)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Clip skip 9")
        .hasMessageContaining("at most");
  }

  @Test
  void run_withWatermark_carriesItWhereItFits() throws Exception {
    RefineSettings marked = SETTINGS.withAdvanced(AdvancedSettings.DEFAULT.withWatermark(true));
    Picture large = one(request(marked, "256x256", 1, 1, null));
    assertThat(InvisibleWatermark.read(large).verdict())
        .isEqualTo(WatermarkReading.Verdict.PRESENT);
    one(request(marked, "128x128", 1, 1, null));
    assertThat(heard).anyMatch(notice -> notice.contains("no invisible watermark"));
  }

  @Test
  void run_longPromptForOneTower_lengthensBoth() throws Exception {
    RefineSettings settings = advanced("fox, ".repeat(60), 0, 0, false);
    assertThat(one(request(settings, "64x64", 1, 1, null)).width()).isEqualTo(64);
  }

  @Test
  void run_withTrace_hasAFolderAStage(@TempDir Path folder) throws Exception {
    ImageRequest request =
        ImageRequest.generate(new PixelSize(128, 128), TinyRefiner.BASE, SETTINGS, Device.CPU)
            .withRefiner(new RefinerStage.Ensemble(TinyRefiner.FOLDER, 0.5))
            .withTrace(folder);
    generate(request);
    assertThat(folder.resolve("base/noise_init.npy")).exists();
    assertThat(folder.resolve("refiner/latents.npy")).exists();
  }

  @Test
  void run_cancelled_stopsAndStaysUsable() throws Exception {
    Cancellation cancellation = new Cancellation();
    RefineListener canceller =
        new RefineListener() {
          @Override
          public void step(int step, int steps) {
            cancellation.cancel();
          }
        };
    ImageRequest request = request(SETTINGS, "64x64", 4, 1, null);
    assertThatThrownBy(() -> ENGINE.run(request, canceller, cancellation))
        .isInstanceOf(CancelledException.class);
    assertThat(one(request(SETTINGS, "64x64", 1, 1, null)).width()).isEqualTo(64);
  }

  @Test
  void countTokens_ofPrompts_leavesSyntaxOut() throws Exception {
    assertThat(ENGINE.countTokens(new ModelRef(TinyRefiner.BASE), "", false))
        .isEqualTo(new TokenCount(0, 75, 1));
    assertThat(ENGINE.countTokens(new ModelRef(TinyRefiner.BASE), "((a:1.3)) b", false))
        .isEqualTo(new TokenCount(2, 75, 1));
    assertThat(ENGINE.countTokens(new ModelRef(TinyRefiner.FOLDER), "a ".repeat(76), false))
        .isEqualTo(new TokenCount(76, 75, 2));
  }

  @Test
  void countTokens_plain_countsBracketsAndWhatIsCut() throws Exception {
    TokenCount brackets = ENGINE.countTokens(new ModelRef(TinyRefiner.BASE), "((a:1.3)) b", true);
    assertThat(brackets.tokens()).isGreaterThan(2);
    assertThat(ENGINE.countTokens(new ModelRef(TinyRefiner.BASE), "a ".repeat(76), true))
        .isEqualTo(new TokenCount(76, 75, 1));
  }

  @Test
  void describe_models_tellWhetherTheyGenerate() throws Exception {
    assertThat(ENGINE.describe(TinyRefiner.BASE).generatedSize()).isNotNull();
    assertThat(ENGINE.describe(TinyRefiner.FOLDER).generatedSize()).isNull();
  }

  private static Path withScale(Path folder, String scale) throws IOException {
    Path copy = TinyRefiner.copyTo(folder);
    for (String part : List.of("vae_decoder", "vae_encoder")) {
      Path config = copy.resolve(part).resolve("config.json");
      if (Files.exists(config)) {
        Files.writeString(config, Files.readString(config).replace("0.13025", scale));
      }
    }
    return copy;
  }

  private static RefineSettings with(String scheduler, int steps) {
    return new RefineSettings("a red fox", "", 0.3, steps, 5, 6, 2.5, 7, scheduler);
  }

  private static RefineSettings advanced(
      @Nullable String prompt2, int clipSkip, double rescale, boolean twoCalls) {
    return SETTINGS.withAdvanced(
        AdvancedSettings.DEFAULT
            .withPrompt2(prompt2)
            .withClipSkip(clipSkip)
            .withGuidanceRescale(rescale)
            .withGuidanceInTwoCalls(twoCalls));
  }

  private static RefineSettings noise(NoiseSettings noise) {
    return SETTINGS.withAdvanced(AdvancedSettings.DEFAULT.withNoise(noise));
  }

  private static RefineSettings sized(SizeSettings sizes) {
    return SETTINGS.withAdvanced(AdvancedSettings.DEFAULT.withSizes(sizes));
  }

  private static ImageRequest request(
      RefineSettings settings, String size, int count, int batch, @Nullable RefinerStage stage) {
    return ImageRequest.generate(PixelSize.parse(size), TinyRefiner.BASE, settings, Device.CPU)
        .withRefiner(stage)
        .withCount(count)
        .withBatch(batch);
  }

  private Picture one(ImageRequest request) throws Exception {
    return generate(request).pictures().getFirst();
  }

  private ImageResult generate(ImageRequest request) throws Exception {
    return ENGINE.run(request, listener, new Cancellation());
  }

  private static int runs(ImageResult result, String network) {
    return result.sessions().stream()
        .filter(session -> session.network().equals(network))
        .mapToInt(SessionTime::runs)
        .sum();
  }

  /** The largest difference of a channel, of 255. */
  static int difference(Picture one, Picture other) {
    int largest = 0;
    for (int y = 0; y < one.height(); y++) {
      for (int x = 0; x < one.width(); x++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          int a = one.argb(x, y) >> shift & 255;
          int b = other.argb(x, y) >> shift & 255;
          largest = Math.max(largest, Math.abs(a - b));
        }
      }
    }
    return largest;
  }
}
