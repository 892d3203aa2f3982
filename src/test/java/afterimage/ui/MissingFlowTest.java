package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ui.session.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures whose drive is not plugged in. */
class MissingFlowTest {
  @TempDir Path folder;

  @Test
  void open_pictureAway_staysWithItsVersionsAndGoesOnWhenItIsBack() throws Exception {
    SavedState state = SavedState.in(folder);
    Path away = Files.move(state.drive(), folder.resolve("unplugged"));
    List<String> pictures = state.pictures();
    for (int start = 0; start < 2; start++) {
      try (OpenStudio studio = OpenStudio.with(state.home(), SavedState.MODELS)) {
        // The failed one, and the one that waits for its picture.
        studio.await("what can be done", () -> studio.text("#queue").equals("Queue 2"));
        List<Source> sources = OldSessionFlowTest.sources(studio);
        assertThat(sources)
            .filteredOn(source -> source.missingProperty().get())
            .extracting(Source::name)
            .containsExactly("one.png", "two.png");
        assertThat(sources.getFirst().versions()).hasSize(2);
        assertThat(
                studio.onFx(
                    () ->
                        studio.robot().lookup(".filmstrip .list-cell").queryAll().stream()
                            .map(cell -> cell.getAccessibleText())
                            .toList()))
            .contains("one.png, missing", "two.png, missing");
      }
    }
    assertThat(state.pictures()).containsAll(pictures);

    try (OpenStudio studio = OpenStudio.with(state.home(), SavedState.MODELS)) {
      studio.await("what can be done", () -> studio.text("#queue").equals("Queue 2"));
      studio.press(KeyCode.ESCAPE); // Means a run, and there is none.
      assertThat(studio.text("#queue")).isEqualTo("Queue 2");
      Files.move(away, state.drive()); // Nobody touches the window.
      studio.await("its refine", () -> studio.text("#queue").equals("Queue 1"));
      Source one = OldSessionFlowTest.sources(studio).getFirst();
      assertThat(one.missingProperty().get()).isFalse();
      assertThat(one.versions()).hasSize(3);
      studio.onFx(
          () -> {
            studio.robot().lookup("#filmstrip").queryListView().getSelectionModel().select(0);
            return true;
          });
      studio.await("its pixels", () -> studio.text("#status-picture").contains("one.png"));
    }
  }
}
