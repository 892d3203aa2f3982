package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.job.JobState;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.run.QueueRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Rectangle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mask painted on the canvas, and what a refine does with it. */
class MaskFlowTest {
  @TempDir Path folder;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
    studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 128, 128));
    studio.activate("#quality-fast");
    studio.focus("#compare");
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void refine_withPaintedMask_changesOnlyWhatWasPainted() {
    studio.press(KeyCode.K);
    studio.await("the brush", () -> studio.isVisible("#mask-bar"));
    paint(32, 64);
    assertThat(studio.onFx(() -> studio.compare().veil())).isNotNull();
    studio.activate("#mask-done");

    studio.refineTo(1);

    assertChangedOnTheLeftOnly();
    assertThat(studio.messages()).isEmpty();
  }

  @Test
  void refine_onlyTheMaskedPart_showsItsFrameAndMakesAVersionThatSaysSo() throws Exception {
    studio.press(KeyCode.K);
    assertThat(studio.isVisible("#mask-margin")).isFalse();
    paint(32, 64);
    assertThat(studio.isVisible("#crop-frame")).isFalse();
    studio.activate("#mask-crop");
    assertThat(studio.isVisible("#mask-margin")).isTrue();
    studio.await("the frame", () -> studio.isVisible("#crop-frame"));
    double narrow = frameWidth();
    studio.focus("#mask-margin");
    studio.press(KeyCode.HOME);
    assertThat(frameWidth()).isLessThan(narrow);
    studio.press(KeyCode.RIGHT);
    assertThat(studio.text("#mask-margin-value")).isEqualTo("8 px");
    studio.activate("#mask-done");
    assertThat(studio.isVisible("#crop-frame")).as("while the switch is on").isTrue();
    studio.focus("#compare");

    studio.refineTo(1);

    assertChangedOnTheLeftOnly(20); // So much larger, the sample is smooth.
    assertThat(studio.messages()).isEmpty();
    assertThat(versionSettings()).contains("Inpaint area: Only masked, Masked area padding: 8");
    studio.press(KeyCode.K);
    studio.activate("#mask-clear");
    assertThat(studio.isVisible("#crop-frame")).as("without a mask").isFalse();
  }

  private double frameWidth() {
    return studio.onFx(
        () -> studio.robot().lookup(".crop-frame-edge").<Rectangle>query().getWidth());
  }

  /** What the version's file says. */
  private String versionSettings() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
      Path version =
          files
              .filter(file -> file.toString().endsWith(".png"))
              .filter(file -> !file.toString().endsWith(".mask.png"))
              .findFirst()
              .orElseThrow();
      return String.valueOf(
          PictureReader.read(version).metadata().texts().get(PictureMetadata.PARAMETERS));
    }
  }

  @Test
  void restart_waitingRefineWithAMask_changesOnlyWhatWasPainted() throws Exception {
    studio.press(KeyCode.K);
    paint(32, 64);
    studio.activate("#mask-done");
    studio.press(KeyCode.Q);
    studio.activate("#queue-pause");
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("it to wait", () -> studio.text("#queue").equals("Queue 1"));
    studio.close();

    studio = OpenStudio.in(folder.resolve("home"));
    studio.await("the result", () -> studio.text("#version").equals("Version 1 of 1"));
    studio.await("its pixels", () -> studio.compare().afterProperty().get() != null);
    assertChangedOnTheLeftOnly();
  }

  @Test
  void retry_afterTheMaskWasCleared_changesOnlyWhatWasPaintedThen() throws Exception {
    Path file = folder.resolve("one.png");
    byte[] picture = Files.readAllBytes(file);
    studio.press(KeyCode.K);
    paint(32, 64);
    studio.activate("#mask-done");
    Files.writeString(file, "no picture");
    studio.press(KeyCode.Q);
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("the failure", this::isFailed);
    studio.press(KeyCode.K);
    studio.activate("#mask-clear");
    studio.activate("#mask-done");
    Files.write(file, picture);

    studio.focus("#queue-list");
    studio.press(KeyCode.HOME);
    studio.press(KeyCode.ENTER);

    studio.await("the result", () -> studio.text("#version").equals("Version 1 of 1"));
    studio.await("its pixels", () -> studio.compare().afterProperty().get() != null);
    assertChangedOnTheLeftOnly();
  }

  private boolean isFailed() {
    return studio.onFx(
        () ->
            studio.robot().lookup("#queue-list").<QueueRow>queryListView().getItems().stream()
                .anyMatch(row -> row.stateProperty().get() instanceof JobState.Failed));
  }

  private void assertChangedOnTheLeftOnly() {
    assertChangedOnTheLeftOnly(100);
  }

  private void assertChangedOnTheLeftOnly(int pixels) {
    Picture before = studio.onFx(() -> studio.compare().beforeProperty().get()).picture();
    Picture after = studio.onFx(() -> studio.compare().afterProperty().get()).picture();
    int changed = 0;
    for (int y = 0; y < 128; y++) {
      for (int x = 0; x < 128; x++) {
        boolean same = before.argb(x, y) == after.argb(x, y);
        if (x > 64) {
          assertThat(same).as("%d, %d", x, y).isTrue();
        } else if (!same) {
          changed++;
        }
      }
    }
    assertThat(changed).isGreaterThan(pixels);
  }

  @Test
  void refine_pictureLargerThanTheMask_saysNothingOfSizes() throws Exception {
    studio.dropAndAwait(Samples.write(folder.resolve("wide.png"), 1400, 64));
    studio.await("it", () -> studio.text("#status-picture").contains("1400"));
    studio.activate("#mask");
    paint(1400 * 0.5, 32);
    studio.activate("#mask-done");

    studio.refineTo(1);

    assertThat(studio.messages()).isEmpty();
  }

  @Test
  void paint_thenUndoAndInvert_showsAndHidesTheVeil() {
    studio.activate("#mask");
    paint(64, 64);
    assertThat(studio.onFx(() -> studio.compare().veil())).isNotNull();
    studio.activate("#mask-undo");
    assertThat(studio.onFx(() -> studio.compare().veil())).isNull();
    studio.activate("#mask-invert");
    assertThat(studio.onFx(() -> studio.compare().veil())).isNotNull();
    studio.activate("#mask-clear");
    assertThat(studio.onFx(() -> studio.compare().veil())).isNull();
    studio.press(KeyCode.ESCAPE);
  }

  /** A short stroke from a place of the picture. */
  private void paint(double pictureX, double pictureY) {
    studio.onFx(
        () -> {
          CompareView view = studio.compare();
          // The event turns a scene's position into its target's.
          Point2D at =
              view.localToScene(
                  view.viewportProperty().get().toViewX(pictureX),
                  view.viewportProperty().get().toViewY(pictureY));
          double x = at.getX();
          double y = at.getY();
          Mouse.fire(view, MouseEvent.MOUSE_PRESSED, x, y);
          Mouse.fire(view, MouseEvent.MOUSE_DRAGGED, x + 4, y + 8);
          Mouse.fire(view, MouseEvent.MOUSE_RELEASED, x + 4, y + 8);
          return true;
        });
  }
}
