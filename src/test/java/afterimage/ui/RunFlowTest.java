package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.TinyDisk;
import afterimage.ui.run.QueueRow;
import afterimage.ui.session.Version;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can be done with a run: before others, back through its steps, and when the disk is full.
 */
class RunFlowTest {
  @TempDir Path folder;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
    studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 64, 64));
    studio.activate("#quality-fast");
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void refineFirst_pausedQueue_goesBeforeWhatWaitsAlsoAfterARestart() throws Exception {
    studio.dropAndAwait(Samples.write(folder.resolve("two.png"), 64, 48));
    studio.focus("#compare");
    studio.press(KeyCode.Q);
    studio.activate("#queue-pause");
    fire("#refine-more", "refine-all");
    assertThat(queued()).containsExactly("one.png", "two.png");

    studio.focus("#compare");
    studio.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.ENTER);
    assertThat(queued()).containsExactly("two.png", "one.png", "two.png");
    fire("#refine-more", "refine-first");
    assertThat(queued()).containsExactly("two.png", "two.png", "one.png", "two.png");
    List<String> ids = ids();
    studio.close();

    studio = OpenStudio.in(folder.resolve("home"));
    studio.await("the result", () -> studio.text("#queue").equals("Queue 0"));
    assertThat(studio.text("#version")).isEqualTo("Version 3 of 3");
    assertThat(versionIds()).containsExactly(ids.get(0), ids.get(1), ids.get(3));
  }

  @Test
  void scrub_finishedRun_showsItsStepsAndThenTheResultAgain() throws Exception {
    askForWords();
    studio.steps(8);
    assertThat(studio.isVisible("#scrub")).isFalse();
    double height = canvasHeight();
    studio.refineTo(1);
    studio.focus("#compare");

    assertThat(studio.isVisible("#scrub")).isTrue();
    assertThat(canvasHeight()).as("nothing jumps").isEqualTo(height);
    assertThat(studio.text("#scrub-step")).isEqualTo("Latest");
    assertThat(frame()).isNull();
    studio.press(KeyCode.U);
    Image last = frame();
    assertThat(last).isNotNull();
    assertThat(studio.text("#scrub-step")).matches("Step (\\d) of \\1");
    studio.press(KeyCode.U);
    assertThat(frame()).isNotNull().isNotSameAs(last);
    assertThat(studio.text("#scrub-step")).matches("Step \\d of \\d");
    studio.press(KeyCode.I);
    studio.press(KeyCode.I);
    assertThat(frame()).isNull();

    studio.focus("#scrub-slider");
    studio.press(KeyCode.HOME);
    assertThat(studio.text("#scrub-step")).startsWith("Step 1 of");
    assertThat(frame()).isNotNull();
    studio.press(KeyCode.ESCAPE);
    assertThat(frame()).isNull();
    assertThat(studio.text("#scrub-step")).isEqualTo("Latest");
  }

  @Test
  void scrub_otherVersionChosen_showsThatOnesResult() throws Exception {
    askForWords();
    studio.refineTo(1);
    studio.refineTo(2);
    studio.focus("#compare");
    studio.press(KeyCode.U);
    assertThat(frame()).isNotNull();

    studio.press(KeyCode.LEFT);
    assertThat(studio.text("#version")).isEqualTo("Version 1 of 2");
    assertThat(frame()).isNull();
    assertThat(studio.isVisible("#scrub")).isTrue();
    assertThat(studio.of("#scrub-slider", Slider.class, Node::getAccessibleText))
        .isEqualTo("Steps of this run, U back, I forward");
  }

  @Test
  void scrub_runAtWork_looksBackUntilEscAndOnlyThenCancels() throws Exception {
    studio.dropAndAwait(Samples.write(folder.resolve("large.png"), 320, 240));
    askForWords();
    studio.steps(1000);
    studio.focus("#compare");
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await(
        "some steps",
        () -> studio.of("#scrub-slider", Slider.class, slider -> slider.getMax() > 3));
    studio.of("#scrub-slider", Slider.class, slider -> setValue(slider, 0));
    Image first = frame();
    assertThat(studio.text("#scrub-step")).startsWith("Step");
    double seen = studio.of("#scrub-slider", Slider.class, Slider::getMax);
    studio.await(
        "more steps",
        () -> studio.of("#scrub-slider", Slider.class, slider -> slider.getMax() != seen));
    assertThat(frame()).isNotNull();
    assertThat(first).isNotNull();

    studio.press(KeyCode.ESCAPE);
    assertThat(studio.text("#scrub-step")).isEqualTo("Latest");
    assertThat(studio.isVisible("#cancel")).isTrue();
    studio.press(KeyCode.ESCAPE);
    studio.await("the end", () -> !studio.isVisible("#cancel"));
    assertThat(studio.isVisible("#scrub")).isFalse();
    assertThat(frame()).isNull();
  }

  @Test
  void refine_diskFull_pausesTheQueueAndResumes() throws Exception {
    Path versions = folder.resolve("home/state/session/versions");
    try (TinyDisk disk = TinyDisk.full(versions)) {
      studio.focus("#compare");
      studio.press(KeyCode.CONTROL, KeyCode.ENTER);
      studio.press(KeyCode.CONTROL, KeyCode.ENTER);
      studio.await("the message", () -> studio.messages().contains("the disk is full"));

      assertThat(studio.messages()).contains("1 MB more is needed", "Nothing is lost");
      assertThat(studio.text("#queue")).isEqualTo("Queue 2");
      assertThat(studio.text("#version")).isEqualTo("No result yet");
      assertThat(studio.isVisible("#cancel")).isFalse();

      disk.makeRoom();
      studio.onFx(
          () -> {
            studio.robot().lookup("#toasts .notification .button").queryAllAs(Button.class).stream()
                .filter(button -> "Resume".equals(button.getText()))
                .findFirst()
                .orElseThrow()
                .fire();
            return true;
          });
      studio.await("both results", () -> studio.text("#version").equals("Version 2 of 2"));
      studio.await("the end", () -> studio.text("#queue").equals("Queue 0"));
      assertThat(studio.messages()).isEmpty();
    }
  }

  /** Unasked, the built-in model's latents stay as they are. */
  private void askForWords() {
    studio.of(
        "#prompt",
        TextArea.class,
        area -> {
          area.setText("very vivid");
          return true;
        });
  }

  private void fire(String menu, String item) {
    studio.of(
        menu,
        MenuButton.class,
        button -> {
          MenuItem chosen =
              button.getItems().stream()
                  .filter(one -> item.equals(one.getId()))
                  .findFirst()
                  .orElseThrow();
          chosen.fire();
          return true;
        });
  }

  private List<QueueRow> rows() {
    return studio.of(
        "#queue-list",
        ListView.class,
        list -> ((ListView<?>) list).getItems().stream().map(QueueRow.class::cast).toList());
  }

  private List<String> queued() {
    return rows().stream().map(row -> row.source().name()).toList();
  }

  private List<String> ids() {
    return rows().stream().map(row -> row.item().id()).toList();
  }

  private List<String> versionIds() {
    return studio.of(
        "#versions",
        ListView.class,
        list ->
            ((ListView<?>) list)
                .getItems().stream().map(version -> ((Version) version).id()).toList());
  }

  private static boolean setValue(Slider slider, double value) {
    slider.setValue(value);
    return true;
  }

  private @Nullable Image frame() {
    return studio.onFx(() -> studio.compare().frameProperty().get());
  }

  private double canvasHeight() {
    return studio.onFx(() -> studio.compare().getHeight());
  }
}
