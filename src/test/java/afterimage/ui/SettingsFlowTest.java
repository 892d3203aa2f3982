package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.settings.Language;
import afterimage.settings.Preferences;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings page: what is chosen there is kept, and counts where it says. */
class SettingsFlowTest {
  @TempDir Path folder;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
    studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 64, 64));
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void languageMemoryAndFolders_chosen_areThereAfterARestart() throws Exception {
    openPage();
    choose("#settings-language", Language.GERMAN);
    choose("#settings-memory", Optional.of(2));
    Path models = Files.createDirectories(folder.resolve("models"));
    studio.chooseFolder(models);
    studio.activate("#settings-models-folder-choose");
    assertThat(studio.text("#settings-models-folder")).isEqualTo(models.toString());
    studio.chooseFolder(folder.resolve("session"));
    studio.activate("#settings-session-choose");
    studio.activate("#settings-done");
    studio.close();

    studio = OpenStudio.in(folder.resolve("home"));
    Preferences kept = studio.settings().get().preferences();
    assertThat(kept.language()).isEqualTo(Language.GERMAN);
    assertThat(kept.memoryBytes()).isEqualTo(2L << 30);
    assertThat(kept.modelsFolder()).isEqualTo(models.toString());
    assertThat(kept.stateFolder(folder)).isEqualTo(folder.resolve("session"));
    openPage();
    assertThat(studio.text("#settings-session")).isEqualTo(kept.sessionFolder());
    studio.activate("#settings-session-reset");
    assertThat(studio.settings().get().preferences().sessionFolder()).isNull();
    assertThat(studio.text("#settings-session")).doesNotContain(folder.toString());
  }

  @Test
  void exportFolder_chosen_isWhereExportsGo() throws Exception {
    Path results = Files.createDirectories(folder.resolve("results"));
    openPage();
    studio.chooseFolder(results);
    studio.activate("#settings-exports-choose");
    studio.activate("#settings-done");
    studio.await("no page", () -> !studio.isVisible("#settings-page"));
    studio.activate("#quality-fast");
    studio.focus("#compare");
    studio.refineTo(1);

    studio.press(KeyCode.CONTROL, KeyCode.E);
    studio.await("the page", () -> studio.isVisible("#export-page"));
    studio.activate("#export-export");
    studio.await("saving", () -> studio.messages().contains("Saved"));

    assertThat(results).isNotEmptyDirectory();
  }

  private void openPage() {
    studio.activate("#settings");
    studio.await("the page", () -> studio.isVisible("#settings-page"));
  }

  @SuppressWarnings("unchecked")
  private void choose(String query, Object value) {
    studio.of(
        query,
        ComboBox.class,
        combo -> {
          assertThat(combo.getItems()).contains(value);
          combo.setValue(value);
          return true;
        });
  }
}
