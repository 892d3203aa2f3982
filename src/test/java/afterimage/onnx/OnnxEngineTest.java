package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.image.likeness.LikenessFloor;
import afterimage.image.likeness.Similarity;
import afterimage.reference.NpyFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxEngineTest {
  private static final OnnxEngine ENGINE = new OnnxEngine(Path.of("target/compiled"));
  private static final RefineSettings SETTINGS =
      new RefineSettings("a red fox", "blurry", 0.3, 10, 5, 6, 2.5, 7, null);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void describe_tinyRefiner_tellsDefaultsAndSchedulers() throws Exception {
    ModelInfo info = ENGINE.describe(TinyRefiner.FOLDER);
    assertThat(info.name()).isEqualTo("tiny_refiner");
    assertThat(info.defaults().strength()).isEqualTo(0.3);
    assertThat(info.defaults().steps()).isEqualTo(50);
    assertThat(info.aestheticScores()).isTrue();
    assertThat(info.sizeMultiple()).isEqualTo(64);
    assertThat(info.schedulers().getFirst()).isEqualTo("euler");
    assertThat(info.vocabulary()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "130, 67", "200, 10", "64, 128"})
  void refine_anySize_givesThatSize(int width, int height) throws Exception {
    Picture source = noise(width, height, 8, false);
    Picture refined = refine(source, SETTINGS, RefineListener.NONE).picture();
    assertThat(refined.width()).isEqualTo(width);
    assertThat(refined.height()).isEqualTo(height);
    assertThat(refined.bitDepth()).isEqualTo(8);
    assertThat(refined.hasAlpha()).isFalse();
  }

  @Test
  void refine_sixteenBitsWithAlpha_keepsBoth() throws Exception {
    Picture source = noise(70, 50, 16, true);
    Picture refined = refine(source, SETTINGS, RefineListener.NONE).picture();
    assertThat(refined.bitDepth()).isEqualTo(16);
    for (int y = 0; y < 50; y++) {
      for (int x = 0; x < 70; x++) {
        assertThat(refined.alpha(x, y)).isEqualTo(source.alpha(x, y));
      }
    }
  }

  @Test
  void refine_twice_givesTheSamePictureAndLoadsOnce() throws Exception {
    Picture source = noise(128, 128, 8, false);
    ImageResult first = refine(source, SETTINGS, RefineListener.NONE);
    ImageResult second = refine(source, SETTINGS, RefineListener.NONE);
    assertThat(second.loading()).isEqualTo(Duration.ZERO);
    assertThat(pixels(second.picture())).isEqualTo(pixels(first.picture()));
    ImageResult other = refine(source, SETTINGS.withSeed(8), RefineListener.NONE);
    assertThat(pixels(other.picture())).isNotEqualTo(pixels(first.picture()));
    assertThat(first.sessions())
        .extracting(ImageResult.SessionTime::network)
        .endsWith("vae_encoder", "unet", "vae_decoder");
    assertThat(first.sessions().reversed().get(1).runs()).isEqualTo(3);
    assertThat(first.device()).isEqualTo("cpu");
  }

  @Test
  void refine_keepDetail_bringsBackWhatTheAutoencoderLoses(@TempDir Path folder) throws Exception {
    Path grey = TinyRefiner.copyTo(folder);
    TinyRefiner.writeDecoder(grey, 4, 0);
    Picture source = noise(64, 64, 8, false);
    double lost = Similarity.psnr(source, keeping(0, source, grey));
    // At strength 0.1 nine tenths of what is asked for come back.
    assertThat(Similarity.psnr(source, keeping(0.5, source, grey)) - lost)
        .isCloseTo(-20 * Math.log10(1 - 0.45), within(0.3));
    assertThat(Similarity.psnr(source, keeping(1, source, grey)) - lost)
        .isCloseTo(-20 * Math.log10(1 - 0.9), within(0.3));
  }

  @Test
  void refine_keepColours_keepsTheMeanOfEachChannel() throws Exception {
    Picture source = noise(96, 96, 16, false);
    double[] free = meanChange(source, 0);
    double[] kept = meanChange(source, 1);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(Math.abs(free[channel])).isGreaterThan(1);
      assertThat(Math.abs(kept[channel])).isLessThan(Math.abs(free[channel]) / 4);
    }
  }

  /** Of each channel, in 255ths. */
  private static double[] meanChange(Picture source, double keepColours) throws Exception {
    RefineSettings settings =
        SETTINGS.withAdvanced(AdvancedSettings.DEFAULT.withKeepColours(keepColours));
    Picture refined = refine(source, settings, RefineListener.NONE).picture();
    double[] sums = new double[3];
    for (int y = 0; y < source.height(); y++) {
      for (int x = 0; x < source.width(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          sums[channel] += refined.sample(x, y, channel) - source.sample(x, y, channel);
        }
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      sums[channel] *= 255.0 / source.width() / source.height();
    }
    return sums;
  }

  @Test
  void refine_keepAtLeast_holdsTheFloorAndSaysWhatItGaveBack() throws Exception {
    for (int bits : new int[] {8, 16}) {
      Picture source = noise(72, 50, bits, true);
      List<String> notices = new ArrayList<>();
      RefineListener listener =
          new RefineListener() {
            @Override
            public void notice(String message) {
              notices.add(message);
            }
          };
      RefineSettings settings =
          SETTINGS.withAdvanced(AdvancedSettings.DEFAULT.withKeepAtLeast(0.9));

      ImageResult result = refine(source, settings, listener);

      // To hold it once more changes nothing.
      LikenessFloor.Held again = LikenessFloor.hold(source, result.picture(), 0.9);
      assertThat(again.givenBack().area()).isZero();
      assertThat(result.givenBack().getFirst().area()).isPositive();
      assertThat(notices).anyMatch(notice -> notice.startsWith("To keep at least 0.9, "));
      assertThat(refine(source, SETTINGS, RefineListener.NONE).givenBack()).isEmpty();
    }
  }

  @Test
  void refine_keepAtLeastOne_returnsTheSourcesPixels() throws Exception {
    Picture source = noise(33, 21, 16, false);
    RefineSettings settings = SETTINGS.withAdvanced(AdvancedSettings.DEFAULT.withKeepAtLeast(1));

    ImageResult result = refine(source, settings, RefineListener.NONE);

    assertThat(pixels(result.picture())).isEqualTo(pixels(source));
    assertThat(result.givenBack().getFirst().share()).isEqualTo(1);
  }

  private static Picture keeping(double share, Picture source, Path model) throws Exception {
    RefineSettings settings =
        with(0.1, 10, null).withAdvanced(AdvancedSettings.DEFAULT.withKeepDetail(share));
    return ENGINE
        .run(
            ImageRequest.refine(source, model, settings, Device.CPU),
            RefineListener.NONE,
            new Cancellation())
        .picture();
  }

  @Test
  void refine_strengthZero_returnsTheSourceItself() throws Exception {
    Picture source = noise(33, 21, 16, true);
    assertThat(refine(source, with(0, 50, null), RefineListener.NONE).picture()).isSameAs(source);
  }

  @Test
  void refine_strengthThatLeavesNoStep_saysTheLeastThatWorks() {
    Picture source = noise(64, 64, 8, false);
    assertThatThrownBy(() -> refine(source, with(0.05, 10, null), RefineListener.NONE))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("strength 0.05")
        .hasMessageContaining("at least 0.1");
  }

  @Test
  void refine_unknownScheduler_namesTheKnown() {
    Picture source = noise(64, 64, 8, false);
    assertThatThrownBy(() -> refine(source, with(0.3, 10, "eller"), RefineListener.NONE))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'eller'")
        .hasMessageContaining("euler");
  }

  @Test
  void refine_moreStepsThanTheSchedulerTakes_saysHowManyItTakes() {
    Picture source = noise(64, 64, 8, false);
    assertThatThrownBy(() -> refine(source, with(0.3, 60, "lcm"), RefineListener.NONE))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("60 steps, but this scheduler takes 1 to 50");
  }

  @Test
  void refine_everyScheduler_givesAPicture() throws Exception {
    Picture source = noise(64, 64, 8, false);
    for (String scheduler : ENGINE.describe(TinyRefiner.FOLDER).schedulers()) {
      assertThat(refine(source, with(0.5, 6, scheduler), RefineListener.NONE).picture().width())
          .as(scheduler)
          .isEqualTo(64);
    }
  }

  @Test
  void refine_listener_hearsPhasesStepsAndPreviewsInOrder() throws Exception {
    Heard heard = new Heard();
    refine(noise(130, 67, 8, false), SETTINGS, heard);
    assertThat(heard.phases)
        .endsWith(
            RefineListener.Phase.ENCODING_PROMPT,
            RefineListener.Phase.ENCODING_PICTURE,
            RefineListener.Phase.DENOISING,
            RefineListener.Phase.DECODING);
    assertThat(heard.steps).containsExactly("1/3", "2/3", "3/3");
    assertThat(heard.frames)
        .extracting(frame -> frame.step() + ": " + frame.width() + " × " + frame.height())
        .containsExactly("1: 17 × 9", "2: 17 × 9", "3: 17 × 9");
  }

  @Test
  void refine_promptOverOneChunk_isReadWhole() throws Exception {
    String chunk = "fox, ".repeat(30);
    assertThat(pixels(refined(chunk + "fox", false)))
        .isNotEqualTo(pixels(refined(chunk + "fox ".repeat(40), false)))
        .isNotEqualTo(pixels(refined(chunk, false)));
  }

  @Test
  void refine_plainPromptTooLong_isCutAndTellsIt() throws Exception {
    Heard heard = new Heard();
    refine(noise(64, 64, 8, false), prompted("fox ".repeat(100), true), heard);
    assertThat(heard.notices).anyMatch(notice -> notice.contains("reads only the first 75"));
  }

  @Test
  void refine_weightedWord_weighsOnlyInTheWeightedSyntax() throws Exception {
    assertThat(pixels(refined("a (red:1.5) fox", false)))
        .isNotEqualTo(pixels(refined("a red fox", false)));
    assertThat(pixels(refined("a red fox", true))).isEqualTo(pixels(refined("a red fox", false)));
    assertThat(pixels(refined("a (red fox", false)))
        .as("an open bracket weighs the rest, as A1111's does")
        .isEqualTo(pixels(refined("a (red fox:1.1)", false)))
        .isNotEqualTo(pixels(refined("a (red fox", true)));
  }

  private static Picture refined(String prompt, boolean plain) throws Exception {
    return refine(noise(64, 64, 8, false), prompted(prompt, plain), RefineListener.NONE).picture();
  }

  private static RefineSettings prompted(String prompt, boolean plain) {
    return new RefineSettings(prompt, "", 0.9, 3, 9, 6, 2.5, 7, null)
        .withAdvanced(AdvancedSettings.DEFAULT.withPlainPrompts(plain));
  }

  @Test
  void refine_cancelledInMidRun_stopsAndStaysUsable() throws Exception {
    Picture source = noise(128, 128, 8, false);
    Cancellation cancellation = new Cancellation();
    RefineListener canceller =
        new RefineListener() {
          @Override
          public void step(int step, int steps) {
            cancellation.cancel();
          }
        };
    ImageRequest request = ImageRequest.refine(source, TinyRefiner.FOLDER, SETTINGS, Device.CPU);
    assertThatThrownBy(() -> ENGINE.run(request, canceller, cancellation))
        .isInstanceOf(CancelledException.class);
    assertThat(refine(source, SETTINGS, RefineListener.NONE).picture().width()).isEqualTo(128);
  }

  @Test
  void refine_withTrace_writesTheReferencesTensors(@TempDir Path folder) throws Exception {
    Path trace = folder.resolve("new").resolve("trace");
    ImageRequest request =
        ImageRequest.refine(noise(128, 128, 8, false), TinyRefiner.FOLDER, SETTINGS, Device.AUTO)
            .withTrace(trace);
    ENGINE.run(request, RefineListener.NONE, new Cancellation());
    assertThat(NpyFile.read(trace.resolve("unet_sample.npy")).shape())
        .containsExactly(3, 2, 4, 16, 16);
    assertThat(NpyFile.read(trace.resolve("latents.npy")).shape()).containsExactly(4, 1, 4, 16, 16);
    assertThat(NpyFile.read(trace.resolve("unet_timestep.npy")).floats()).hasSize(3);
    assertThat(NpyFile.read(trace.resolve("input_ids_text_encoder_2_prompt.npy")).longs())
        .hasSize(77);
    assertThat(NpyFile.read(trace.resolve("unet_time_ids.npy")).floats())
        .containsExactly(128, 128, 0, 0, 2.5f, 128, 128, 0, 0, 6);
    assertThat(trace.resolve("prompt_embeds.npy")).exists();
    assertThat(trace.resolve("noise_add.npy")).exists();
  }

  @Test
  void refine_namedDeviceThatIsNotThere_saysSo() {
    ImageRequest request =
        ImageRequest.refine(
            noise(64, 64, 8, false),
            TinyRefiner.FOLDER,
            SETTINGS,
            new Device(Device.Kind.CUDA, 99));
    assertThatThrownBy(() -> ENGINE.run(request, RefineListener.NONE, new Cancellation()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cuda:99")
        .hasMessageContaining("(auto)");
  }

  @Test
  void devices_anywhere_haveTheProcessor() {
    assertThat(ENGINE.devices().verdicts())
        .filteredOn(verdict -> verdict.kind() == Device.Kind.CPU)
        .singleElement()
        .matches(verdict -> verdict.usable());
  }

  private static RefineSettings with(double strength, int steps, @Nullable String scheduler) {
    return new RefineSettings("a red fox", "", strength, steps, 5, 6, 2.5, 7, scheduler);
  }

  private static ImageResult refine(
      Picture source, RefineSettings settings, RefineListener listener) throws Exception {
    return ENGINE.run(
        ImageRequest.refine(source, TinyRefiner.FOLDER, settings, Device.CPU),
        listener,
        new Cancellation());
  }

  static Picture noise(int width, int height, int bitDepth, boolean alpha) {
    Random random = new Random(3);
    int pixels = width * height;
    if (bitDepth == 8) {
      byte[] rgb = new byte[pixels * 3];
      byte[] opacity = new byte[pixels];
      random.nextBytes(rgb);
      random.nextBytes(opacity);
      return Picture.of8Bit(width, height, rgb, alpha ? opacity : null);
    }
    short[] rgb = new short[pixels * 3];
    short[] opacity = new short[pixels];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (short) random.nextInt();
      opacity[i / 3] = (short) random.nextInt();
    }
    return Picture.of16Bit(width, height, rgb, alpha ? opacity : null);
  }

  private static List<Integer> pixels(Picture picture) {
    List<Integer> pixels = new ArrayList<>();
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        pixels.add(picture.argb(x, y));
      }
    }
    return pixels;
  }

  private static final class Heard implements RefineListener {
    private final List<Phase> phases = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<PreviewFrame> frames = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    @Override
    public void phase(Phase phase) {
      phases.add(phase);
    }

    @Override
    public void step(int step, int of) {
      steps.add(step + "/" + of);
    }

    @Override
    public void preview(PreviewFrame frame) {
      frames.add(frame);
    }

    @Override
    public void notice(String message) {
      notices.add(message);
    }
  }
}
