package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.checkpoint.ControlNetCopies;
import afterimage.engine.Cancellation;
import afterimage.engine.ControlSettings;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.Mask;
import afterimage.engine.MaskSettings;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.engine.SettingsText;
import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.image.likeness.Similarity;
import afterimage.reference.PngPicture;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.ReferenceSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests with a ControlNet, through the whole engine. */
class ControlNetRunTest {
  private static final Path BASE = ReferenceFolder.path("pipelines", "tiny_base");
  private static final ModelOptions STEERED =
      ModelOptions.DEFAULT.withControlNet(ControlNetCopies.FOLDER);

  private static final Path RUN = ReferenceSet.SECOND.path("runs", "c1_controlnet_base_euler");
  private static final Picture PHOTO = PngPicture.read(RUN.resolve("input.png"));
  private static final Path LINES = RUN.resolve("control_image.png");

  @TempDir private static Path folder;
  private static OnnxEngine engine = new OnnxEngine(Path.of(""));

  @BeforeAll
  static void open() {
    engine = new OnnxEngine(folder.resolve("cache"));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static ImageRequest request(ModelOptions options) {
    RefineSettings settings =
        new RefineSettings("a paper lantern", "blurry", 0.5, 6, 5, 6, 2.5, 721, null);
    return new ImageRequest(
        new ImageRequest.Start.FromPicture(PHOTO, null),
        new ModelRef(BASE, options),
        settings,
        Device.CPU);
  }

  private static ImageRequest steered(Path control) {
    return by(request(STEERED), control);
  }

  private static ImageRequest by(ImageRequest request, Path control) {
    return request.withModel(request.model().withControl(control));
  }

  private static ImageRequest with(ImageRequest request, ControlSettings control) {
    return request.withSettings(
        request.settings().withAdvanced(request.settings().advanced().withControl(control)));
  }

  private static ImageResult run(ImageRequest request, String... notices) throws Exception {
    List<String> told = new ArrayList<>();
    ImageResult result =
        engine.run(
            request,
            new RefineListener() {
              @Override
              public void notice(String message) {
                told.add(message);
              }
            },
            new Cancellation());
    assertThat(told).hasSize(notices.length);
    for (int i = 0; i < notices.length; i++) {
      assertThat(told.get(i)).contains(notices[i]);
    }
    return result;
  }

  @Test
  void run_controlNet_changesThePictureAsMuchAsItsScaleSays() throws Exception {
    Picture plain = run(request(ModelOptions.DEFAULT)).picture();
    ImageRequest steered = steered(LINES);
    Picture full = run(steered).picture();
    Picture little = run(with(steered, new ControlSettings(0.2, 0, 1))).picture();
    Picture none =
        run(with(steered, new ControlSettings(0, 0, 1)), "the control picture had no effect")
            .picture();

    assertThat(Similarity.psnr(none, plain)).isGreaterThan(90);
    assertThat(Similarity.psnr(full, plain)).isLessThan(Similarity.psnr(little, plain));
    assertThat(Similarity.psnr(little, plain)).isLessThan(90);
  }

  @Test
  void run_withoutControlPicture_isSteeredByThePictureItself() throws Exception {
    Picture itself = run(request(STEERED)).picture();
    Picture same = run(steered(RUN.resolve("input.png"))).picture();
    Picture other = run(steered(LINES)).picture();

    assertThat(Similarity.psnr(same, itself)).isGreaterThan(90);
    assertThat(Similarity.psnr(other, itself)).isLessThan(90);
  }

  @Test
  void run_anyControlPicture_isNamedInTheSettings() throws Exception {
    ImageResult itself = run(request(STEERED));
    ImageResult lines = run(steered(LINES));
    ImageResult plain =
        run(with(by(request(ModelOptions.DEFAULT), LINES), new ControlSettings(0.5, 0, 1)));

    assertThat(SettingsText.of(itself, 0, "afterimage 1"))
        .contains("Control model: controlnet")
        .doesNotContain("Control picture");
    assertThat(SettingsText.of(lines, 0, "afterimage 1"))
        .contains("Control picture: control_image.png");
    assertThat(SettingsText.of(plain, 0, "afterimage 1")).doesNotContain("Control");
  }

  @Test
  void run_controlPictureOfOtherProportions_isStretchedAndTold() throws Exception {
    Path wide = folder.resolve("wide.png");
    PictureWriter.write(
        PHOTO.part(0, 0, 128, 40), wide, WriteOptions.DEFAULT, PictureMetadata.NONE);
    run(steered(wide), "128x40 pixels was stretched to the proportions of 128x128");
  }

  @Test
  void run_maskedPartAlone_isSteeredByThatPartOfTheControlPicture() throws Exception {
    byte[] white = new byte[128 * 128 * 3];
    for (int y = 80; y < 110; y++) {
      for (int x = 70; x < 100; x++) {
        java.util.Arrays.fill(white, (y * 128 + x) * 3, (y * 128 + x) * 3 + 3, (byte) 255);
      }
    }
    Mask mask = new Mask(Picture.of8Bit(128, 128, white, null), 0);
    ImageRequest masked =
        request(STEERED).withStart(new ImageRequest.Start.FromPicture(PHOTO, mask));
    ImageRequest part =
        masked.withSettings(
            masked
                .settings()
                .withAdvanced(masked.settings().advanced().withMask(new MaskSettings(true, 8))));

    assertThat(run(by(part, LINES)).picture().width()).isEqualTo(128);
    assertThat(run(part).picture().width()).isEqualTo(128);
  }

  @Test
  void run_fromNoise_wantsAControlPicture() throws Exception {
    ImageRequest noise =
        request(STEERED).withStart(new ImageRequest.Start.FromNoise(new PixelSize(96, 64)));

    assertThatThrownBy(() -> run(noise))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("needs a control picture");
    ImageResult made =
        run(
            by(noise, LINES).withCount(2).withBatch(2),
            "128x128 pixels was stretched to the proportions of 96x64");
    assertThat(made.pictures()).hasSize(2);
    assertThat(made.control())
        .isEqualTo(new ImageResult.Control("controlnet", "control_image.png"));
  }

  @Test
  void run_controlPictureThatIsNone_isTold() {
    assertThatThrownBy(() -> run(steered(folder.resolve("gone.png"))))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("gone.png");
    assertThatThrownBy(() -> run(steered(RUN.resolve("run.json"))))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("run.json");
  }

  @Test
  void run_bundleOfGraphs_cannotHaveOne() {
    ImageRequest request =
        request(STEERED)
            .withModel(new ModelRef(ReferenceFolder.path("onnx", "tiny_base"), STEERED));

    assertThatThrownBy(() -> run(request))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no ControlNet can be added");
  }
}
