package afterimage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.file.AtomicFile.Access;
import afterimage.file.AtomicFile.Existing;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void commit_newFile_isThereWithoutATemporaryOne() throws IOException {
    Path target = folder.resolve("a/b/c.txt");

    AtomicFile.write(target, bytes("x"), Access.SHARED);

    assertThat(target).hasContent("x");
    assertThat(list(folder.resolve("a/b"))).containsExactly(target);
  }

  @Test
  void close_withoutCommit_leavesTheFormerFile() throws IOException {
    Path target = Files.writeString(folder.resolve("c.txt"), "old");

    try (AtomicFile file = AtomicFile.begin(target, Access.SHARED)) {
      Files.writeString(file.temporary(), "new");
    }

    assertThat(target).hasContent("old");
    assertThat(list(folder)).containsExactly(target);
  }

  @Test
  void commit_keep_refusesWhereAFileIs() throws IOException {
    Path target = Files.writeString(folder.resolve("c.txt"), "old");

    try (AtomicFile file = AtomicFile.begin(target, Access.SHARED)) {
      Files.writeString(file.temporary(), "new");
      assertThatThrownBy(() -> file.commit(Existing.KEEP))
          .isInstanceOf(FileAlreadyExistsException.class);
    }

    assertThat(target).hasContent("old");
  }

  @Test
  void commit_keepByManyAtOnce_letsOneThrough() throws Exception {
    for (int round = 0; round < 50; round++) {
      Path target = folder.resolve("race" + round);
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        List<Callable<Boolean>> writers =
            IntStream.range(0, 4).mapToObj(i -> (Callable<Boolean>) () -> wins(target)).toList();
        long winners = 0;
        for (Future<Boolean> writer : threads.invokeAll(writers)) {
          winners += writer.get() ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
      }
    }
  }

  @Test
  void begin_ownerOnly_othersMayReadNeitherFileNorNewFolder() throws IOException {
    Path target = folder.resolve("config/settings.json");

    AtomicFile.write(target, bytes("secret"), Access.OWNER);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void sweep_filesOfADeadProcess_goAndOthersStay() throws IOException {
    String dead = TemporaryName.next().replaceFirst("-[0-9]+-", "-999999999-");
    Path orphan = Files.createFile(folder.resolve(dead));
    Path foreign =
        Files.createFile(folder.resolve(dead.replaceFirst("-[0-9a-f]{8}-", "-00000000-")));
    Path ours = Files.createFile(folder.resolve(TemporaryName.next()));
    Path other = Files.createFile(folder.resolve(".afterimage-notes.tmp"));
    Path old = Files.createFile(folder.resolve(dead.replaceFirst("-[0-9a-f]{8}-", "-00000001-")));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(8))));

    Leftovers.sweep(folder);

    assertThat(list(folder)).containsExactlyInAnyOrder(foreign, ours, other);
    assertThat(orphan).doesNotExist();
  }

  @Test
  void sweep_fileOlderThanTheProcessOfItsNumber_goes() throws IOException {
    Path recycled = Files.createFile(folder.resolve(TemporaryName.next()));
    Path ours = Files.createFile(folder.resolve(TemporaryName.next()));
    Instant start = ProcessHandle.current().info().startInstant().orElseThrow();
    Files.setLastModifiedTime(recycled, FileTime.from(start.minus(Duration.ofMinutes(1))));

    Leftovers.sweep(folder);

    assertThat(list(folder)).containsExactly(ours);
  }

  private static boolean wins(Path target) throws IOException {
    try (AtomicFile file = AtomicFile.begin(target, Access.SHARED)) {
      file.commit(Existing.KEEP);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
