package afterimage.onnx.model;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.ImageRequest;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.onnx.OnnxEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewDecoderTest {
  private static final Path REFINER =
      Path.of("src/test/resources/reference/pipelines/tiny_refiner");
  private static final Path BUILT_IN =
      Path.of(System.getProperty("afterimage.models"), "afterimage-mini");
  private static final Path DECODER = Path.of("src/test/resources/taesd/taesd_decoder.safetensors");
  private static final Picture PICTURE = Picture.of8Bit(52, 44, new byte[52 * 44 * 3], null);

  @TempDir private Path folder;

  @Test
  void refine_withPreviewDecoder_previewsHaveThePicturesSizeAndTheResultIsTheSame()
      throws Exception {
    List<PreviewFrame> coarse = new ArrayList<>();
    List<PreviewFrame> fine = new ArrayList<>();

    Picture without = refine(REFINER, null, coarse);
    Picture with = refine(REFINER, DECODER, fine);

    assertThat(fine).hasSameSizeAs(coarse).isNotEmpty();
    assertThat(coarse.getFirst().width()).isEqualTo(7);
    assertThat(fine).allMatch(frame -> frame.width() == 52 && frame.height() == 44);
    assertThat(fine.getFirst().argb()).doesNotContain(0).hasSize(52 * 44);
    assertThat(pixels(with)).isEqualTo(pixels(without));
  }

  @Test
  void refine_modelWithOtherLatents_previewsAreItsOwn() throws Exception {
    List<PreviewFrame> frames = new ArrayList<>();

    refine(BUILT_IN, DECODER, frames);

    assertThat(frames).isNotEmpty().allMatch(frame -> frame.width() == 7);
  }

  private static int[] pixels(Picture picture) {
    int[] pixels = new int[picture.width() * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      picture.argbRow(y, pixels, y * picture.width());
    }
    return pixels;
  }

  private Picture refine(Path model, @Nullable Path decoder, List<PreviewFrame> frames)
      throws Exception {
    ModelOptions options = new ModelOptions(ModelOptions.Weights.FULL).withPreviewDecoder(decoder);
    RefineSettings settings = new RefineSettings("", "", 0.5, 4, 5, 6, 2.5, 7, null);
    RefineListener listener =
        new RefineListener() {
          @Override
          public void preview(PreviewFrame frame) {
            frames.add(frame);
          }
        };
    try (OnnxEngine engine = new OnnxEngine(folder.resolve("cache"))) {
      return engine
          .run(
              ImageRequest.refine(PICTURE, model, settings, Device.CPU)
                  .withModel(new ModelRef(model, options)),
              listener,
              new Cancellation())
          .picture();
    }
  }
}
