package afterimage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BundleUseTest {
  @TempDir Path bundle;

  @Test
  void byAnother_ownMark_isNone() {
    BundleUse.mark(bundle);

    assertThat(BundleUse.byAnother(bundle)).isFalse();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void byAnother_processThatWorks_holdsItUntilItEnds() throws Exception {
    Process other = new ProcessBuilder("sleep", "600").start();
    Files.createFile(bundle.resolve(".used-by-" + other.pid()));
    assertThat(BundleUse.byAnother(bundle)).isTrue();

    other.destroyForcibly().waitFor();
    assertThat(BundleUse.byAnother(bundle)).isFalse();

    BundleUse.mark(bundle);
    try (Stream<Path> marks = Files.list(bundle)) {
      assertThat(marks)
          .containsExactly(bundle.resolve(".used-by-" + ProcessHandle.current().pid()));
    }
  }

  @Test
  void mark_noBundle_makesNone() {
    BundleUse.mark(bundle.resolve("none"));

    assertThat(bundle.resolve("none")).doesNotExist();
  }

  @Test
  void byAnother_strangeMark_isNone() throws Exception {
    Files.createFile(bundle.resolve(".used-by-somebody"));

    assertThat(BundleUse.byAnother(bundle)).isFalse();
  }
}
