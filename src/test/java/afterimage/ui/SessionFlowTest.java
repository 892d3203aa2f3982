package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.ui.canvas.CompareMode;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.session.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.util.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** Versions, undo, queue, and what is still there after a restart. */
class SessionFlowTest {
  @TempDir Path folder;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
    studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 64, 64));
    studio.activate("#quality-fast");
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void close_whileALongDropIsOpened_doesNotOpenTheRest() throws Exception {
    Path large = folder.resolve("large.jpg");
    PictureWriter.write(
        Picture.of8Bit(3000, 2000, new byte[3000 * 2000 * 3], null),
        large,
        WriteOptions.DEFAULT,
        PictureMetadata.NONE);
    Path[] drop = new Path[200];
    for (int i = 0; i < drop.length; i++) {
      drop[i] = Files.createLink(folder.resolve("copy" + i + ".jpg"), large);
    }

    studio.drop(Dropped.files(drop));
    studio.await("the first", () -> studio.pictureCount() > 1);
    studio.close();

    studio = OpenStudio.in(folder.resolve("home"));
    assertThat(studio.pictureCount()).isLessThan(drop.length);
  }

  @Test
  void delete_version_isUndoneAndDoneAgain() {
    refine(2);
    Picture second = after();

    focus("#versions");
    studio.press(KeyCode.DELETE);
    assertThat(studio.text("#version")).isEqualTo("Version 1 of 1");
    assertThat(studio.messages()).contains("Version 2 was deleted");

    focus("#compare");
    studio.press(KeyCode.CONTROL, KeyCode.Z);
    assertThat(studio.text("#version")).isEqualTo("Version 2 of 2");
    assertThat(after()).isSameAs(second);
    assertThat(studio.messages()).as("with its Undo").doesNotContain("Version 2 was deleted");

    studio.press(KeyCode.CONTROL, KeyCode.Y);
    assertThat(studio.text("#version")).isEqualTo("Version 1 of 1");
  }

  @Test
  void delete_rightAfterASlider_isUndoneBeforeTheSlider() {
    refine(1);
    double was = strength();
    focus("#strength");
    studio.press(KeyCode.RIGHT);
    double moved = strength();
    focus("#versions");
    studio.press(KeyCode.DELETE);

    focus("#compare");
    studio.press(KeyCode.CONTROL, KeyCode.Z);
    assertThat(studio.text("#version")).isEqualTo("Version 1 of 1");
    assertThat(strength()).isEqualTo(moved).isGreaterThan(was);

    studio.press(KeyCode.CONTROL, KeyCode.Z);
    assertThat(strength()).isEqualTo(was);
  }

  @Test
  void useAsBefore_olderVersion_standsOnTheBeforeSide() {
    refine(2);
    focus("#compare");
    studio.press(KeyCode.LEFT);
    Picture first = after();
    studio.press(KeyCode.SHIFT, KeyCode.C);
    studio.press(KeyCode.RIGHT);

    assertThat(before()).isSameAs(first);
    assertThat(after()).isNotSameAs(first);

    studio.press(KeyCode.CONTROL, KeyCode.Z);
    assertThat(Samples.pixels(before())).isNotEqualTo(Samples.pixels(first));
  }

  @Test
  void undo_movedSlider_goesBack() {
    double was = strength();
    focus("#strength");
    studio.press(KeyCode.RIGHT);
    assertThat(strength()).isGreaterThan(was);

    focus("#compare");
    studio.press(KeyCode.CONTROL, KeyCode.Z);
    assertThat(strength()).isEqualTo(was);
  }

  @Test
  void restart_picturesVersionsAndStars_areThere() throws Exception {
    refine(1);
    studio.press(KeyCode.PERIOD);
    int[] pixels = Samples.pixels(after());
    studio.close();

    studio = OpenStudio.in(folder.resolve("home"));

    studio.await("the result", () -> studio.compare().afterProperty().get() != null);
    assertThat(studio.pictureCount()).isEqualTo(1);
    assertThat(studio.text("#status-picture")).contains("one.png");
    assertThat(Samples.pixels(after())).isEqualTo(pixels);
    Version version = versions().getFirst();
    assertThat(version.starredProperty().get()).isTrue();
    assertThat(version.settings().seed()).isNotNegative();
    assertThat(PictureReader.read(version.file()).metadata().texts()).containsKey("parameters");
  }

  @Test
  void close_changeComesAfterIt_isLeftToTheNextStart() throws Throwable {
    refine(1);
    Version version = versions().getFirst();
    studio.close();
    CountDownLatch later = new CountDownLatch(1);

    studio.onFx(
        () -> {
          version.starredProperty().set(true);
          PauseTransition longerThanASaveWaits = new PauseTransition(Duration.seconds(1));
          longerThanASaveWaits.setOnFinished(_ -> later.countDown());
          longerThanASaveWaits.play();
          return true;
        });

    assertThat(later.await(1, TimeUnit.MINUTES)).isTrue();
    // A fault on the FX thread in between.
    WaitForAsyncUtils.checkException();
    studio = OpenStudio.in(folder.resolve("home"));
    studio.await("the result", () -> studio.compare().afterProperty().get() != null);
  }

  @Test
  void restart_zoomAndCompareMode_areThere() throws Exception {
    refine(1);
    studio.press(KeyCode.M);
    studio.press(KeyCode.CONTROL, KeyCode.DIGIT2);
    double scale = studio.onFx(() -> studio.compare().zoom().deviceScale());
    studio.close();

    studio = OpenStudio.in(folder.resolve("home"));

    studio.await("the picture", () -> studio.compare().beforeProperty().get() != null);
    assertThat(studio.onFx(() -> studio.compare().modeProperty().get()))
        .isEqualTo(CompareMode.SIDE_BY_SIDE);
    double restored = studio.onFx(() -> studio.compare().zoom().deviceScale());
    assertThat(restored).isEqualTo(scale).isEqualTo(2);
  }

  @Test
  void search_prompt_showsOnlyWhatHasIt() throws Exception {
    studio.of("#prompt", TextArea.class, area -> type(area, "warm"));
    refine(1);
    studio.of("#prompt", TextArea.class, area -> type(area, "cool"));
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("a result", () -> studio.text("#version").equals("Version 2 of 2"));
    studio.dropAndAwait(Samples.write(folder.resolve("other.png"), 64, 48));
    studio.onFx(
        () -> {
          studio.robot().lookup("#filmstrip").queryListView().getSelectionModel().select(0);
          return true;
        });
    studio.await("its versions", () -> versions().size() == 2);

    studio.press(KeyCode.CONTROL, KeyCode.F);
    studio.of("#search", TextField.class, field -> type(field, "WARM"));
    assertThat(studio.pictureCount()).isEqualTo(1);
    assertThat(versions()).singleElement().extracting(Version::number).isEqualTo(1);

    studio.press(KeyCode.ESCAPE);
    assertThat(studio.pictureCount()).isEqualTo(2);
    assertThat(versions()).hasSize(2);
  }

  @Test
  void refine_askedBeforeThePictureIsOpen_waitsForIt() throws Exception {
    studio.close();
    studio = OpenStudio.in(folder.resolve("second"));
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("the message", () -> studio.messages().contains("no picture to refine"));

    studio.drop(Dropped.files(Samples.write(folder.resolve("late.jpg"), 160, 128)));
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);

    studio.await("the result", () -> studio.text("#version").equals("Version 1 of 1"));
  }

  private static boolean type(TextInputControl field, String text) {
    field.setText(text);
    return true;
  }

  @Test
  void drop_openPictureAgain_selectsItWithItsVersions() throws Exception {
    refine(1);
    studio.dropAndAwait(Samples.write(folder.resolve("two.png"), 64, 48));
    assertThat(studio.text("#version")).isEqualTo("No result yet");

    studio.drop(Dropped.files(folder.resolve("home/../one.png")));
    studio.await("its version", () -> studio.text("#version").equals("Version 1 of 1"));
    assertThat(studio.pictureCount()).isEqualTo(2);
  }

  @Test
  void queue_allPictures_endsWithAVersionOfEach() throws Exception {
    studio.dropAndAwait(
        Samples.write(folder.resolve("two.png"), 64, 48),
        Samples.write(folder.resolve("three.png"), 48, 64));
    focus("#compare");
    studio.press(KeyCode.Q);
    studio.activate("#queue-pause");
    studio.activate("#queue-all");
    assertThat(studio.text("#queue")).isEqualTo("Queue 3");
    assertThat(studio.isVisible("#cancel")).isFalse();

    focus("#queue-list");
    studio.onFx(
        () -> {
          studio.robot().lookup("#queue-list").queryListView().getSelectionModel().select(2);
          return true;
        });
    studio.press(KeyCode.DELETE);
    assertThat(studio.text("#queue")).isEqualTo("Queue 2");

    studio.activate("#queue-pause");
    studio.await("an empty queue", () -> studio.text("#queue").equals("Queue 0"));
    assertThat(studio.messages()).isEmpty();
    assertThat(studio.text("#version")).isEqualTo("Version 1 of 1");
  }

  @Test
  void queue_afterOneItemWasDone_tellsWhenAllWillBe() throws Exception {
    studio.dropAndAwait(
        Samples.write(folder.resolve("two.png"), 64, 48),
        Samples.write(folder.resolve("three.png"), 48, 64));
    focus("#compare");
    studio.press(KeyCode.Q);
    studio.activate("#queue-pause");
    studio.activate("#queue-all");
    assertThat(studio.text("#queue-eta")).isEmpty();
    Set<String> told = new HashSet<>();
    studio.onFx(
        () -> {
          Label eta = studio.robot().lookup("#queue-eta").queryAs(Label.class);
          return eta.textProperty().subscribe(told::add);
        });

    studio.activate("#queue-pause");
    studio.await("an empty queue", () -> studio.text("#queue").equals("Queue 0"));

    assertThat(told).anyMatch(text -> text.matches("about \\d+ (s|min) left in total"));
    assertThat(studio.text("#queue-eta")).isEmpty();
  }

  @Test
  void restart_withPausedQueue_goesOn() throws Exception {
    focus("#compare");
    studio.press(KeyCode.Q);
    studio.activate("#queue-pause");
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    assertThat(studio.text("#queue")).isEqualTo("Queue 1");
    studio.close();

    studio = OpenStudio.in(folder.resolve("home"));
    studio.await("the result", () -> studio.text("#version").equals("Version 1 of 1"));
    assertThat(studio.text("#queue")).isEqualTo("Queue 0");
  }

  private void refine(int times) {
    for (int i = 1; i <= times; i++) {
      String expected = "Version " + i + " of " + i;
      studio.press(KeyCode.CONTROL, KeyCode.ENTER);
      studio.await("a result", () -> studio.text("#version").equals(expected));
    }
    focus("#compare");
  }

  private void focus(String query) {
    studio.onFx(
        () -> {
          Node node = studio.robot().lookup(query).query();
          node.requestFocus();
          return true;
        });
  }

  private double strength() {
    return studio.onFx(() -> studio.robot().lookup("#strength").queryAs(Slider.class).getValue());
  }

  @SuppressWarnings("unchecked")
  private List<Version> versions() {
    return studio.onFx(
        () ->
            List.copyOf(
                (List<Version>)
                    (List<?>) studio.robot().lookup("#versions").queryListView().getItems()));
  }

  private Picture after() {
    return picture(studio.compare().afterProperty().get());
  }

  private Picture before() {
    return picture(studio.compare().beforeProperty().get());
  }

  private static Picture picture(MipPyramid pyramid) {
    assertThat(pyramid).isNotNull();
    return pyramid.picture();
  }
}
