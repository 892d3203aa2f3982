package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.ModelInfo;
import afterimage.image.DecodedPicture;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.image.watermark.InvisibleWatermark;
import afterimage.image.watermark.WatermarkReading;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.session.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A picture from words, from the page to the saved file, with the golden data's small models. */
class WordsFlowTest {
  private static final Path MODELS = Path.of(System.getProperty("afterimage.reference.models"));
  private static final List<Path> BASE_AND_REFINER =
      List.of(MODELS.resolve("tiny_base"), MODELS.resolve("tiny_refiner"));

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private OpenStudio studio;

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void generate_words_becomeAPictureThatIsRefinedAndSaved() throws Exception {
    open(BASE_AND_REFINER);
    AtomicInteger frames = new AtomicInteger();
    studio.onFx(
        () ->
            studio
                .compare()
                .frameProperty()
                .subscribe(
                    frame -> {
                      if (frame != null) {
                        frames.incrementAndGet();
                      }
                    }));
    ask("a (red:1.2) fox", 256);
    studio.activate("#words-generate");
    awaitPicture();

    assertThat(frames.get()).isGreaterThan(1);
    assertThat(studio.text("#status-picture")).contains("a red fox");
    assertThat(before().width()).isEqualTo(256);
    assertThat(studio.compare().afterProperty().get()).isNull();
    studio.await("its steps", () -> studio.isVisible("#scrub"));

    Path target = folder.resolve("fox.png");
    studio.saveTo(target);
    studio.press(KeyCode.CONTROL, KeyCode.S);
    studio.await("saving", () -> studio.messages().contains("fox.png"));
    DecodedPicture saved = PictureReader.read(target);
    assertThat(Samples.pixels(saved.picture())).isEqualTo(Samples.pixels(before()));
    assertThat(saved.metadata().texts().get("parameters"))
        .contains("a (red:1.2) fox")
        .contains("tiny_base");
    assertThat(InvisibleWatermark.read(saved.picture()).verdict())
        .isEqualTo(WatermarkReading.Verdict.PRESENT);

    studio.activate("#quality-fast");
    studio.activate("#refine");
    studio.await("a version", () -> studio.text("#version").equals("Version 1 of 1"));
  }

  @ParameterizedTest
  @CsvSource({
    "#words-after-ensemble,    Refiner switch at: 0.8",
    "#words-after-second-pass, Denoising strength: 0.3"
  })
  void generate_withRefiner_runsBothModels(String way, String told) throws Exception {
    open(List.of(MODELS.resolve("tiny_base"), MODELS.resolve("tiny_refiner")));
    ask("a fox", 128);
    studio.activate(way);
    studio.await("the choice", () -> studio.isVisible("#words-refiner"));
    choose("#words-refiner", "tiny_refiner");
    studio.activate("#words-generate");
    awaitPicture();

    String text = PictureReader.read(source().file()).metadata().texts().get("parameters");
    assertThat(text).contains("Refiner: tiny_refiner").contains(told);
  }

  @Test
  void generate_refinerOfAnotherFamily_saysWhyAndLeavesNothing() throws Exception {
    open(List.of(MODELS.resolve("tiny_base")));
    ask("a fox", 128);
    studio.activate("#words-after-ensemble");
    studio.activate("#words-generate");
    studio.await("the reason", () -> studio.messages().contains("do not use the same latents"));
    assertThat(studio.pictureCount()).isZero();
    assertThat(studio.isVisible("#empty-state")).isTrue();
  }

  @Test
  void retry_pictureFromWordsThatFailed_isMadeOnceItCanBe() throws Exception {
    Path base = folder.resolve("base");
    SavedState.copy(MODELS.resolve("tiny_base"), base);
    open(List.of(base));
    ask("a fox", 64);
    Files.move(base, folder.resolve("away"));
    studio.activate("#words-generate");
    studio.await("the failure", () -> !studio.messages().isEmpty() && studio.pictureCount() == 0);
    Files.move(folder.resolve("away"), base);

    studio.press(KeyCode.Q);
    studio.focus("#queue-list");
    studio.press(KeyCode.HOME);
    studio.press(KeyCode.ENTER);

    awaitPicture();
    assertThat(source().name()).isEqualTo("a fox");
    assertThat(source().file()).isRegularFile();
    studio.await("an empty queue", () -> studio.text("#queue").equals("Queue 0"));
  }

  @Test
  void generate_several_areQueuedWithSeedsOfTheirOwn() throws Exception {
    open(BASE_AND_REFINER);
    ask("a fox", 64);
    fill("#words-count", "3");
    studio.activate("#words-generate");
    studio.await("three pictures", () -> made() == 3);
    List<int[]> pictures = Stream.of(0, 1, 2).map(i -> Samples.pixels(read(source(i)))).toList();
    assertThat(pictures.get(0)).isNotEqualTo(pictures.get(1));
    assertThat(pictures.get(1)).isNotEqualTo(pictures.get(2));
  }

  @Test
  void restart_waitingPictureFromWords_isMade() throws Exception {
    open(BASE_AND_REFINER);
    studio.press(KeyCode.Q);
    studio.activate("#queue-pause");
    ask("a fox", 64);
    studio.activate("#words-generate");
    studio.await("its place", () -> studio.pictureCount() == 1);
    assertThat(source().awaitedProperty().get()).isTrue();
    studio.close();

    open(BASE_AND_REFINER);
    awaitPicture();
    assertThat(source().name()).isEqualTo("a fox");
    int[] pixels = Samples.pixels(before());
    studio.close();

    open(BASE_AND_REFINER);
    awaitPicture();
    assertThat(Samples.pixels(before())).isEqualTo(pixels);
    assertThat(studio.pictureCount()).isEqualTo(1);
  }

  @Test
  void cancel_pictureFromWords_leavesNothing() throws Exception {
    open(BASE_AND_REFINER);
    studio.press(KeyCode.Q);
    studio.activate("#queue-pause");
    ask("a fox", 64);
    studio.activate("#words-generate");
    studio.await("its place", () -> studio.pictureCount() == 1);
    studio.await("the page to close", () -> !studio.isVisible("#words-page"));
    studio.focus("#versions"); // A list, which would keep Esc for itself.
    studio.press(KeyCode.ESCAPE);
    assertThat(studio.pictureCount()).as("Esc means a run, and there is none").isEqualTo(1);
    studio.focus("#queue-list");
    studio.press(KeyCode.HOME);
    studio.press(KeyCode.DELETE);
    studio.await("nothing", () -> studio.pictureCount() == 0);
    assertThat(studio.isVisible("#empty-state")).isTrue();
    assertThat(folder.resolve("home/state/session/generated"))
        .satisfiesAnyOf(
            files -> assertThat(files).doesNotExist(),
            files -> assertThat(files).isEmptyDirectory());
  }

  @Test
  void open_withoutBaseModel_saysWhatToDo() throws Exception {
    open(List.of());
    studio.press(KeyCode.CONTROL, KeyCode.N);
    studio.await("the answer", () -> studio.text("#words-none").contains("base model"));
    assertThat(studio.isVisible("#words-generate")).isFalse();
    studio.press(KeyCode.ESCAPE);
    studio.await("the page to close", () -> !studio.isVisible("#words-page"));
    assertThat(studio.isFocused("#empty-open")).isTrue();
  }

  private void open(List<Path> models) throws Exception {
    studio = OpenStudio.with(folder.resolve("home"), models);
  }

  private void ask(String prompt, int side) {
    studio.press(KeyCode.CONTROL, KeyCode.N);
    studio.await("the page", () -> studio.isVisible("#words-page #prompt"));
    studio.onFx(
        () -> {
          studio.robot().lookup("#words-page #prompt").query().requestFocus();
          return true;
        });
    studio.robot().write(prompt, 0);
    fill("#words-width", String.valueOf(side));
    fill("#words-height", String.valueOf(side));
    fill("#words-page #steps", "6");
  }

  private void fill(String spinner, String text) {
    studio.onFx(
        () -> {
          Spinner<?> field = studio.robot().lookup(spinner).queryAs(Spinner.class);
          field.getEditor().setText(text);
          field.commitValue();
          return true;
        });
  }

  private void choose(String box, String name) {
    studio.onFx(
        () -> {
          ComboBox<?> combo = studio.robot().lookup(box).queryComboBox();
          for (int i = 0; i < combo.getItems().size(); i++) {
            if (combo.getItems().get(i) instanceof ModelInfo info && info.name().equals(name)) {
              combo.getSelectionModel().select(i);
            }
          }
          return true;
        });
  }

  private void awaitPicture() {
    studio.await("the picture", () -> made() > 0 && made() == sources().size());
    studio.await("its pixels", () -> studio.compare().beforeProperty().get() != null);
  }

  private long made() {
    return sources().stream().filter(source -> !source.awaitedProperty().get()).count();
  }

  @SuppressWarnings("unchecked")
  private List<Source> sources() {
    return (List<Source>)
        (List<?>) List.copyOf(studio.robot().lookup("#filmstrip").queryListView().getItems());
  }

  private Source source() {
    return source(0);
  }

  private Source source(int index) {
    return studio.onFx(() -> sources().get(index));
  }

  private Picture before() {
    MipPyramid before = studio.compare().beforeProperty().get();
    assertThat(before).isNotNull();
    return before.picture();
  }

  private static Picture read(Source source) {
    try {
      return PictureReader.read(source.file()).picture();
    } catch (PictureException e) {
      throw new AssertionError(e);
    }
  }
}
