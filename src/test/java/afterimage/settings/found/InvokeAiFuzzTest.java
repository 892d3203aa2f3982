package afterimage.settings.found;

import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

class InvokeAiFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("settings-invokeai");

  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void in_anyText_isSettingsOrNone(byte[] input) throws IOException {
    FUZZING.run(
        input, () -> ForeignSettings.read(input, List.of("invokeai_metadata", "sd-metadata")));
  }
}
