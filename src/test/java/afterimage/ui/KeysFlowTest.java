package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.settings.SettingsStore;
import afterimage.ui.canvas.CompareMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that the user changes in the settings. */
class KeysFlowTest {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private OpenStudio studio;

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void keys_changed_countAtOnceAndAfterARestart() throws Exception {
    open();
    openPage();
    studio.activate("#keys-of-blink");
    assertThat(studio.text("#keys-of-blink")).contains("Press");
    studio.press(KeyCode.X);
    assertThat(studio.text("#keys-of-blink")).isEqualTo("X");
    studio.activate("#keys-of-open");
    studio.press(KeyCode.ALT, KeyCode.O);
    assertThat(studio.text("#keys-of-open")).isEqualTo("Alt+O");
    leave();

    assertThat(tooltip("#mode-blink")).contains("(X)");
    assertThat(studio.of("#open", Node.class, Node::getAccessibleText)).contains("(Alt+O)");
    studio.focus("#compare");
    studio.press(KeyCode.B);
    assertThat(mode()).isEqualTo(CompareMode.SPLIT);
    studio.press(KeyCode.X);
    assertThat(mode()).isEqualTo(CompareMode.BLINK);
    studio.press(KeyCode.X); // Or the next start would begin with it.
    studio.close();

    open();
    assertThat(studio.settings().get().preferences().keys())
        .isEqualTo(Map.of("blink", "X", "open", "Alt+O"));
    studio.focus("#compare");
    studio.press(KeyCode.X);
    assertThat(mode()).isEqualTo(CompareMode.BLINK);
    assertThat(studio.messages()).isEmpty();
    studio.press(KeyCode.F1);
    studio.await("the sheet", () -> studio.isVisible("#shortcut-sheet"));
    assertThat(caps()).contains("X", "Alt+O").doesNotContain("B", "Ctrl+O");
  }

  @Test
  void keys_takenByAnother_areRefusedByItsNameAndDoNothingElse() throws Exception {
    open();
    openPage();
    studio.activate("#keys-of-blink");
    studio.press(KeyCode.CONTROL, KeyCode.V);
    assertThat(studio.text("#keys-message")).contains("Ctrl+V").contains("Paste");
    studio.press(KeyCode.CONTROL, KeyCode.E);
    assertThat(studio.text("#keys-message")).contains("Ctrl+E").contains("Export");
    assertThat(studio.isVisible("#export-page")).isFalse();
    studio.press(KeyCode.TAB);
    assertThat(studio.text("#keys-message")).contains("Tab");

    studio.press(KeyCode.ESCAPE);
    assertThat(studio.isVisible("#keys-page")).as("Esc ends only the waiting").isTrue();
    assertThat(studio.text("#keys-of-blink")).isEqualTo("B");
    assertThat(studio.settings().get().preferences().keys()).isEmpty();
  }

  @Test
  void reset_oneAndAll_bringTheUsualKeysBack() throws Exception {
    keep(Map.of("blink", "X", "open", "F5"));
    open();
    openPage();
    assertThat(studio.text("#keys-of-open")).isEqualTo("F5");
    studio.activate("#keys-reset-blink");
    assertThat(studio.text("#keys-of-blink")).isEqualTo("B");
    assertThat(studio.isVisible("#keys-reset-blink")).isFalse();
    studio.activate("#keys-reset-all");
    assertThat(studio.text("#keys-of-open")).isEqualTo("Ctrl+O");

    assertThat(studio.settings().get().preferences().keys()).isEmpty();
  }

  @Test
  void settings_entriesOfNoUse_areIgnoredAndNamed() throws Exception {
    keep(Map.of("blnik", "X", "open", "Ctrl+Banana", "star", "F5"));
    open();

    assertThat(studio.messages()).contains("blnik: X").contains("open: Ctrl+Banana");
    openPage();
    assertThat(studio.text("#keys-of-star")).isEqualTo("F5");
    assertThat(studio.text("#keys-of-open")).isEqualTo("Ctrl+O");
  }

  private void keep(Map<String, String> keys) {
    try (SettingsStore settings =
        SettingsStore.open(folder.resolve("home").resolve("settings.json"))) {
      settings.update(old -> old.withPreferences(p -> p.withKeys(keys)));
    }
  }

  private void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
    Path picture = folder.resolve("one.png");
    if (Files.exists(picture)) {
      studio.await("the session", () -> studio.compare().beforeProperty().get() != null);
    } else {
      studio.dropAndAwait(Samples.write(picture, 64, 64));
    }
  }

  private void openPage() {
    studio.activate("#settings");
    studio.await("the settings", () -> studio.isVisible("#settings-page"));
    studio.activate("#settings-keys");
    studio.await("the page", () -> studio.isVisible("#keys-page"));
  }

  private void leave() {
    studio.press(KeyCode.ESCAPE);
    studio.await("no page", () -> !studio.isVisible("#keys-page"));
  }

  private CompareMode mode() {
    return studio.onFx(() -> studio.compare().modeProperty().get());
  }

  private String tooltip(String button) {
    return studio.of(button, ToggleButton.class, node -> node.getTooltip().getText());
  }

  private List<String> caps() {
    return studio.onFx(
        () ->
            studio.robot().lookup(".key-cap").queryAllAs(Label.class).stream()
                .map(Label::getText)
                .toList());
  }
}
