package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.TinyDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullDiskTest {
  private static final Path FULL = Path.of("/dev/full");
  private static final Picture PICTURE = Picture.of8Bit(40, 30, new byte[40 * 30 * 3], null);

  @TempDir Path folder;

  @Test
  void isCause_realFailures_areKnown() {
    assumeTrue(Files.exists(FULL), "no device that is always full");
    assertThatThrownBy(
            () -> {
              try (OutputStream out = Files.newOutputStream(FULL)) {
                out.write(1);
              }
            })
        .isInstanceOfSatisfying(IOException.class, e -> assertThat(FullDisk.isCause(e)).isTrue());
    assertThatThrownBy(
            () -> {
              try (FileChannel channel = FileChannel.open(FULL, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(9));
              }
            })
        .isInstanceOfSatisfying(IOException.class, e -> assertThat(FullDisk.isCause(e)).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.png: There is not enough space on the disk",
        "Disk quota exceeded",
        "No space left on device"
      })
  void isCause_systemsTexts_areKnown(String text) {
    assertThat(FullDisk.isCause(new IOException(text))).isTrue();
  }

  @Test
  void isCause_otherFailures_areNot() {
    assertThat(FullDisk.isCause(new NoSuchFileException("a.png"))).isFalse();
    assertThat(FullDisk.isCause(new IOException("Input/output error"))).isFalse();
    assertThat(FullDisk.isCause(new IOException())).isFalse();
  }

  @Test
  void write_fullDisk_saysHowMuchIsMissingAndLeavesNothing() throws Exception {
    Path place = folder.resolve("disk");
    try (TinyDisk disk = TinyDisk.full(place)) {
      Path file = place.resolve("a.png");
      assertThatThrownBy(() -> write(file))
          .isInstanceOf(DiskFullException.class)
          .hasMessageContaining("the disk is full, and 1 MB more is needed")
          .hasMessageContaining("Free up space on the disk of " + place);
      try (var left = Files.list(place)) {
        assertThat(left).hasSize(1);
      }

      disk.makeRoom();
      write(file);
      assertThat(PictureReader.read(file).picture().width()).isEqualTo(40);
    }
  }

  @Test
  void write_folderIsAFile_isNoFullDisk() throws Exception {
    Path file = Files.writeString(folder.resolve("taken"), "text");
    assertThatThrownBy(() -> write(file.resolve("a.png")))
        .isInstanceOf(PictureException.class)
        .isNotInstanceOf(DiskFullException.class);
  }

  private static void write(Path file) throws PictureException {
    PictureWriter.write(PICTURE, file, WriteOptions.DEFAULT, PictureMetadata.NONE);
  }
}
