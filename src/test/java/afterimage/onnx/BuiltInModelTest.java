package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.Damage;
import afterimage.image.Picture;
import afterimage.image.Similarity;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds what the model card promises, on four held-out photos; the benchmark has the figures. */
class BuiltInModelTest {
  private static BuiltInModel model;
  private static List<Picture> photos;

  @BeforeAll
  static void open() throws Exception {
    model = new BuiltInModel();
    photos = BuiltInModel.photos();
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @ParameterizedTest
  @EnumSource
  void refine_damagedPhotos_harmsNone(Damage damage) throws Exception {
    Gain gain = Gain.of(model, photos, damage);
    assertThat(gain.psnr()).as("mean gain in dB").isGreaterThan(-0.3);
  }

  @Test
  void refine_noisyPhotos_bringsThemNearer() throws Exception {
    Gain gain = Gain.of(model, photos, Damage.NOISE);
    assertThat(gain.psnr()).as("mean gain in dB").isGreaterThan(4);
    assertThat(gain.ssim()).as("mean gain in SSIM").isGreaterThan(0.15);
  }

  @ParameterizedTest
  @EnumSource
  void refine_withAWord_movesItsMeasureAndTheOppositeMovesItBack(Impression impression)
      throws Exception {
    double plain = 0;
    double more = 0;
    double less = 0;
    for (Picture photo : photos) {
      plain += impression.of(model.refine(photo));
      more += impression.of(model.refine(photo, impression.word));
      less += impression.of(model.refine(photo, impression.opposite));
    }
    assertThat(more).isGreaterThan(plain + 0.1 * Math.abs(plain));
    assertThat(less).isLessThan(plain - 0.1 * Math.abs(plain));
  }

  @Test
  void refine_withUnknownWords_changesNothing() throws Exception {
    Picture photo = photos.getFirst();
    assertThat(Similarity.psnr(model.refine(photo, "xyzzy of the"), model.refine(photo)))
        .isInfinite();
  }

  @Test
  void refine_cleanPhotos_costsLittle() throws Exception {
    for (Picture photo : photos) {
      double from = Similarity.psnr(model.refine(photo), photo);
      double at40 = -10 * Math.log10(Math.pow(10, -from / 10) + 1e-4);
      assertThat(at40).as("of a photo 40 dB from the truth").isGreaterThan(39);
    }
  }

  @Test
  void refine_highestAestheticScore_isSharperThanTheDefault() throws Exception {
    Picture photo = photos.getFirst();
    assertThat(Impression.SHARPNESS.of(model.refine(photo, 10)))
        .isGreaterThan(1.1 * Impression.SHARPNESS.of(model.refine(photo)));
  }
}
