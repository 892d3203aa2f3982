package afterimage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.TinyDisk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderRemovalTest {
  private static final int FILES = 3000;

  @TempDir Path base;

  @Test
  void remove_whatIsNotThere_isNoFailure() throws IOException {
    FolderRemoval.remove(base.resolve("missing"));

    assertThat(base).isEmptyDirectory();
  }

  @Test
  void remove_whileAnotherRemovesTheSame_removesAllAndFailsInNeither() throws Exception {
    Path folder = folderOfFiles();
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean failed = new AtomicBoolean();
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  begun.countDown();
                  try {
                    FolderRemoval.remove(folder);
                  } catch (IOException e) {
                    failed.set(true);
                  }
                });

    begun.await();
    FolderRemoval.remove(folder);
    other.join();

    assertThat(failed).isFalse();
    assertThat(base).isEmptyDirectory();
  }

  /** What JavaFX does with its fonts while the program ends. */
  @Test
  void remove_whileFilesVanishAndComeAgain_removesAll() throws Exception {
    Path folder = folderOfFiles();
    CountDownLatch begun = new CountDownLatch(1);
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  begun.countDown();
                  try {
                    for (int i = FILES - 1; i >= 0; i--) {
                      Files.deleteIfExists(folder.resolve("file" + i));
                      if (i % 100 == 0) {
                        Files.writeString(folder.resolve("late" + i), "");
                      }
                    }
                  } catch (IOException _) {
                    // The folder has gone, as it should.
                  }
                });

    begun.await();
    FolderRemoval.remove(folder);
    other.join();

    assertThat(base).isEmptyDirectory();
  }

  /** A place where a disk is mounted cannot go, whoever asks. */
  @Test
  void remove_oneThatCannotGo_removesTheOthersAndSaysSo() throws Exception {
    Path folder = Files.createDirectory(base.resolve("folder"));
    Files.writeString(folder.resolve("a"), "");
    Files.writeString(folder.resolve("z"), "");
    try (TinyDisk _ = TinyDisk.full(folder.resolve("mounted"))) {
      assertThatThrownBy(() -> FolderRemoval.remove(folder))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("mounted");

      assertThat(folder).isDirectoryContaining(path -> path.endsWith("mounted"));
      assertThat(folder.resolve("a")).doesNotExist();
      assertThat(folder.resolve("z")).doesNotExist();
    }
  }

  private Path folderOfFiles() throws IOException {
    Path folder = Files.createDirectory(base.resolve("folder"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(folder.resolve("file" + i), "");
    }
    return folder;
  }
}
