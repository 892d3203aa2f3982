package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strengths and seeds tried beside each other. */
class TrialFlowTest {
  @TempDir Path folder;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
    studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 96, 64));
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void strengths_clickOnOne_refinesTheWholePictureWithItAsTried() {
    studio.focus("#compare");
    studio.press(KeyCode.T);
    studio.await("five results", () -> done() == 5);
    assertThat(labels()).containsExactly("10%", "20%", "30%", "45%", "60%");
    Image tried = images().get(3);

    Node fourth = cells().get(3);
    studio.onFx(
        () -> {
          fourth.requestFocus();
          return true;
        });
    assertThat(studio.onFx(() -> studio.compare().frameProperty().get())).isSameAs(tried);
    studio.press(KeyCode.SPACE);
    studio.await("the version", () -> studio.text("#version").equals("Version 1 of 1"));

    double strength = studio.of("#strength", Slider.class, Slider::getValue);
    assertThat(strength).isEqualTo(0.45);
    assertThat(pixels(tried))
        .isEqualTo(Samples.pixels(studio.compare().afterProperty().get().picture()));
  }

  @Test
  void variations_takeOne_locksItsSeed() {
    // Unasked, the built-in model makes the same of every seed.
    studio.of(
        "#prompt",
        TextArea.class,
        area -> {
          area.setText("very vivid");
          return true;
        });
    studio.activate("#try-seeds");
    studio.await("four results", () -> done() == 4);
    assertThat(images().stream().map(TrialFlowTest::pixels).map(Arrays::hashCode).distinct())
        .hasSize(4);
    String seed = labels().get(2).replace("Seed ", "");

    Node third = cells().get(2);
    studio.onFx(
        () -> {
          ((Button) third).fire();
          return true;
        });
    studio.await("the version", () -> studio.text("#version").equals("Version 1 of 1"));
    String taken = studio.of("#seed", TextField.class, TextField::getText);
    assertThat(taken).isEqualTo(seed);

    studio.activate("#trials-close");
    assertThat(studio.isVisible("#trials")).isFalse();
  }

  @Test
  void sheet_f1_listsKeysAndEscCloses() {
    studio.focus("#compare");
    studio.press(KeyCode.F1);
    studio.await("the sheet", () -> studio.isVisible("#shortcut-sheet"));
    studio.press(KeyCode.ESCAPE);
    studio.await("closing", () -> !studio.isVisible("#shortcut-sheet"));
  }

  private List<Node> cells() {
    return studio.onFx(() -> List.copyOf(studio.robot().lookup(".trial").queryAll()));
  }

  private List<String> labels() {
    return cells().stream().map(cell -> cell.getAccessibleText().replace("Use ", "")).toList();
  }

  private List<Image> images() {
    return studio.onFx(
        () ->
            studio.robot().lookup(".trial .image-view").queryAllAs(ImageView.class).stream()
                .map(ImageView::getImage)
                .toList());
  }

  private int done() {
    return studio.onFx(
        () ->
            (int)
                studio.robot().lookup(".trial .field-help").queryAll().stream()
                    .filter(node -> ((Label) node).getText().matches("\\d+ steps?"))
                    .count());
  }

  private static int[] pixels(Image image) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return pixels;
  }
}
