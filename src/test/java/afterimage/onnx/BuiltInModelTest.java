package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.Tiling;
import afterimage.image.Damage;
import afterimage.image.Picture;
import afterimage.image.likeness.Similarity;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  @CsvSource({
    "BLUR_NOISE_JPEG, 0.7, 0.01",
    "HALF_RESOLUTION, 0.08, 0.002",
    "NOISE, 7.5, 0.27",
    "JPEG, 0.6, 0.01"
  })
  void refine_damagedPhotos_bringsThemNearer(Damage damage, double decibels, double similarity)
      throws Exception {
    Gain gain = Gain.of(model, photos, damage);
    assertThat(gain.psnr()).as("mean gain in dB").isGreaterThan(decibels);
    assertThat(gain.ssim()).as("mean gain in SSIM").isGreaterThan(similarity);
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
    assertThat(more).isGreaterThan(plain + 0.15 * Math.abs(plain));
    assertThat(less).isLessThan(plain - 0.15 * Math.abs(plain));
  }

  /** The networks look hardly further than tiles overlap, and fp32 sums differ with the shape. */
  @Test
  void refine_inTiles_isNearlyThePictureRefinedWhole() throws Exception {
    Picture photo = Damage.BLUR_NOISE_JPEG.of(photos.getFirst(), 1);
    Picture whole = model.refine(photo, Tiling.OFF);
    Picture tiled = model.refine(photo, new Tiling(Tiling.MIN_SIDE));

    assertThat(Similarity.psnr(whole, photo)).as("what refining changes").isLessThan(40);
    assertThat(Similarity.psnr(tiled, whole)).as("what tiles change").isGreaterThan(55);
    assertThat(Similarity.psnr(tiled, whole)).as("there were tiles").isFinite();
  }

  @Test
  void refine_withUnknownWords_changesNothing() throws Exception {
    Picture photo = photos.getFirst();
    assertThat(Similarity.psnr(model.refine(photo, "xyzzy of the"), model.refine(photo)))
        .isInfinite();
  }

  /** One of the four is grainy, and that is taken for damage: it alone costs more than 1 dB. */
  @Test
  void refine_cleanPhotos_costsLittle() throws Exception {
    double sum = 0;
    for (Picture photo : photos) {
      double from = Similarity.psnr(model.refine(photo), photo);
      double at40 = -10 * Math.log10(Math.pow(10, -from / 10) + 1e-4);
      assertThat(at40).as("of a photo 40 dB from the truth").isGreaterThan(37.5);
      sum += at40;
    }
    assertThat(sum / photos.size()).as("mean over the photos").isGreaterThan(39);
  }

  /** From the damage kept, over the clean picture, to a polished one. */
  @Test
  void refine_risingAestheticScores_departFurtherAndSharpen() throws Exception {
    double distance = -1;
    double sharpness = 0;
    for (double score : new double[] {1, 3.5, 6, 8, 10}) {
      double squares = 0;
      double energy = 0;
      for (Picture photo : photos) {
        Picture damaged = Damage.HALF_RESOLUTION.of(photo, 0);
        Picture refined = model.refine(damaged, score);
        squares += Math.pow(10, -Similarity.psnr(refined, damaged) / 10);
        energy += Impression.SHARPNESS.of(refined);
      }
      assertThat(squares).as("distance from the damaged at " + score).isGreaterThan(distance);
      assertThat(energy).as("Laplacian energy at " + score).isGreaterThan(sharpness);
      distance = squares;
      sharpness = energy;
    }
  }

  @Test
  void refine_lowestAestheticScore_keepsTheDamage() throws Exception {
    Picture damaged = Damage.NOISE.of(photos.getFirst(), 0);
    assertThat(Similarity.psnr(model.refine(damaged, 1), damaged)).isGreaterThan(50);
  }

  @Test
  void refine_risingStrengths_restoreMore() throws Exception {
    Picture photo = photos.getFirst();
    Picture damaged = Damage.NOISE.of(photo, 0);
    double before = Similarity.psnr(damaged, photo);
    for (double strength : new double[] {0.125, 0.25, 0.5}) {
      double after = Similarity.psnr(model.refineBy(damaged, strength), photo);
      assertThat(after).as("PSNR at strength " + strength).isGreaterThan(before + 0.5);
      before = after;
    }
  }
}
