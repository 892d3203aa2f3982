package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is no picture, or a strange one, dropped on a window that already has one. */
class BadInputFlowTest {
  @RegisterExtension static final OneStudio OPENED = new OneStudio();

  @TempDir Path folder;
  private final OpenStudio studio = OPENED.get();

  @BeforeEach
  void open() throws Exception {
    studio.dropAndAwait(Samples.write(folder.resolve("good.png"), 96, 64));
  }

  @Test
  void drop_textNamedPng_isNamedWithRemedy() throws Exception {
    Path file = Files.writeString(folder.resolve("letter.png"), "Dear picture, …");

    dropBad(file);

    assertThat(studio.messages()).contains("letter.png").contains("\n");
    assertNothingLost();
  }

  @Test
  void drop_emptyFile_isNamedWithRemedy() throws Exception {
    Path file = Files.createFile(folder.resolve("empty.jpg"));

    dropBad(file);

    assertThat(studio.messages()).contains("empty.jpg").contains("empty");
    assertNothingLost();
  }

  @Test
  void drop_truncatedJpeg_isNamedWithRemedy() throws Exception {
    Path whole = Samples.write(folder.resolve("whole.jpg"), 96, 64);
    byte[] bytes = Files.readAllBytes(whole);
    Path file = folder.resolve("half.jpg");
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    dropBad(file);

    assertThat(studio.messages()).contains("half.jpg");
    assertNothingLost();
  }

  @Test
  void drop_folderWithoutPictures_isNamedWithRemedy() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("papers"));
    Files.writeString(inside.resolve("notes.txt"), "no picture");

    dropBad(inside);

    assertThat(studio.messages()).contains("papers").contains("Choose a folder");
    assertNothingLost();
  }

  @Test
  void drop_fileThatIsGone_isNamedWithRemedy() {
    dropBad(folder.resolve("gone.png"));

    assertThat(studio.messages()).contains("gone.png");
    assertNothingLost();
  }

  @Test
  void drop_goodAmongBad_opensTheGoodAndNamesTheBadInOneMessage() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.png"), "no");
    Path worse = Files.createFile(folder.resolve("worse.png"));
    Path good = Samples.write(folder.resolve("second.png"), 64, 64);

    studio.drop(Dropped.files(bad, good, worse));
    studio.await("the message", () -> !studio.messages().isEmpty());

    assertThat(studio.messages()).contains("2 files").contains("bad.png").contains("worse.png");
    assertThat(studio.pictureCount()).isEqualTo(2);
  }

  @Test
  void drop_harmfulAmongGood_opensTheGoodAndStopsTurning() throws Exception {
    Path pipe = folder.resolve("pipe.png");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no pipes");
    Path bomb = Path.of("src/test/resources/attacks/15-slow-decoders/bomb.webp");
    Path cut = Path.of("src/test/resources/attacks/16-cut-lossless-webp-accepted/cut.webp");
    Path good = Samples.write(folder.resolve("second.png"), 64, 64);

    studio.drop(Dropped.files(pipe, bomb, cut, good));
    studio.await("the message", () -> !studio.messages().isEmpty());

    assertThat(studio.messages()).contains("3 files", "pipe.png", "bomb.webp", "cut.webp");
    assertThat(studio.pictureCount()).isEqualTo(2);
    assertThat(studio.isVisible("#opening")).isFalse();
  }

  @Test
  void drop_soundPixelsWithADamagedText_opensAndSaysWhatIsLeftOut() throws Exception {
    studio.drop(
        Dropped.files(
            Path.of(
                "src/test/resources/attacks/14-good-pixels-refused-for-bad-text/ztxt_empty.png")));
    studio.await("the message", () -> studio.messages().contains("left out"));

    assertThat(studio.messages()).contains("ztxt_empty.png");
    assertThat(studio.pictureCount()).isEqualTo(2);
  }

  @Test
  void drop_text_isRefusedQuietly() {
    assertThat(studio.drop(Dropped.text("hello"))).isFalse();

    assertThat(studio.messages()).isEmpty();
    assertNothingLost();
  }

  @Test
  void refine_onePixel_works() throws Exception {
    refineStrange(1, 1);
  }

  @Test
  void refine_longAndThin_isRefinedOrSaysWhy() throws Exception {
    refineStrange(20_000, 10);
  }

  private void refineStrange(int width, int height) throws Exception {
    Path file = folder.resolve("strange.png");
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 31);
    }
    PictureWriter.write(
        Picture.of8Bit(width, height, rgb, null), file, WriteOptions.DEFAULT, PictureMetadata.NONE);
    studio.dropAndAwait(file);
    studio.await("the strange one", () -> studio.text("#status-picture").contains("strange.png"));
    studio.activate("#quality-fast");

    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await(
        "an end",
        () -> studio.compare().afterProperty().get() != null || !studio.messages().isEmpty());

    var after = studio.compare().afterProperty().get();
    if (after == null) {
      assertThat(studio.messages()).contains("\n").doesNotContain("internal error");
    } else {
      assertThat(after.picture().width()).isEqualTo(width);
      assertThat(after.picture().height()).isEqualTo(height);
    }
    studio.await("readiness", () -> !studio.isVisible("#cancel"));
  }

  private void dropBad(Path path) {
    assertThat(studio.drop(Dropped.files(path))).isTrue();
    studio.await("the message", () -> !studio.messages().isEmpty());
  }

  /** The message names a remedy after what happened, and the open picture is still there. */
  private void assertNothingLost() {
    assertThat(studio.pictureCount()).isEqualTo(1);
    assertThat(studio.compare().beforeProperty().get()).isNotNull();
    assertThat(studio.text("#status-picture")).contains("good.png");
    assertThat(studio.robot().lookup("#refine").query().isDisabled()).isFalse();
  }
}
