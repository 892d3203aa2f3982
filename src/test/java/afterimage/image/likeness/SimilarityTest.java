package afterimage.image.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import afterimage.image.Picture;
import afterimage.image.PictureReader;
import afterimage.image.TestPictures;
import java.net.URL;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SimilarityTest {

  /** Figures by scikit-image 0.26 on the same two files. */
  @Test
  void psnrAndSsim_againstPalette_equalScikitImage() throws Exception {
    Picture original = read("rgb.png");
    Picture reduced = read("palette.png");

    assertThat(Similarity.psnr(original, reduced)).isCloseTo(27.337884, within(1e-4));
    assertThat(Similarity.ssim(original, reduced)).isCloseTo(0.859403, within(1e-5));
  }

  @Test
  void psnrAndSsim_equalPictures_arePerfect() {
    Picture picture = TestPictures.gradient(40, 30);

    assertThat(Similarity.psnr(picture, picture)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Similarity.ssim(picture, picture)).isCloseTo(1, within(1e-9));
  }

  @Test
  void ssim_smallerThanItsWindow_isStillMeasured() {
    Picture one = TestPictures.random(1, 1, 8, false, 1);
    assertThat(Similarity.ssim(one, one)).isCloseTo(1, within(1e-9));
  }

  @Test
  void psnr_otherSize_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Similarity.psnr(TestPictures.gradient(4, 4), TestPictures.gradient(4, 5)));
  }

  private static Picture read(String name) throws Exception {
    URL url = SimilarityTest.class.getResource("/image/" + name);
    assertThat(url).as(name).isNotNull();
    return PictureReader.read(Path.of(url.toURI())).picture();
  }
}
