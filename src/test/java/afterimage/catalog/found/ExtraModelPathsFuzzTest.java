package afterimage.catalog.found;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ExtraModelPathsFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("model-paths");

  @TempDir static Path folder;

  @FuzzTest
  void read_anyFile_isFolders(byte[] input) throws Exception {
    Path file = Files.write(folder.resolve("extra_model_paths.yaml"), input);
    FUZZING.run(
        input,
        () ->
            assertThat(ExtraModelPaths.read(file))
                .allSatisfy(path -> assertThat(path).isAbsolute()));
  }
}
