package afterimage.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.Picture;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Paints that go wrong, and sides of any size beside each other. */
class CompareViewTest {
  private static final int ROUNDS = Integer.getInteger("afterimage.canvas.rounds", 150);
  private static final int[] SIDES = {1, 2, 5, 100, 257, 511, 512, 513, 1025, 2049};
  private static final long PATIENCE = 60_000;
  private static final int RED = 0xffc81e14;
  private static final int BLUE = 0xff1446c8;

  private final AtomicBoolean broken = new AtomicBoolean();

  @SuppressWarnings("NullAway.Init")
  private Stage stage;

  @SuppressWarnings("NullAway.Init")
  private CompareView view;

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    FxToolkit.setupStage(
        shown -> {
          Executor failing =
              work -> {
                if (broken.get()) {
                  throw new IllegalStateException("no worker");
                }
                work.run();
              };
          view = new CompareView(new CompareView.Names("B", "A", "line"), failing);
          shown.setScene(new Scene(new StackPane(view), 800, 600));
          shown.sizeToScene(); // It is one stage for all tests, as large as the last left it.
          shown.show();
          stage = shown;
        });
  }

  @AfterEach
  void close() throws TimeoutException {
    FxToolkit.cleanupStages();
  }

  @Test
  void show_randomSidesModesAndSizes_drawsEachSideAndLeavesTheContextAsItWas() {
    long seed = Long.getLong("afterimage.canvas.seed", new Random().nextLong());
    RandomGenerator random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      MipPyramid before = flat(random, RED);
      MipPyramid after = random.nextInt(4) == 0 ? null : flat(random, BLUE);
      CompareMode mode =
          List.of(CompareMode.values()).get(random.nextInt(CompareMode.values().length));
      double zoom = random.nextInt(3) == 0 ? Math.pow(2, random.nextInt(8) - 3) : 0;
      String what =
          "-Dafterimage.canvas.seed=%d, round %d: %s, %s, %s, %s"
              .formatted(seed, round, size(before), size(after), mode, zoom);
      fx(
          () -> {
            if (random.nextInt(5) == 0) {
              stage.setWidth(300 + random.nextInt(900));
              stage.setHeight(200 + random.nextInt(600));
            }
            view.modeProperty().set(mode);
            view.show(Comparison.of(before, after));
            if (zoom > 0) {
              view.zoom().lookAt(zoom, random.nextDouble() * 600, random.nextDouble() * 600);
            } else {
              view.zoom().fit();
            }
          });
      redraw();
      fx(
          () -> {
            assertThat(view.failureProperty().get()).as(what).isNull();
            assertContextAsItWas(what);
            assertColours(what, after);
          });
    }
  }

  @Test
  void draw_throws_canvasIsEmptyContextAsItWasAndTold() {
    fx(() -> view.show(Comparison.of(flat(300, 200, RED), flat(300, 200, BLUE))));
    redraw();
    assertThat(at(200, 300)).isNotEqualTo(0xffffffff);

    broken.set(true);
    fx(() -> view.show(Comparison.of(flat(900, 700, BLUE), flat(900, 700, RED))));
    redraw();

    fx(
        () -> {
          assertThat(view.failureProperty().get()).isNotNull();
          assertContextAsItWas("after a failure");
        });
    for (int x = 10; x < 790; x += 20) {
      assertThat(at(x, 300)).as("nothing stale").isEqualTo(0xffffffff);
    }

    broken.set(false);
    fx(view::tryAgain);
    redraw();
    fx(() -> assertThat(view.failureProperty().get()).isNull());
    assertThat(at(200, 300)).isEqualTo(BLUE);
    assertThat(at(600, 300)).isEqualTo(RED);
  }

  @Test
  void show_otherPictureAfterAFailure_isDrawn() {
    broken.set(true);
    fx(() -> view.show(Comparison.of(flat(900, 700, BLUE), null)));
    redraw();
    fx(() -> assertThat(view.failureProperty().get()).isNotNull());

    broken.set(false);
    fx(() -> view.show(Comparison.of(flat(200, 200, RED), null)));
    redraw();

    fx(() -> assertThat(view.failureProperty().get()).isNull());
    assertThat(at(400, 300)).isEqualTo(RED);
  }

  @Test
  void show_listenersOfOneSide_seeTheOtherOfTheSamePicture() {
    MipPyramid first = flat(10, 10, RED);
    MipPyramid second = flat(20, 10, BLUE);
    fx(
        () -> {
          view.show(Comparison.of(first, first));
          view.beforeProperty()
              .subscribe(before -> assertThat(view.afterProperty().get()).isSameAs(before));
          view.afterProperty()
              .subscribe(after -> assertThat(view.beforeProperty().get()).isSameAs(after));
          view.show(Comparison.of(second, second));
          assertThat(view.beforeProperty().get()).isSameAs(second);
        });
  }

  /** Only the sides' own colours, their difference, or nothing; and the after side is seen. */
  private void assertColours(String what, @Nullable MipPyramid after) {
    boolean derived = view.modeProperty().get().isMadeOfBoth();
    WritableImage shot = canvas().snapshot(null, null);
    for (int i = 0; i < 400 && !derived; i++) {
      int x = (int) ((i % 20 + 0.5) * shot.getWidth() / 20);
      int row = i / 20;
      int y = (int) ((row + 0.5) * shot.getHeight() / 20);
      int seen = shot.getPixelReader().getArgb(x, y);
      boolean own = isMix(seen, RED) || (after != null && isMix(seen, BLUE));
      assertThat(own).as("%s: %08x at %d,%d", what, seen, x, y).isTrue();
    }
  }

  /** The colour, white, or an edge between both. */
  private static boolean isMix(int seen, int color) {
    if (seen == color || seen == 0xffffffff) {
      return true;
    }
    for (int shift = 16; shift >= 0; shift -= 8) {
      int channel = (seen >> shift) & 0xff;
      if (channel < ((color >> shift) & 0xff) - 1) {
        return false;
      }
    }
    return true;
  }

  private void assertContextAsItWas(String what) {
    GraphicsContext gc = canvas().getGraphicsContext2D();
    assertThat(gc.getTransform().isIdentity()).as(what).isTrue();
    assertThat(gc.getEffect(null)).as(what).isNull();
    assertThat(gc.isImageSmoothing()).as(what).isTrue();
    assertThat(gc.getFill()).as(what).isEqualTo(Color.BLACK);
    gc.setGlobalAlpha(0.5);
    gc.restore();
    assertThat(gc.getGlobalAlpha()).as("a save without its restore: " + what).isEqualTo(0.5);
    gc.setGlobalAlpha(1);
  }

  private void redraw() {
    WaitForAsyncUtils.waitForFxEvents();
    fx(() -> view.layout());
    WaitForAsyncUtils.waitForFxEvents();
  }

  private int at(int x, int y) {
    int[] seen = new int[1];
    fx(() -> seen[0] = canvas().snapshot(null, null).getPixelReader().getArgb(x, y));
    return seen[0];
  }

  private Canvas canvas() {
    return (Canvas) view.lookup("#compare-canvas");
  }

  private static void fx(Runnable work) {
    WaitForAsyncUtils.waitForAsyncFx(
        PATIENCE,
        () -> {
          work.run();
          return true;
        });
  }

  private static MipPyramid flat(RandomGenerator random, int argb) {
    return flat(SIDES[random.nextInt(SIDES.length)], SIDES[random.nextInt(SIDES.length)], argb);
  }

  private static MipPyramid flat(int width, int height, int argb) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) (argb >> 16);
      rgb[i + 1] = (byte) (argb >> 8);
      rgb[i + 2] = (byte) argb;
    }
    return MipPyramid.of(Picture.of8Bit(width, height, rgb, null));
  }

  private static String size(@Nullable MipPyramid pyramid) {
    return pyramid == null ? "none" : pyramid.width(0) + "x" + pyramid.height(0);
  }
}
