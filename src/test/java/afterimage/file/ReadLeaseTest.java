package afterimage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ReadLeaseTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = Files.write(folder.resolve("weights"), new byte[10_000]);
  }

  @Test
  void close_somebodyWaitedToShortenTheFile_letsHimGoOn() throws Exception {
    Optional<ReadLease> taken = ReadLease.take(file);
    assumeThat(taken).as("this file system knows leases").isPresent();
    FutureTask<Long> shortened = new FutureTask<>(this::shorten);
    try (ReadLease lease = taken.get()) {
      assertThat(lease.isWanted()).isFalse();
      Thread.ofPlatform().daemon().start(shortened);
      while (!lease.isWanted()) {
        Thread.onSpinWait();
      }
      assertThat(Files.size(file)).isEqualTo(10_000);
      assertThat(shortened).isNotDone();
    }
    assertThat(shortened.get()).isEqualTo(10);
  }

  @Test
  void take_readerOpensTheFile_doesNotWait() throws Exception {
    try (ReadLease lease = ReadLease.take(file).orElse(null)) {
      assertThat(Files.readAllBytes(file)).hasSize(10_000);
      assertThat(lease == null || !lease.isWanted()).isTrue();
    }
  }

  @Test
  void take_fileThatIsOpenForWriting_saysSo() throws Exception {
    try (ReadLease lease = ReadLease.take(file).orElse(null)) {
      assumeThat(lease).as("this file system knows leases").isNotNull();
    }
    try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
      assertThatThrownBy(() -> ReadLease.take(file))
          .isInstanceOf(ReadLease.OpenForWritingException.class);
      assertThat(writer.length()).isEqualTo(10_000);
    }
  }

  @Test
  void take_missingFile_givesNone() throws Exception {
    assertThat(ReadLease.take(folder.resolve("nothing"))).isEmpty();
  }

  private long shorten() throws Exception {
    try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
      writer.setLength(10);
      return writer.length();
    }
  }
}
