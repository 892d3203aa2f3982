package afterimage.ui.session;

import afterimage.fuzz.Fuzzing;
import afterimage.settings.JsonFile;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SessionFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("session");

  @TempDir static Path folder;

  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void restored_anySession_isPicturesOrRefused(byte[] input) throws IOException {
    FUZZING.run(
        input,
        () ->
            JsonFile.read(Files.write(folder.resolve("session.json"), input), SavedSession.class)
                .orElseThrow()
                .restored(),
        IOException.class);
  }
}
