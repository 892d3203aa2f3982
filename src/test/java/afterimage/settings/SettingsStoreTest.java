package afterimage.settings;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.RefineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsStoreTest {
  private static final RefineSettings VALUES =
      new RefineSettings("warm", "dark", 0.35, 12, 3.5, 6.5, 2, 4_000_000_000L, null);

  @TempDir Path folder;

  @Test
  void open_noFile_givesDefaultsWithoutNotice() {
    try (SettingsStore store = SettingsStore.open(file())) {
      assertThat(store.get()).isEqualTo(Settings.DEFAULTS);
      assertThat(store.notice()).isEmpty();
    }
  }

  @Test
  void close_afterUpdates_savesEverything() {
    Settings expected =
        Settings.DEFAULTS
            .withTheme(Theme.DARK)
            .withDevice("cuda:1")
            .withNativePath("natives")
            .withModel("models/mini")
            .withLastFolder("pictures")
            .withWindow(new WindowBounds(10, 20, 1280, 800, true))
            .withLastValues("mini", VALUES);
    try (SettingsStore store = SettingsStore.open(file())) {
      store.update(_ -> expected);
    }
    try (SettingsStore again = SettingsStore.open(file())) {
      assertThat(again.get()).isEqualTo(expected);
    }
    assertThat(folder).isDirectoryContaining(path -> path.equals(file()));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void open_damagedFile_keepsItAsideAndSaysSo() throws IOException {
    Files.writeString(file(), "{\"theme\": \"DA");
    try (SettingsStore store = SettingsStore.open(file())) {
      assertThat(store.get()).isEqualTo(Settings.DEFAULTS);
      assertThat(store.notice()).hasValueSatisfying(text -> assertThat(text).contains("damaged"));
    }
    assertThat(folder.resolve("settings.json.damaged")).hasContent("{\"theme\": \"DA");
  }

  @Test
  void open_olderOrNewerFile_takesWhatItKnows() throws IOException {
    Files.writeString(file(), "{\"theme\": \"LIGHT\", \"somethingNew\": [1, 2]}");
    try (SettingsStore store = SettingsStore.open(file())) {
      assertThat(store.get()).isEqualTo(Settings.DEFAULTS.withTheme(Theme.LIGHT));
    }
  }

  @Test
  void open_valuesOutOfRange_leavesThemOutAndInTheFile() throws IOException {
    String text = "{\"lastValues\": {\"mini\": {\"strength\": 7}}, \"prompts\": [\"precious\"]}";
    Files.writeString(file(), text);
    try (SettingsStore store = SettingsStore.open(file())) {
      assertThat(store.get()).isEqualTo(Settings.DEFAULTS.withPrompts(List.of("precious")));
      assertThat(store.notice()).isEmpty();
    }
    assertThat(file()).hasContent(text);
  }

  @Test
  void open_themeOfANewerVersion_keepsAllElseAndIsKeptWhenSaved() throws IOException {
    Files.writeString(file(), "{\"theme\": \"SEPIA\", \"prompts\": [\"precious\"]}");
    try (SettingsStore store = SettingsStore.open(file())) {
      assertThat(store.get().prompts()).containsExactly("precious");
      store.update(old -> old.withUiScale(1.5));
    }
    assertThat(Files.readString(file())).contains("SEPIA", "precious", "1.5");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void glance_damagedFile_saysSoAndLeavesIt() throws IOException {
    Files.writeString(file(), "{ prec");

    SettingsStore.Glance glance = SettingsStore.glance(file());

    assertThat(glance.settings()).isEqualTo(Settings.DEFAULTS);
    assertThat(glance.problem()).contains("settings.json").doesNotContain("\n");
    assertThat(folder.toFile().list()).containsExactly("settings.json");
    assertThat(file()).hasContent("{ prec");
  }

  @Test
  void settings_unknownDevice_becomesAuto() throws IOException {
    Files.writeString(file(), "{\"device\": \"abacus\"}");
    try (SettingsStore store = SettingsStore.open(file())) {
      assertThat(store.get().device()).isEqualTo("auto");
    }
  }

  @Test
  void update_whereNothingCanBeSaved_tellsOnceAndSavesWhenItCan() throws Exception {
    Path blocked = folder.resolve("folder");
    Files.writeString(blocked, "a file where the folder should be");
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (SettingsStore store = SettingsStore.open(blocked.resolve("settings.json"))) {
      store.onUnsaved(told::add);
      store.update(settings -> settings.withDevice("cpu"));

      assertThat(told.poll(1, TimeUnit.MINUTES)).contains(blocked.toString(), "cannot be saved");
      store.update(settings -> settings.withDevice("cuda:1"));
      // Past the next attempt, which fails as well.
      assertThat(told.poll(2, TimeUnit.SECONDS)).isNull();
      Files.delete(blocked);
    }
    try (SettingsStore again = SettingsStore.open(blocked.resolve("settings.json"))) {
      assertThat(again.get().device()).isEqualTo("cuda:1");
    }
  }

  private Path file() {
    return folder.resolve("settings.json");
  }
}
