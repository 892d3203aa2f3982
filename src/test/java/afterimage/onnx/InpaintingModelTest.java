package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.catalog.CheckpointFacts;
import afterimage.catalog.ModelCard;
import afterimage.engine.AdvancedSettings;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageRequest.Start.FromPicture;
import afterimage.engine.ImageResult;
import afterimage.engine.Mask;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.PixelSize;
import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.engine.RefinerStage;
import afterimage.image.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that see a mask beside the latents: nine channels instead of four. */
class InpaintingModelTest {
  private static final RefineSettings SETTINGS =
      new RefineSettings("a red fox", "blurry", 0.9, 4, 5, 6, 2.5, 7, null);

  @TempDir private static Path home;
  private static OnnxEngine engine = new OnnxEngine(Path.of("target", "compiled"));
  private static Path model = Path.of("");

  private final List<String> notices = new ArrayList<>();
  private int previews;
  private final RefineListener listener =
      new RefineListener() {
        @Override
        public void notice(String message) {
          notices.add(message);
        }

        @Override
        public void preview(PreviewFrame frame) {
          previews++;
        }
      };

  @BeforeAll
  static void open() throws Exception {
    engine = new OnnxEngine(home.resolve("cache"));
    model = TinyInpaint.folder(home);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void describe_folderAndFile_sayInpainting() throws Exception {
    for (Path path : List.of(model, TinyInpaint.file(home))) {
      ModelInfo info = engine.describe(path);
      assertThat(info.inpainting()).isTrue();
      assertThat(info.description()).contains("inpainting");
      assertThat(info.generatedSize()).as("it does not generate").isNull();
      assertThat(CheckpointFacts.read(path).kind()).isEqualTo("SDXL base, inpainting");
      assertThat(ModelCard.of(path).purpose()).contains("mask");
    }
    assertThat(engine.describe(TinyRefiner.BASE).inpainting()).isFalse();
  }

  @Test
  void run_singleFile_isTheFoldersPicture() throws Exception {
    Path single = home.resolve("single");
    Files.createDirectories(single);
    Picture source = OnnxEngineTest.noise(128, 96, 8, false);
    Picture folder = run(request(source, left(128, 96), model, SETTINGS)).pictures().getFirst();
    Picture file =
        run(request(source, left(128, 96), TinyInpaint.file(single), SETTINGS))
            .pictures()
            .getFirst();
    // The file has the other networks' weights in 16 bits.
    assertThat(ImageRunTest.difference(folder, file)).isLessThanOrEqualTo(6);
  }

  @Test
  void run_withAMask_changesNothingOutside() throws Exception {
    Picture source = OnnxEngineTest.noise(130, 70, 16, true);
    Picture refined = run(request(source, left(130, 70), model, SETTINGS)).picture();
    assertThat(refined.bitDepth()).isEqualTo(16);
    int changed = 0;
    for (int y = 0; y < 70; y++) {
      for (int x = 0; x < 130; x++) {
        boolean same = source.sample(x, y, 0) == refined.sample(x, y, 0);
        assertThat(same || x < 65).as("%d, %d", x, y).isTrue();
        changed += same ? 0 : 1;
      }
    }
    assertThat(changed).isGreaterThan(3000);
    assertThat(notices).isEmpty();
    assertThat(previews).isPositive();
  }

  @Test
  void run_withAMask_isNotShownWhatItCovers() throws Exception {
    RefineSettings whole = SETTINGS.withStrength(1);
    Picture source = OnnxEngineTest.noise(128, 64, 8, false);
    Picture other = source.withPart(Picture.of8Bit(48, 64, new byte[48 * 64 * 3], null), 0, 0);

    Picture one = run(request(source, left(128, 64), model, whole)).picture();
    Picture same = run(request(other, left(128, 64), model, whole)).picture();

    assertThat(ImageRunTest.difference(one.part(0, 0, 64, 64), same.part(0, 0, 64, 64))).isZero();
  }

  @Test
  void run_withoutAMask_repaintsAllAndSaysSo() throws Exception {
    Picture source = OnnxEngineTest.noise(64, 64, 8, false);
    Picture refined = run(request(source, null, model, SETTINGS)).picture();
    assertThat(ImageRunTest.difference(source, refined)).isGreaterThan(8);
    assertThat(notices).singleElement().asString().contains("inpainting model", "whole picture");
  }

  @Test
  void run_severalInBatches_eachIsItsSeedsOwn() throws Exception {
    Picture source = OnnxEngineTest.noise(64, 64, 8, false);
    ImageRequest three = request(source, left(64, 64), model, SETTINGS).withCount(3).withBatch(2);
    ImageResult together = run(three);
    for (int i = 0; i < 3; i++) {
      Picture alone =
          run(three.withSettings(together.settings(i)).withCount(1).withBatch(1)).picture();
      assertThat(ImageRunTest.difference(alone, together.pictures().get(i))).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void run_mappedWeightsTilesAndCallsInTurns_isAlmostTheSame() throws Exception {
    Picture source = OnnxEngineTest.noise(64, 64, 8, false);
    ImageRequest plain = request(source, left(64, 64), model, SETTINGS);
    Picture usual = run(plain).picture();
    Picture light =
        run(plain
                .withModel(new ModelRef(model, new ModelOptions(ModelOptions.Weights.MAPPED)))
                .withSettings(
                    SETTINGS.withAdvanced(AdvancedSettings.DEFAULT.withGuidanceInTwoCalls(true))))
            .picture();
    assertThat(ImageRunTest.difference(usual, light)).isLessThanOrEqualTo(2);
  }

  @Test
  void run_afterABase_repaintsItsPicture() throws Exception {
    ImageRequest request =
        ImageRequest.generate(new PixelSize(64, 64), TinyRefiner.BASE, SETTINGS, Device.CPU)
            .withRefiner(new RefinerStage.SecondPass(model, 0.5, false));
    assertThat(run(request).pictures()).hasSize(1);
  }

  @Test
  void run_fromNoise_isRefused() {
    ImageRequest request =
        ImageRequest.generate(new PixelSize(64, 64), model, SETTINGS, Device.CPU);
    assertThatThrownBy(() -> run(request))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("only refines");
  }

  private ImageResult run(ImageRequest request) throws Exception {
    return engine.run(request, listener, new Cancellation());
  }

  static ImageRequest request(
      Picture source, @Nullable Picture mask, Path model, RefineSettings settings) {
    return new ImageRequest(
        new FromPicture(source, mask == null ? null : new Mask(mask, 0)),
        new ModelRef(model),
        settings,
        Device.CPU);
  }

  /** White on the left half. */
  private static Picture left(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % width < width / 2 ? 255 : 0);
    }
    return Picture.of8Bit(width, height, rgb, null);
  }
}
