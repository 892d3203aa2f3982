package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.SeededCases;
import afterimage.engine.AdvancedSettings;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageRequest.Start.FromPicture;
import afterimage.engine.ImageResult;
import afterimage.engine.Mask;
import afterimage.engine.MaskSettings;
import afterimage.engine.ModelRef;
import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.engine.SettingsText;
import afterimage.image.Picture;
import afterimage.reference.NpyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the masked part at the model's own size. The miniature was made for 128 × 128 pixels. */
class MaskedPartTest {
  private static final RefineSettings SETTINGS =
      new RefineSettings("a red fox", "", 0.6, 5, 1, 6, 2.5, 7, null)
          .withAdvanced(AdvancedSettings.DEFAULT.withMask(new MaskSettings(true, 8)));

  @TempDir private Path folder;
  private final List<PreviewFrame> frames = new ArrayList<>();
  private final RefineListener listener =
      new RefineListener() {
        @Override
        public void preview(PreviewFrame frame) {
          frames.add(frame);
        }
      };

  @Test
  void run_anyMask_changesOnlyWhatItCovers() {
    SeededCases.check(
        12,
        values -> {
          int width = values.between(1, 300);
          int height = values.between(1, 200);
          byte[] mask = new byte[width * height];
          for (int islands = values.between(1, 3); islands > 0; islands--) {
            int x = values.between(0, width - 1);
            int y = values.between(0, height - 1);
            int right = values.between(x, width - 1);
            int bottom = values.between(y, height - 1);
            for (int row = y; row <= bottom; row++) {
              Arrays.fill(
                  mask, row * width + x, row * width + right + 1, (byte) values.between(1, 255));
            }
          }
          int depth = values.between(0, 1) == 0 ? 8 : 16;
          Picture source = OnnxEngineTest.noise(width, height, depth, values.between(0, 1) == 0);
          Picture refined = run(source, grey(width, height, mask), SETTINGS).picture();
          assertThat(refined.bitDepth()).isEqualTo(depth);
          assertThat(refined.hasAlpha()).isEqualTo(source.hasAlpha());
          for (int i = 0; i < mask.length; i++) {
            if (mask[i] == 0) {
              assertSame(source, refined, i % width, i / width);
            }
          }
        });
  }

  private static void assertSame(Picture source, Picture refined, int x, int y) {
    for (int channel = 0; channel < 3; channel++) {
      assertThat(refined.sample(x, y, channel))
          .as("%d, %d", x, y)
          .isEqualTo(source.sample(x, y, channel));
    }
    assertThat(refined.alpha(x, y)).isEqualTo(source.alpha(x, y));
  }

  @Test
  void run_smallPart_isSeenAtTheModelsOwnSize() throws Exception {
    ImageRequest request = request(source(300, 200), square(300, 200, 40, 16), SETTINGS);
    traced(request);
    assertThat(shape("vae_encode_mean")).containsExactly(1, 4, 16, 16);
  }

  @Test
  void run_partLargerThanTheModelLikes_keepsItsPixels() throws Exception {
    traced(request(source(300, 200), square(300, 200, 0, 200), SETTINGS));
    // 200 × 200 pixels and the margin, in multiples of the model's.
    assertThat(shape("vae_encode_mean")).containsExactly(1, 4, 32, 32);
  }

  @Test
  void run_inpaintingModelWithALargePart_seesItAtItsOwnSize() throws Exception {
    Path model = TinyInpaint.folder(folder);
    traced(
        request(source(300, 200), square(300, 200, 0, 200), SETTINGS)
            .withModel(new ModelRef(model)));
    int[] shape = shape("vae_encode_mean");
    assertThat(shape[2] * shape[3]).isBetween(200, 300);
  }

  @Test
  void run_plainPicture_fitsBackWithoutASeam() throws Exception {
    // A model that returns what it was given would leave no trace; a shifted part would.
    Picture source = source(301, 199);
    Picture refined = run(source, square(301, 199, 50, 90), SETTINGS.withStrength(0.2)).picture();
    assertThat(ImageRunTest.difference(source, refined)).isPositive();
    for (int x = 0; x < 301; x++) {
      assertSame(source, refined, x, 10);
      assertSame(source, refined, x, 160);
    }
  }

  @Test
  void run_previews_showTheWholePictureAroundThePart() throws Exception {
    Picture source = source(300, 200);
    run(source, square(300, 200, 40, 16), SETTINGS);

    assertThat(frames).isNotEmpty();
    PreviewFrame frame = frames.getLast();
    assertThat(frame.width()).isEqualTo(300);
    assertThat(frame.height()).isEqualTo(200);
    assertThat(frame.step()).isEqualTo(frame.steps());
    assertThat(frame.argb()[100 * 300 + 250]).isEqualTo(source.argb(250, 100) | 0xff000000);
    assertThat(frame.argb()[48 * 300 + 48]).isNotEqualTo(source.argb(48, 48) | 0xff000000);
  }

  @Test
  void run_emptyMask_isRefusedWithARemedy() {
    assertThatThrownBy(() -> run(source(64, 64), grey(64, 64, new byte[64 * 64]), SETTINGS))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> {
              assertThat(e.what()).contains("mask is empty");
              assertThat(e.remedy()).contains("Paint");
            });
  }

  @Test
  void run_fullMask_refinesAllOfIt() throws Exception {
    Picture source = source(64, 96);
    byte[] full = new byte[64 * 96];
    Arrays.fill(full, (byte) 255);
    assertThat(ImageRunTest.difference(source, run(source, grey(64, 96, full), SETTINGS).picture()))
        .isGreaterThan(4);
  }

  @Test
  void text_ofAMaskedPart_saysSoAsOthersDo() throws Exception {
    ImageResult masked = run(source(64, 64), square(64, 64, 8, 16), SETTINGS);
    assertThat(SettingsText.of(masked, 0, "afterimage 1"))
        .contains("Inpaint area: Only masked", "Masked area padding: 8");
  }

  @Test
  void text_withoutAMask_saysNothingOfOne() throws Exception {
    ImageResult whole =
        new SharedEngine()
            .run(
                ImageRequest.refine(source(64, 64), TinyRefiner.FOLDER, SETTINGS, Device.CPU),
                listener,
                new Cancellation());
    assertThat(SettingsText.of(whole, 0, "afterimage 1")).doesNotContain("Inpaint", "Masked");
  }

  private ImageResult run(Picture source, Picture mask, RefineSettings settings) throws Exception {
    try (SharedEngine engine = new SharedEngine()) {
      return engine.run(request(source, mask, settings), listener, new Cancellation());
    }
  }

  private void traced(ImageRequest request) throws Exception {
    try (OnnxEngine engine = new OnnxEngine(folder.resolve("cache"))) {
      engine.run(request.withTrace(folder.resolve("trace")), listener, new Cancellation());
    }
  }

  private int[] shape(String tensor) {
    Path file = folder.resolve("trace").resolve(tensor + ".npy");
    assertThat(Files.exists(file)).isTrue();
    return NpyFile.read(file).shape();
  }

  private static ImageRequest request(Picture source, Picture mask, RefineSettings settings) {
    return new ImageRequest(
        new FromPicture(source, new Mask(mask, 0)),
        new ModelRef(TinyRefiner.FOLDER),
        settings,
        Device.CPU);
  }

  private static Picture source(int width, int height) {
    return OnnxEngineTest.noise(width, height, 8, false);
  }

  /** White in a square whose corner is as far from the left as from the top. */
  private static Picture square(int width, int height, int from, int side) {
    byte[] mask = new byte[width * height];
    for (int y = from; y < from + side; y++) {
      Arrays.fill(mask, y * width + from, y * width + from + side, (byte) 255);
    }
    return grey(width, height, mask);
  }

  private static Picture grey(int width, int height, byte[] values) {
    byte[] rgb = new byte[3 * values.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = values[i / 3];
    }
    return Picture.of8Bit(width, height, rgb, null);
  }
}
