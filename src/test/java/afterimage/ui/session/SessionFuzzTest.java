package afterimage.ui.session;

import afterimage.fuzz.Fuzzing;
import afterimage.job.StatePaths;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SessionFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("session");

  @TempDir static Path folder;

  @DictionaryFile(resourcePath = "/afterimage/fuzz/json.dict")
  @FuzzTest
  void restored_anySession_isPicturesOrRefused(byte[] input) throws IOException {
    StatePaths paths = new StatePaths(folder);
    FUZZING.run(
        input,
        () ->
            SessionReader.read(input)
                .session()
                .sources()
                .forEach(source -> SavedSession.restored(source, paths)),
        IOException.class);
  }
}
