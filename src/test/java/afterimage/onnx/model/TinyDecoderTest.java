package afterimage.onnx.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.LatentDecoder;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.engine.RefinerStage;
import afterimage.image.Picture;
import afterimage.onnx.OnnxEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The finished picture from a tiny autoencoder's decoder, with random weights. */
class TinyDecoderTest {
  private static final Path PIPELINES = Path.of("src/test/resources/reference/pipelines");
  private static final Path REFINER = PIPELINES.resolve("tiny_refiner");
  private static final Path BUILT_IN =
      Path.of(System.getProperty("afterimage.models"), "afterimage-mini");
  private static final Path DECODER = Path.of("src/test/resources/taesd/taesd_decoder.safetensors");
  private static final Picture PICTURE = Picture.of8Bit(52, 44, new byte[52 * 44 * 3], null);
  private static final OnnxEngine ENGINE = new OnnxEngine(Path.of("target/compiled"));

  private final List<PreviewFrame> previews = new ArrayList<>();

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** Euler's last step ends on the prediction that the last preview shows. */
  @Test
  void refine_tinyDecoder_isWhatTheLastPreviewShows() throws Exception {
    Picture tiny = refine(REFINER, DECODER, LatentDecoder.TINY, "euler");
    PreviewFrame last = previews.getLast();
    Picture full = refine(REFINER, DECODER, LatentDecoder.FULL, "euler");

    int[] pixels = pixels(tiny);
    for (int i = 0; i < pixels.length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        int difference = (pixels[i] >> shift & 0xff) - (last.argb()[i] >> shift & 0xff);
        assertThat(Math.abs(difference)).isLessThanOrEqualTo(1);
      }
    }
    assertThat(pixels(full)).isNotEqualTo(pixels);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refine_withASecondModel_itsPictureIsTheTinyDecoders(boolean handsLatents) throws Exception {
    RefinerStage stage = new RefinerStage.SecondPass(REFINER, 0.5, handsLatents);

    run(request(PIPELINES.resolve("tiny_base"), DECODER, LatentDecoder.TINY).withRefiner(stage));

    assertThat(previews.getLast().width()).as("the refiner has it, too").isEqualTo(52);
  }

  @Test
  void refine_noTinyDecoder_saysWhereToGetIt() {
    assertThatThrownBy(() -> refine(REFINER, null, LatentDecoder.TINY, null))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no tiny decoder")
        .satisfies(e -> assertThat(((EngineException) e).remedy()).contains("TAESDXL"));
  }

  @Test
  void refine_modelWithOtherLatents_isRefused() {
    assertThatThrownBy(() -> refine(BUILT_IN, DECODER, LatentDecoder.TINY, null))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no tiny decoder for the latents of Afterimage Mini");
  }

  private Picture refine(
      Path model, @Nullable Path decoder, LatentDecoder wanted, @Nullable String scheduler)
      throws Exception {
    ImageRequest request = request(model, decoder, wanted);
    return run(request.withSettings(request.settings().withScheduler(scheduler)));
  }

  private static ImageRequest request(Path model, @Nullable Path decoder, LatentDecoder wanted) {
    RefineSettings settings =
        new RefineSettings("", "", 0.5, 4, 5, 6, 2.5, 7, null)
            .withAdvanced(AdvancedSettings.DEFAULT.withDecoder(wanted));
    return ImageRequest.refine(PICTURE, model, settings, Device.CPU)
        .withModel(
            new ModelRef(
                model, new ModelOptions(ModelOptions.Weights.FULL).withPreviewDecoder(decoder)));
  }

  private Picture run(ImageRequest request) throws Exception {
    RefineListener listener =
        new RefineListener() {
          @Override
          public void preview(PreviewFrame frame) {
            previews.add(frame);
          }
        };
    return ENGINE.run(request, listener, new Cancellation()).picture();
  }

  private static int[] pixels(Picture picture) {
    int[] pixels = new int[picture.width() * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      picture.argbRow(y, pixels, y * picture.width());
    }
    return pixels;
  }
}
