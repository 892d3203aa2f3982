package afterimage.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesTest {
  @TempDir Path folder;

  @Test
  void preferences_ofAFileOfAnEarlierVersion_areTheDefaults() throws Exception {
    Path file = Files.writeString(folder.resolve("settings.json"), "{\"uiScale\": 1.5}");

    try (SettingsStore store = SettingsStore.open(file)) {
      assertThat(store.get().uiScale()).isEqualTo(1.5);
      assertThat(store.get().preferences()).isEqualTo(Preferences.DEFAULTS);
    }
  }

  @Test
  void preferences_strangeValues_areMended() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("settings.json"),
            "{\"preferences\": {\"memoryGigabytes\": -3, \"cardGigabytes\": 0, \"modelsFolder\": \" \"}}");

    try (SettingsStore store = SettingsStore.open(file)) {
      assertThat(store.get().preferences()).isEqualTo(Preferences.DEFAULTS);
      assertThat(store.get().preferences().memoryBytes()).isEqualTo(Long.MAX_VALUE);
    }
  }

  @Test
  void locale_chosenLanguage_keepsTheRegion() {
    assertThat(Language.AUTO.locale(Locale.CANADA)).isEqualTo(Locale.CANADA);
    assertThat(Language.GERMAN.locale(Locale.CANADA)).isEqualTo(Locale.of("de", "CA"));
    assertThat(Language.ENGLISH.locale(Locale.GERMANY)).isEqualTo(Locale.of("en", "DE"));
  }
}
