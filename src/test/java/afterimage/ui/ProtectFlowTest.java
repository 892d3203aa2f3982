package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.nio.file.Path;
import java.util.Random;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regions of the heat map that clicks protect from the next refine. */
class ProtectFlowTest {
  private static final int WIDTH = 192;
  private static final int HEIGHT = 96;

  @TempDir Path folder;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
    studio.dropAndAwait(twoGrainy(folder.resolve("two.png")));
    studio.activate("#quality-fast");
    studio.focus("#compare");
    studio.refineTo(1);
    studio.focus("#compare");
    studio.press(KeyCode.H);
    studio.await("the heat map", () -> studio.compare().changes().isPresent());
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void click_onAChangedRegion_isLeftAloneByTheNextRefine() {
    assertThat(studio.text("#protect-hint")).contains("Click");
    studio.press(KeyCode.CLOSE_BRACKET);
    Clicks.on(studio, 32, 48);

    assertThat(studio.text("#protect-hint")).startsWith("Protected");
    assertThat(veiled()).isTrue();
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("a result", () -> studio.text("#version").equals("Version 2 of 2"));
    studio.await("the heat map", () -> studio.compare().changes().isPresent());
    Picture before = studio.onFx(() -> studio.compare().beforeProperty().get()).picture();
    Picture after = studio.onFx(() -> studio.compare().afterProperty().get()).picture();
    assertThat(changed(before, after, 8, 48)).as("the protected grain").isLessThan(0.1);
    assertThat(changed(before, after, 144, 184)).as("the other grain").isGreaterThan(0.5);

    Clicks.on(studio, 32, 48);
    assertThat(studio.text("#protect-hint")).startsWith("No longer protected");
    assertThat(veiled()).as("all may change, as without a mask").isFalse();
    studio.activate("#protect-undo");
    assertThat(veiled()).isTrue();
    assertThat(studio.messages()).isEmpty();
  }

  @Test
  void click_whereNothingOrEverythingIsColoured_onlySaysSo() {
    Clicks.on(studio, 96, 48);
    assertThat(studio.text("#protect-hint")).startsWith("Nothing");
    assertThat(veiled()).isFalse();

    for (int presses = 0; presses < 8; presses++) {
      studio.press(KeyCode.CLOSE_BRACKET);
    }
    studio.await("the strongest", () -> studio.isDisabled("#more-gain"));
    Clicks.on(studio, 32, 48);
    assertThat(studio.text("#protect-hint")).matches("(This would cover|Protected).*");
    assertThat(studio.isVisible("#protect-undo")).isEqualTo(veiled());
  }

  @Test
  void dragAndDoubleClick_panAndZoomAndProtectNothing() {
    Clicks.on(studio, 32, 48, 1, false);
    assertThat(veiled()).isFalse();

    Clicks.on(studio, 32, 48);
    assertThat(veiled()).isTrue();
    double scale = studio.onFx(() -> studio.compare().zoom().deviceScale());
    Clicks.on(studio, 32, 48, 2, true);
    assertThat(veiled()).isFalse();
    assertThat(studio.onFx(() -> studio.compare().zoom().deviceScale())).isNotEqualTo(scale);
    assertThat(studio.text("#protect-hint")).contains("Click");
  }

  @Test
  void click_outsideTheHeatMap_protectsNothing() {
    studio.press(KeyCode.H);
    Clicks.on(studio, 32, 48);

    assertThat(veiled()).isFalse();
  }

  private boolean veiled() {
    return studio.onFx(() -> studio.compare().veil() != null);
  }

  /** The share of pixels that differ between two columns. */
  private static double changed(Picture before, Picture after, int fromX, int toX) {
    int changed = 0;
    for (int y = 8; y < HEIGHT - 8; y++) {
      for (int x = fromX; x < toX; x++) {
        changed += before.argb(x, y) == after.argb(x, y) ? 0 : 1;
      }
    }
    return (double) changed / (toX - fromX) / (HEIGHT - 16);
  }

  /** Grain on the left and on the right, which the built-in model takes away; none between. */
  private static Path twoGrainy(Path file) throws Exception {
    Random random = new Random(7);
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int channel = 0; channel < 3; channel++) {
          double grain = x < 64 || x >= 128 ? 28 * random.nextGaussian() : 0;
          long value = Math.clamp(Math.round(90 + 0.4 * x + 8 * channel + grain), 0, 255);
          rgb[(y * WIDTH + x) * 3 + channel] = (byte) value;
        }
      }
    }
    PictureWriter.write(
        Picture.of8Bit(WIDTH, HEIGHT, rgb, null), file, WriteOptions.DEFAULT, PictureMetadata.NONE);
    return file;
  }
}
