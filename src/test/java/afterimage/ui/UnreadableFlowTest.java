package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ui.session.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture that was opened and cannot be read any more: nothing else is shown or refined. */
class UnreadableFlowTest {
  @TempDir Path folder;
  private OpenStudio studio;
  private Path away;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
    away = Samples.write(folder.resolve("away.png"), 96, 64);
    studio.dropAndAwait(away, Samples.write(folder.resolve("there.png"), 64, 64));
    studio.activate("#quality-fast");
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void choose_fileGone_saysWhyAndDoesNothingToTheFormerPicture() throws Exception {
    choose(1);
    Files.delete(away);
    choose(0);

    studio.await("the failure", () -> studio.isVisible("#canvas-failure"));
    assertThat(studio.text("#canvas-failure-title")).contains("away.png");
    assertThat(studio.text("#canvas-failure-reason")).contains("away.png");
    assertThat(studio.text("#status-picture")).contains("away.png").doesNotContain("there.png");
    assertThat(studio.isVisible("#compare")).isFalse();
    assertThat(studio.compare().beforeProperty().get()).isNull();
    for (String button :
        new String[] {"#refine", "#refine-more", "#try-strengths", "#try-seeds", "#export"}) {
      assertThat(studio.isDisabled(button)).as(button).isTrue();
    }

    says("no picture on the canvas", KeyCode.CONTROL, KeyCode.ENTER);
    says("no picture on the canvas", KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.ENTER);
    says("no picture on the canvas", KeyCode.T);
    says("no picture on the canvas", KeyCode.V);
    says("no picture on the canvas", KeyCode.K);
    says("away.png", KeyCode.CONTROL, KeyCode.E);
    says("away.png", KeyCode.CONTROL, KeyCode.S);
    says("away.png", KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);

    assertThat(studio.text("#queue")).isEqualTo("Queue 0");
    assertThat(studio.isVisible("#trials")).isFalse();
    assertThat(studio.isVisible("#mask-bar")).isFalse();
    assertThat(sources().stream().allMatch(source -> source.versions().isEmpty())).isTrue();
  }

  @Test
  void tryAgain_fileBack_isShownAndRefined() throws Exception {
    choose(1);
    Path elsewhere = Files.move(away, folder.resolve("elsewhere.png"));
    choose(0);
    studio.await("the failure", () -> studio.isVisible("#canvas-failure"));
    studio.activate("#canvas-failure-retry");
    studio.await("the failure again", () -> studio.isVisible("#canvas-failure"));

    Files.move(elsewhere, away);
    studio.activate("#canvas-failure-retry");

    studio.await("the picture", () -> studio.compare().beforeProperty().get() != null);
    assertThat(studio.isVisible("#canvas-failure")).isFalse();
    assertThat(studio.text("#status-picture")).contains("away.png");
    studio.refineTo(1);
    assertThat(sources().getFirst().versions()).hasSize(1);
  }

  @Test
  void chooseAnother_afterAFailure_isShown() throws Exception {
    choose(1);
    Files.writeString(away, "no picture any more");
    choose(0);
    studio.await("the failure", () -> studio.isVisible("#canvas-failure"));

    choose(1);

    studio.await("the other", () -> studio.compare().beforeProperty().get() != null);
    assertThat(studio.isVisible("#canvas-failure")).isFalse();
    assertThat(studio.text("#status-picture")).contains("there.png");
    assertThat(studio.isDisabled("#refine")).isFalse();
  }

  @Test
  void refine_askedForAPictureThatIsLeftMeanwhile_isNotDoneToTheNext() {
    choose(1);
    studio.onFx(
        () -> {
          // In one go, before anything can be decoded.
          filmstrip().getSelectionModel().select(0);
          studio.robot().lookup("#refine").queryButton().fire();
          filmstrip().getSelectionModel().select(1);
          return true;
        });

    studio.await("the other", () -> studio.compare().beforeProperty().get() != null);
    assertThat(studio.text("#status-picture")).contains("there.png");
    assertThat(studio.text("#queue")).isEqualTo("Queue 0");
  }

  @Test
  void refine_askedWhileThePictureIsOpened_isDoneToThatOne() {
    choose(1);
    studio.onFx(
        () -> {
          filmstrip().getSelectionModel().select(0);
          studio.robot().lookup("#refine").queryButton().fire();
          return true;
        });

    studio.await("a result", () -> studio.text("#version").equals("Version 1 of 1"));
    assertThat(sources().get(0).versions()).hasSize(1);
    assertThat(sources().get(1).versions()).isEmpty();
  }

  @Test
  void step_versionsFileGone_isSaidAndTheOthersAreShown() throws Exception {
    choose(1);
    studio.refineTo(1);
    studio.refineTo(2);
    Path first = sources().get(1).versions().getFirst().file();
    studio.close();
    Files.writeString(first, "no picture any more");
    studio = OpenStudio.in(folder.resolve("home"));
    studio.await("version 2", () -> studio.compare().afterProperty().get() != null);
    studio.focus("#compare");

    studio.press(KeyCode.LEFT);
    studio.await("the failure", () -> studio.isVisible("#canvas-failure"));
    assertThat(studio.text("#canvas-failure-title")).contains("Version 1").contains("there.png");
    assertThat(studio.compare().afterProperty().get()).isNull();

    studio.press(KeyCode.RIGHT);
    studio.await("version 2", () -> studio.compare().afterProperty().get() != null);
    assertThat(studio.isVisible("#canvas-failure")).isFalse();
  }

  private void says(String what, KeyCode... keys) {
    studio.onFx(
        () -> {
          studio.robot().lookup("#toasts").queryAs(Pane.class).getChildren().clear();
          return true;
        });
    studio.focus("#canvas-failure");
    studio.press(keys);
    assertThat(studio.messages()).as(Arrays.toString(keys)).contains(what);
  }

  private void choose(int index) {
    studio.onFx(
        () -> {
          filmstrip().getSelectionModel().select(index);
          return true;
        });
    studio.await("the choice", () -> !studio.isVisible("#opening"));
    studio.await(
        "its end",
        () ->
            studio.compare().beforeProperty().get() != null || studio.isVisible("#canvas-failure"));
  }

  private List<Source> sources() {
    return studio.onFx(() -> List.copyOf(filmstrip().getItems()));
  }

  private ListView<Source> filmstrip() {
    return studio.robot().lookup("#filmstrip").queryListView();
  }
}
