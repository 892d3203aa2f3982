package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.Picture;
import afterimage.image.PictureReader;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.canvas.Viewport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Rectangle2D;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture's whole way through the window: dropped, refined, watched, compared, saved. */
class RefineFlowTest {
  private static final Pattern STEP = Pattern.compile("Step (\\d+) of (\\d+)");

  @TempDir Path folder;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void refine_droppedPicture_previewsInOrderThenResultThenSaved() throws Exception {
    studio.dropAndAwait(Samples.write(folder.resolve("photo.png"), 160, 128));
    askForWords();
    Seen seen = watch();

    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("a result", () -> studio.compare().afterProperty().get() != null);
    studio.await("the end", () -> !studio.isVisible("#cancel"));

    assertThat(seen.steps).isNotEmpty().isSorted().doesNotHaveDuplicates();
    assertThat(seen.frames).hasSizeGreaterThan(1);
    for (int i = 1; i < seen.frames.size(); i++) {
      assertThat(pixels(seen.frames.get(i))).isNotEqualTo(pixels(seen.frames.get(i - 1)));
    }
    Picture result = result();
    assertThat(Samples.pixels(result)).isNotEqualTo(Samples.pixels(original()));
    assertAfterSideShows(result);

    Path target = folder.resolve("saved.png");
    studio.saveTo(target);
    studio.press(KeyCode.CONTROL, KeyCode.S);
    studio.await("saving", () -> studio.messages().contains("saved.png"));
    assertThat(Samples.pixels(PictureReader.read(target).picture()))
        .isEqualTo(Samples.pixels(result));
  }

  @Test
  void refine_cancelledInMidRun_leavesNoResultAndRefinesAgain() throws Exception {
    // Large enough that the run is not over before the key is pressed.
    studio.dropAndAwait(Samples.write(folder.resolve("photo.png"), 480, 384));
    askForWords();
    studio.activate("#quality-best");

    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("the first preview", () -> studio.compare().frameProperty().get() != null);
    studio.press(KeyCode.ESCAPE);
    studio.await("the end", () -> !studio.isVisible("#cancel"));
    assertThat(studio.compare().afterProperty().get()).isNull();
    assertThat(studio.compare().frameProperty().get()).isNull();
    assertThat(studio.messages()).isEmpty();

    studio.activate("#quality-fast");
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("a result", () -> studio.compare().afterProperty().get() != null);
    Picture first = result();
    studio.await("the end", () -> !studio.isVisible("#cancel"));

    studio.activate("#refine");
    studio.await("a second result", () -> result() != first);
    studio.await("the end", () -> !studio.isVisible("#cancel"));
    assertThat(studio.text("#version")).isEqualTo("Version 2 of 2");
    assertThat(Samples.pixels(result())).isNotEqualTo(Samples.pixels(first));

    studio.activate("#older");
    assertThat(result()).isSameAs(first);
  }

  /** Unasked, the built-in model's latents stay as they are, at every step and with any seed. */
  private void askForWords() {
    studio.of(
        "#prompt",
        TextArea.class,
        area -> {
          area.setText("very vivid");
          return true;
        });
  }

  /** The canvas at 100 %, pixel for pixel, with the after side all over it. */
  private void assertAfterSideShows(Picture result) {
    studio.press(KeyCode.CONTROL, KeyCode.DIGIT1);
    studio.press(KeyCode.DIGIT1);
    studio.await("the tiles", () -> matches(result));
  }

  private boolean matches(Picture result) {
    CompareView view = studio.compare();
    SnapshotParameters whole = new SnapshotParameters();
    whole.setViewport(new Rectangle2D(0, 0, view.getWidth(), view.getHeight()));
    WritableImage shot = view.snapshot(whole, null);
    Viewport viewport = view.viewportProperty().get();
    for (int y = 40; y < result.height() - 40; y += 7) {
      for (int x = 40; x < result.width() - 40; x += 7) {
        int seenX = (int) Math.round(viewport.toViewX(x));
        int seenY = (int) Math.round(viewport.toViewY(y));
        if (shot.getPixelReader().getArgb(seenX, seenY) != result.argb(x, y)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Records the steps that the window tells and the frames that it shows. */
  private Seen watch() {
    Seen seen = new Seen(new ArrayList<>(), new ArrayList<>());
    return studio.onFx(
        () -> {
          studio
              .robot()
              .lookup("#phase")
              .queryAs(Label.class)
              .textProperty()
              .subscribe(
                  text -> {
                    Matcher step = STEP.matcher(text);
                    if (step.matches()) {
                      seen.steps.add(Integer.parseInt(step.group(1)));
                    }
                  });
          studio
              .compare()
              .frameProperty()
              .subscribe(
                  frame -> {
                    if (frame != null) {
                      seen.frames.add(frame);
                    }
                  });
          return seen;
        });
  }

  private record Seen(List<Integer> steps, List<Image> frames) {}

  private Picture result() {
    MipPyramid after = studio.compare().afterProperty().get();
    assertThat(after).isNotNull();
    return after.picture();
  }

  private Picture original() {
    MipPyramid before = studio.compare().beforeProperty().get();
    assertThat(before).isNotNull();
    return before.picture();
  }

  private static int[] pixels(Image image) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return pixels;
  }
}
