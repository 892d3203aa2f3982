package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
  @TempDir Path folder;

  @Test
  void outputFolders_ofAnyForm_areThoseThatAreThere() throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));

    assertThat(TemporaryFiles.outputFolders("refine", "a", "-o", out + "/new.png"))
        .containsExactly(out);
    assertThat(TemporaryFiles.outputFolders("refine", "a", "--output=" + out))
        .containsExactly(out, folder);
    assertThat(TemporaryFiles.outputFolders("refine", "-o", folder + "/no/such/a.png")).isEmpty();
    assertThat(TemporaryFiles.outputFolders("refine", "-o", "a\0b")).isEmpty();
    assertThat(TemporaryFiles.outputFolders("refine", "-o")).isEmpty();
    assertThat(TemporaryFiles.outputFolders()).isEmpty();
  }
}
