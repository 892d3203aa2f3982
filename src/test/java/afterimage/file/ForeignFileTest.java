package afterimage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ForeignFileTest {
  @TempDir Path folder;

  @Test
  void readAllBytes_upToTheLimit_isRead() throws Exception {
    Path file = Files.write(folder.resolve("a"), new byte[10]);

    assertThat(ForeignFile.readAllBytes(file, 10)).hasSize(10);
    assertThatThrownBy(() -> ForeignFile.readAllBytes(file, 9))
        .isInstanceOf(ForeignFile.FileTooLargeException.class);
  }

  @Test
  void requirePlain_folderOrNothing_isRefused() {
    assertThatThrownBy(() -> ForeignFile.requirePlain(folder))
        .isInstanceOf(ForeignFile.NotPlainFileException.class);
    assertThatThrownBy(() -> ForeignFile.requirePlain(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void requirePlain_namedPipe_isRefusedAtOnce() throws Exception {
    Path pipe = folder.resolve("x.png");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> ForeignFile.readAllBytes(pipe, 10))
        .isInstanceOf(ForeignFile.NotPlainFileException.class);
  }
}
