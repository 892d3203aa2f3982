package afterimage.settings;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PresetFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("preset");

  @TempDir static Path folder;

  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void all_anyFile_isPresetsOrNone(byte[] input) throws IOException {
    FUZZING.run(
        input,
        () -> {
          Files.write(folder.resolve("fuzzed.json"), input);
          for (Preset preset : new PresetFolder(folder).all()) {
            assertThat(preset.name()).isNotNull();
            assertThat(preset.settings()).isNotNull();
          }
        });
  }
}
