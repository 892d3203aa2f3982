package afterimage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir Path base;

  @Test
  void close_withFilesInIt_removesAll() throws IOException {
    TemporaryFolder folder = made("afterimage-tmp-1");
    Files.createDirectories(folder.folder().resolve("a/b"));
    Files.writeString(folder.folder().resolve("a/b/c"), "text");

    folder.close();

    assertThat(base).isEmptyDirectory();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void close_withALinkInIt_leavesWhatItLeadsTo() throws IOException {
    Path outside = Files.createDirectory(base.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "text");
    TemporaryFolder folder = made("afterimage-tmp-1");
    Files.createSymbolicLink(folder.folder().resolve("link"), outside);

    folder.close();

    assertThat(outside.resolve("kept")).exists();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void make_always_isForTheOwnerAlone() throws IOException {
    try (TemporaryFolder folder = made("afterimage-tmp-1")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.folder())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void make_nameTaken_isRefusedAndNothingIsTouched() throws IOException {
    Path taken = Files.createDirectory(base.resolve("afterimage-tmp-1"));
    Files.writeString(taken.resolve("somebody's"), "text");

    assertThat(TemporaryFolder.make(taken)).isFalse();
    assertThatThrownBy(() -> TemporaryFolder.claim(taken)).isInstanceOf(IOException.class);
    assertThat(taken.resolve("somebody's")).exists();
  }

  @Test
  void sweep_ofAProcessThatLives_leavesItAndItsLock() throws Exception {
    try (TemporaryFolder folder = made("afterimage-tmp-1")) {
      TemporaryFolder.sweep(base);
      TemporaryFolder.sweep(base);

      assertThat(folder.folder()).exists();
      assertThat(sweepByAnotherProcess()).isZero();
      assertThat(folder.folder()).exists();
    }
  }

  @Test
  void sweep_ofAProcessThatIsDead_removesItAtOnce() throws IOException {
    Path dead = Files.createDirectory(base.resolve("afterimage-tmp-2"));
    Files.createFile(dead.resolve(".lock"));
    Files.writeString(Files.createDirectory(dead.resolve("libraries")).resolve("a.so"), "text");

    TemporaryFolder.sweep(base);

    assertThat(dead).doesNotExist();
  }

  @Test
  void sweep_foldersThatAreNotOurs_stay() throws IOException {
    Path mine = Files.createDirectory(base.resolve("afterimage-tmp-notes"));
    Files.writeString(mine.resolve("notes"), "text");
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(9)));
    Files.setLastModifiedTime(mine, old);
    Path other = Files.createDirectory(base.resolve("afterimage-pictures"));
    Files.createFile(other.resolve(".lock"));
    long alive = ProcessHandle.current().pid();
    Path starting = Files.createDirectory(base.resolve("afterimage-tmp-" + alive));
    Path killedEarly = Files.createDirectory(base.resolve("afterimage-tmp-999999999"));
    Files.writeString(killedEarly.resolve("put there by a thread that outlived the lock"), "text");
    Path unnumbered = Files.createDirectory(base.resolve("afterimage-tmp-a"));
    Path oldUnnumbered = Files.createDirectory(base.resolve("afterimage-tmp-b"));
    Files.setLastModifiedTime(oldUnnumbered, old);

    TemporaryFolder.sweep(base);

    assertThat(mine).exists();
    assertThat(other).exists();
    assertThat(starting).exists();
    assertThat(killedEarly).doesNotExist();
    assertThat(unnumbered).exists();
    assertThat(oldUnnumbered).doesNotExist();
  }

  @Test
  void sweep_missingFolder_isNothing() {
    TemporaryFolder.sweep(base.resolve("none"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void claim_aLinkOrAFolderOpenToOthers_isRefused() throws IOException {
    Path open = Files.createDirectory(base.resolve("afterimage-tmp-5"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path link = Files.createSymbolicLink(base.resolve("afterimage-tmp-6"), base);

    assertThatThrownBy(() -> TemporaryFolder.claim(open)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> TemporaryFolder.claim(link)).isInstanceOf(IOException.class);
    assertThat(open).isEmptyDirectory();
  }

  @Test
  void make_whereNothingCanBe_leavesNothing() {
    assertThat(TemporaryFolder.make(base.resolve("none/afterimage-tmp-1"))).isFalse();
    assertThat(base).isEmptyDirectory();
  }

  private TemporaryFolder made(String name) throws IOException {
    Path folder = base.resolve(name);
    assertThat(TemporaryFolder.make(folder)).isTrue();
    assertThat(folder).isEmptyDirectory();
    return TemporaryFolder.claim(folder);
  }

  private int sweepByAnotherProcess() throws IOException, InterruptedException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Sweeper.class.getName(),
            base.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  /** Another process. */
  static final class Sweeper {
    private Sweeper() {}

    public static void main(String[] args) {
      TemporaryFolder.sweep(Path.of(args[0]));
    }
  }
}
