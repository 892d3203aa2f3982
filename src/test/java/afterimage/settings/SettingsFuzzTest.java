package afterimage.settings;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SettingsFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("settings");

  @TempDir static Path folder;

  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void open_anyFile_isSettings(byte[] input) throws IOException {
    FUZZING.run(
        input,
        () -> {
          Path file = Files.write(folder.resolve("settings.json"), input);
          try (SettingsStore store = SettingsStore.open(file)) {
            Settings settings = store.get();
            assertThat(settings.uiScale()).isBetween(0.75, 2.0);
            settings.startFolder();
            assertThat(settings.prompts()).isNotNull();
          }
        });
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
