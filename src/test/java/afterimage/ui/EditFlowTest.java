package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.ui.export.EditedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The studio as another program's editor: it saves the file that it was given. */
class EditFlowTest {
  @TempDir private Path home;
  private final AtomicInteger saved = new AtomicInteger();
  private Path file = Path.of("");
  private byte[] before = {};
  private @Nullable OpenStudio studio;

  @BeforeEach
  void makePicture() throws Exception {
    Picture photo = PictureReader.read(Samples.write(home.resolve("in.png"), 160, 128)).picture();
    file = home.resolve("photo größe.jpg");
    PictureWriter.write(photo, file, WriteOptions.DEFAULT, PictureMetadata.NONE);
    before = Files.readAllBytes(file);
  }

  @AfterEach
  void close() throws Exception {
    if (studio != null) {
      studio.close();
    }
  }

  private Path originals() {
    return home.resolve("originals");
  }

  private OpenStudio edit(Path target) throws Exception {
    OpenStudio opened =
        OpenStudio.editing(
            home.resolve("own"), new EditedFile(file, target, originals(), saved::incrementAndGet));
    studio = opened;
    return opened;
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void save_refined_writesTheFileAndKeepsTheOriginal() throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    OpenStudio opened = edit(file);
    assertThat(opened.isVisible("#saveBack")).isTrue();
    opened.refineTo(1);

    opened.press(KeyCode.CONTROL, KeyCode.S);
    opened.await("the file", () -> saved.get() == 1);

    byte[] after = Files.readAllBytes(file);
    assertThat(after).isNotEqualTo(before).startsWith(0xff, 0xd8);
    assertThat(PictureReader.read(file).picture().width()).isEqualTo(160);
    assertThat(PictureReader.read(file).metadata().texts()).containsKey("parameters");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    try (Stream<Path> kept = Files.list(originals())) {
      assertThat(kept)
          .singleElement()
          .satisfies(
              original -> {
                assertThat(String.valueOf(original.getFileName()))
                    .startsWith("photo größe-")
                    .endsWith(".jpg");
                assertThat(original).hasBinaryContent(before);
              });
    }
  }

  @Test
  void save_byTheButtonToAFileBeside_leavesTheOriginal() throws Exception {
    Path beside = home.resolve("photo-edited.jpg");
    OpenStudio opened = edit(beside);
    opened.refineTo(1);

    opened.activate("#saveBack");
    opened.await("the file", () -> saved.get() == 1);

    assertThat(beside).isNotEmptyFile();
    assertThat(file).hasBinaryContent(before);
    assertThat(originals()).doesNotExist();
  }

  @Test
  void save_withoutAResult_saysSoAndStaysOpen() throws Exception {
    OpenStudio opened = edit(file);

    opened.press(KeyCode.CONTROL, KeyCode.S);

    opened.await("the message", () -> opened.messages().contains("no result to save yet"));
    assertThat(saved).hasValue(0);
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void save_originalThatCannotBeKept_leavesTheFileAndSaysSo() throws Exception {
    Files.writeString(originals(), "a file where the folder should be");
    OpenStudio opened = edit(file);
    opened.refineTo(1);

    opened.press(KeyCode.CONTROL, KeyCode.S);

    opened.await("the message", () -> opened.messages().contains("original cannot be kept"));
    assertThat(saved).hasValue(0);
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void save_link_staysALinkAndItsFileIsWritten() throws Exception {
    Path real = Files.move(file, home.resolve("real.jpg"));
    Files.createSymbolicLink(file, real);
    OpenStudio opened = edit(file);
    opened.refineTo(1);

    opened.press(KeyCode.CONTROL, KeyCode.S);
    opened.await("the file", () -> saved.get() == 1);

    assertThat(file).isSymbolicLink();
    assertThat(Files.readAllBytes(real)).isNotEqualTo(before);
  }
}
