package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.RefineSettings;
import afterimage.ui.session.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed is what a run uses, however the run is begun, or nothing is begun. */
class TypedValuesFlowTest {
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
  void seed_typedThenRefinedByKey_isUsedAndLocked() {
    type("#seed", "4711");

    refine(1);

    assertThat(last().seed()).isEqualTo(4711);
    assertThat(locked()).isTrue();
    refine(2);
    assertThat(last().seed()).as("a typed seed stays").isEqualTo(4711);
  }

  @Test
  void seed_typedThenRefineClicked_isUsed() {
    type("#seed", "4712");

    studio.robot().clickOn("#refine");

    awaitVersion(1);
    assertThat(last().seed()).isEqualTo(4712);
  }

  @Test
  void seed_sameTypedAgain_isUsedAndNotDrawnAnew() {
    refine(1);
    long seed = last().seed();
    type("#seed", "1");
    type("#seed", Long.toString(seed));

    refine(2);

    assertThat(last().seed()).isEqualTo(seed);
  }

  @Test
  void refineKey_whereverTheFocusIs_countsOnce() {
    studio.press(KeyCode.Q);
    studio.activate("#queue-pause");
    List<Node> reached = studio.onFx(() -> List.copyOf(studio.focusable()));
    List<String> wrong = new ArrayList<>();
    int before = 0;
    for (Node node : reached) {
      studio.onFx(
          () -> {
            node.requestFocus();
            return true;
          });
      studio.press(KeyCode.CONTROL, KeyCode.ENTER);

      int after = Integer.parseInt(studio.text("#queue").replace("Queue ", ""));
      if (after != before + 1) {
        wrong.add((after - before) + " for " + node);
      }
      before = after;
    }
    assertThat(reached).hasSizeGreaterThan(20);
    assertThat(wrong).isEmpty();
  }

  @Test
  void seed_typedThenLockClicked_isLocked() {
    type("#seed", "4713");

    studio.clickItself("#seed-lock");

    assertThat(locked()).isTrue();
    refine(1);
    assertThat(last().seed()).isEqualTo(4713);
  }

  @Test
  void seed_typedThenVariations_comesFirst() {
    type("#seed", "4715");
    studio.robot().clickOn("#try-seeds");

    studio.await("the trials", () -> studio.isVisible("#trials"));
    assertThat(seedShown()).isEqualTo("4715");
    assertThat(locked()).isTrue();
    assertThat(
            studio.onFx(
                () ->
                    studio.robot().lookup("#trials .label").queryAllAs(Label.class).stream()
                        .map(Label::getText)
                        .toList()))
        .contains("4715");
  }

  @Test
  void seed_typedBeforeTheEnd_isUsedAfterARestart() throws Exception {
    type("#seed", "4716");
    studio.close();

    studio = OpenStudio.in(folder.resolve("home"));
    studio.await("the picture", () -> studio.compare().beforeProperty().get() != null);

    assertThat(seedShown()).isEqualTo("4716");
    assertThat(locked()).isTrue();
    refine(1);
    assertThat(last().seed()).isEqualTo(4716);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "abc", "1.5", "4294967296", "18446744073709551615", "1e3", "０x10"})
  void seed_none_isToldAndNothingBegins(String wrong) {
    type("#seed", wrong);

    studio.press(KeyCode.CONTROL, KeyCode.ENTER);

    assertThat(studio.messages()).contains("whole number from 0 to 4294967295");
    assertThat(studio.text("#queue")).isEqualTo("Queue 0");
    assertThat(studio.text("#seed-problem")).contains("whole number");
    assertThat(seedShown()).as("what was typed is still there").isEqualTo(wrong);

    studio.robot().clickOn("#refine");
    assertThat(studio.text("#queue")).isEqualTo("Queue 0");
    assertThat(studio.text("#version")).isEqualTo("No result yet");

    type("#seed", "5");
    assertThat(studio.isVisible("#seed-problem")).isFalse();
    refine(1);
    assertThat(last().seed()).isEqualTo(5);
  }

  @Test
  void steps_typedThenRefinedByKey_areUsed() {
    typeNumber("#steps", "7");

    refine(1);

    assertThat(last().steps()).isEqualTo(7);
  }

  @Test
  void steps_typedBeyondTheRange_areTheNearestAndSeen() {
    typeNumber("#steps", "999");

    studio.press(KeyCode.CONTROL, KeyCode.ENTER);

    assertThat(numberShown("#steps")).isEqualTo("150");
    studio.press(KeyCode.ESCAPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ten", "3.5"})
  void steps_none_areToldAndNothingBegins(String wrong) {
    typeNumber("#steps", wrong);

    studio.press(KeyCode.CONTROL, KeyCode.ENTER);

    assertThat(studio.messages()).contains("whole number from 1 to 150");
    assertThat(studio.text("#version")).isEqualTo("No result yet");
    assertThat(studio.text("#queue")).isEqualTo("Queue 0");
  }

  @Test
  void sizes_unreadable_areToldAndNothingBegins() {
    studio.activate("#advanced");
    type("#advanced-size-1-1", "huge");

    studio.press(KeyCode.CONTROL, KeyCode.ENTER);

    assertThat(studio.messages()).contains("width x height");
    assertThat(studio.text("#queue")).isEqualTo("Queue 0");
  }

  private void type(String query, String text) {
    studio.focus(query);
    studio.of(
        query,
        TextField.class,
        field -> {
          field.setText(text);
          return true;
        });
  }

  private void typeNumber(String query, String text) {
    studio.focus(query);
    studio.of(
        query,
        Spinner.class,
        spinner -> {
          spinner.getEditor().setText(text);
          return true;
        });
  }

  private String numberShown(String query) {
    return studio.of(query, Spinner.class, spinner -> spinner.getEditor().getText());
  }

  private String seedShown() {
    return studio.of("#seed", TextField.class, TextField::getText);
  }

  private boolean locked() {
    return studio.of("#seed-lock", ToggleButton.class, ToggleButton::isSelected);
  }

  private void refine(int number) {
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    awaitVersion(number);
  }

  private void awaitVersion(int number) {
    String expected = "Version " + number + " of " + number;
    int former = number - 1;
    String before = former == 0 ? "No result yet" : "Version " + former + " of " + former;
    studio.await("a result", () -> !studio.text("#version").equals(before));
    studio.await("the end", () -> !studio.isVisible("#cancel"));
    assertThat(studio.text("#version")).as("one key, one result: %s", all()).isEqualTo(expected);
  }

  private RefineSettings last() {
    return all().getLast();
  }

  private List<RefineSettings> all() {
    return studio.onFx(
        () ->
            studio.robot().lookup("#versions").<Version>queryListView().getItems().stream()
                .map(Version::settings)
                .toList());
  }
}
