package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ui.canvas.CompareMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the canvas says of before and after, and how it is worked. */
class CompareFlowTest {
  private static final long SETTLING_MILLIS = 250;
  private static final int MAX_SHOTS = 100;

  @TempDir Path folder;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
    studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 96, 96));
    studio.activate("#quality-fast");
    studio.focus("#compare");
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void gainBar_inDifferenceAndHeatMap_showsEachModesOwnGain() throws Exception {
    studio.press(KeyCode.D);
    assertThat(studio.isVisible("#gain-bar")).as("nothing to enlarge yet").isFalse();
    studio.refineTo(1);
    studio.focus("#compare");
    assertThat(studio.isVisible("#gain-bar")).isTrue();
    assertThat(studio.isVisible("#heat-legend")).isFalse();
    assertThat(studio.text("#gain-mode")).isEqualTo("Difference");
    assertThat(studio.text("#gain")).isEqualTo("×4");
    studio.press(KeyCode.CLOSE_BRACKET);
    assertThat(studio.text("#gain")).isEqualTo("×8");

    studio.press(KeyCode.H);
    assertThat(studio.isVisible("#heat-legend")).isTrue();
    assertThat(studio.text("#gain-mode")).isEqualTo("Heat map");
    assertThat(studio.text("#gain")).isEqualTo("×1");
    studio.activate("#less-gain");
    assertThat(studio.text("#gain")).isEqualTo("×0.5");
    studio.activate("#less-gain");
    assertThat(studio.isDisabled("#less-gain")).as("the least is reached").isTrue();
    assertThat(studio.of("#more-gain", Button.class, Button::getAccessibleText)).contains("(])");
    studio.close();

    studio = OpenStudio.in(folder.resolve("home"));
    studio.await("the result", () -> studio.compare().afterProperty().get() != null);
    assertThat(studio.text("#gain")).as("after a restart").isEqualTo("×0.25");
    studio.focus("#compare");
    studio.press(KeyCode.D);
    assertThat(studio.text("#gain")).isEqualTo("×8");
    studio.press(KeyCode.D);
    assertThat(studio.onFx(() -> studio.compare().modeProperty().get()))
        .isEqualTo(CompareMode.SPLIT);
    assertThat(studio.isVisible("#gain-bar")).isFalse();
  }

  @Test
  void swap_splitView_changesPlacesOfPicturesAndLabels() throws Exception {
    studio.press(KeyCode.C);
    studio.press(KeyCode.C);
    studio.refineTo(1);
    studio.focus("#compare");
    assertThat(labels()).containsExactly("BEFORE", "AFTER");
    int[] usual = canvas();

    studio.press(KeyCode.C);
    assertThat(labels()).containsExactly("AFTER", "BEFORE");
    int[] swapped = canvas();
    assertThat(swapped).isNotEqualTo(usual);
    studio.press(KeyCode.DIGIT1);
    int[] onlyBefore = canvas();
    studio.press(KeyCode.C);
    studio.press(KeyCode.DIGIT3);
    assertThat(canvas()).as("before everywhere, whichever side it has").isEqualTo(onlyBefore);
    studio.press(KeyCode.DIGIT2);
    assertThat(canvas()).isEqualTo(usual);

    studio.press(KeyCode.C);
    studio.close();
    studio = OpenStudio.in(folder.resolve("home"));
    studio.await("the result", () -> studio.compare().afterProperty().get() != null);
    assertThat(labels()).as("after a restart").containsExactly("AFTER", "BEFORE");
  }

  @Test
  void stepBefore_altWithArrows_goesThroughThePictureItselfAndItsVersions() throws Exception {
    studio.refineTo(1);
    studio.refineTo(2);
    studio.focus("#compare");
    studio.press(KeyCode.ALT, KeyCode.LEFT);
    assertThat(labels()).as("nothing before the picture itself").contains("BEFORE");
    studio.press(KeyCode.ALT, KeyCode.RIGHT);
    studio.await("version 1", () -> labels().contains("VERSION 1"));
    studio.press(KeyCode.ALT, KeyCode.RIGHT);
    studio.await("version 2", () -> labels().contains("VERSION 2"));
    studio.press(KeyCode.ALT, KeyCode.RIGHT);
    assertThat(labels()).as("nothing after the last").contains("VERSION 2");
    assertThat(studio.text("#version")).as("the after side stays").isEqualTo("Version 2 of 2");

    studio.press(KeyCode.CONTROL, KeyCode.Z);
    studio.await("version 1", () -> labels().contains("VERSION 1"));
    studio.press(KeyCode.ALT, KeyCode.LEFT);
    studio.await("the picture", () -> labels().contains("BEFORE"));
  }

  @Test
  void keepAtLeast_higherThanTheFigures_warnsAlsoAfterARestart() throws Exception {
    studio.refineTo(1);
    studio.await("figures", () -> studio.isVisible("#similarity"));
    assertThat(studio.text("#similarity")).matches("SSIM 0\\.\\d{3} +PSNR .*");
    studio.activate("#similarity");
    assertThat(studio.isFocused("#keep-at-least-on")).isTrue();
    studio.press(KeyCode.SPACE);
    studio.press(KeyCode.TAB);
    assertThat(studio.isFocused("#keep-at-least-floor")).isTrue();
    studio.press(KeyCode.HOME);
    assertThat(studio.text("#similarity")).doesNotContain("below");
    studio.press(KeyCode.END);

    assertThat(studio.text("#similarity")).contains("below 0.99");
    assertThat(warns()).isTrue();
    assertThat(studio.of("#similarity", Node.class, Node::getAccessibleText))
        .contains("below 0.99");
    studio.press(KeyCode.ESCAPE);
    assertThat(studio.isVisible("#keep-at-least")).isFalse();
    assertThat(studio.isFocused("#similarity")).isTrue();
    studio.press(KeyCode.SPACE);
    studio.focus("#compare");
    assertThat(studio.isVisible("#keep-at-least")).as("who goes elsewhere leaves it").isFalse();
    studio.close();

    studio = OpenStudio.in(folder.resolve("home"));
    studio.await("the warning", () -> studio.text("#similarity").contains("below 0.99"));
    studio.activate("#similarity");
    studio.press(KeyCode.SPACE);
    assertThat(studio.text("#similarity")).doesNotContain("below");
    assertThat(warns()).isFalse();
  }

  @Test
  void keepAtLeast_on_movesTheNextResultBackAndShowsWhere() throws Exception {
    studio.refineTo(1);
    studio.await("figures", () -> studio.isVisible("#similarity"));
    studio.activate("#similarity");
    assertThat(studio.isVisible("#given-back")).as("nothing was asked for").isFalse();
    studio.press(KeyCode.SPACE);
    studio.press(KeyCode.TAB);
    studio.press(KeyCode.END);
    studio.focus("#compare");
    studio.refineTo(2);
    studio.await("figures", () -> studio.isVisible("#similarity"));
    studio.activate("#similarity");

    studio.await("the map", () -> studio.isVisible("#given-back"));
    assertThat(studio.text("#given-back-amount")).matches("\\d+% of the picture was moved back .*");
    studio.focus("#compare");
    studio.press(KeyCode.LEFT);
    studio.await("version 1", () -> studio.text("#version").equals("Version 1 of 2"));
    studio.await("no map of it", () -> !studio.isVisible("#given-back"));
  }

  private boolean warns() {
    return studio.of(
        "#similarity",
        Node.class,
        badge -> badge.getPseudoClassStates().contains(PseudoClass.getPseudoClass("below")));
  }

  /** The sides' names that are seen, from left to right. */
  private List<String> labels() {
    return studio.onFx(
        () ->
            studio.robot().lookup("#compare > .side-label").queryAllAs(Label.class).stream()
                .filter(Node::isVisible)
                .sorted(Comparator.comparingDouble(Node::getLayoutX))
                .map(Label::getText)
                .toList());
  }

  /** What is drawn, without what lies over it, once it has come to rest. */
  private int[] canvas() throws InterruptedException {
    int[] last = shot();
    for (int tries = 0; tries < MAX_SHOTS; tries++) {
      Thread.sleep(SETTLING_MILLIS);
      int[] next = shot();
      if (Arrays.equals(last, next)) {
        return next;
      }
      last = next;
    }
    throw new AssertionError("the canvas never comes to rest");
  }

  private int[] shot() {
    return studio.of(
        "#compare-canvas",
        Canvas.class,
        canvas -> {
          WritableImage shot = canvas.snapshot(null, null);
          int width = (int) shot.getWidth();
          int height = (int) shot.getHeight();
          int[] argb = new int[width * height];
          shot.getPixelReader()
              .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
          return argb;
        });
  }
}
