package afterimage.ui.canvas;

import afterimage.image.Picture;
import afterimage.image.Similarity;
import java.util.concurrent.Executor;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How alike before and after are in the part of the picture that the view shows, measured beside
 * the FX thread a moment after the view came to rest.
 */
public final class SimilarityBadge extends Label {
  private static final Duration REST = Duration.millis(300);

  private final CompareView view;
  private final Executor workers;
  private final Wording wording;
  private final PauseTransition rest = new PauseTransition(REST);
  private int asked;

  /** Puts figures into words. */
  @FunctionalInterface
  public interface Wording {

    /**
     * The text for two figures.
     *
     * @param ssim at most 1
     * @param psnr in decibels, infinite for equal pictures
     */
    String of(double ssim, double psnr);
  }

  /** What is measured: both sides' pixels of the same rectangle. */
  private record Part(Picture before, Picture after) {}

  /**
   * @param view whose sides are compared
   * @param tooltip what the figures mean
   * @param wording the figures for people
   * @param workers where they are computed
   */
  public SimilarityBadge(CompareView view, String tooltip, Wording wording, Executor workers) {
    this.view = view;
    this.wording = wording;
    this.workers = workers;
    getStyleClass().add("side-label");
    setId("similarity");
    setTooltip(new Tooltip(tooltip));
    setVisible(false);
    rest.setOnFinished(_ -> measure());
    view.beforeProperty().subscribe(this::changed);
    view.afterProperty().subscribe(this::changed);
    view.viewportProperty().subscribe(this::changed);
  }

  private void changed() {
    asked++;
    boolean both = view.beforeProperty().get() != null && view.afterProperty().get() != null;
    setVisible(both && isVisible());
    if (both) {
      rest.playFromStart();
    } else {
      rest.stop();
    }
  }

  private void measure() {
    MipPyramid before = view.beforeProperty().get();
    MipPyramid after = view.afterProperty().get();
    if (before == null || after == null || !sameSize(before, after)) {
      return;
    }
    int question = asked;
    Viewport viewport = view.viewportProperty().get();
    int level = after.levelFor(view.deviceScale());
    workers.execute(
        () -> {
          Part part = part(before, after, viewport, level);
          String text =
              part == null
                  ? ""
                  : wording.of(
                      Similarity.ssim(part.before, part.after),
                      Similarity.psnr(part.before, part.after));
          Platform.runLater(() -> answer(question, text));
        });
  }

  private void answer(int question, String text) {
    if (question == asked) {
      setText(text);
      setVisible(!text.isEmpty());
    }
  }

  private static boolean sameSize(MipPyramid before, MipPyramid after) {
    return before.width(0) == after.width(0) && before.height(0) == after.height(0);
  }

  private static @Nullable Part part(
      MipPyramid before, MipPyramid after, Viewport viewport, int level) {
    double unit = 1 << level;
    int left = (int) Math.max(0, viewport.toImageX(0) / unit);
    int top = (int) Math.max(0, viewport.toImageY(0) / unit);
    int right =
        (int)
            Math.min(after.width(level), Math.ceil(viewport.toImageX(viewport.viewWidth()) / unit));
    int bottom =
        (int)
            Math.min(
                after.height(level), Math.ceil(viewport.toImageY(viewport.viewHeight()) / unit));
    if (right <= left || bottom <= top) {
      return null;
    }
    return new Part(
        crop(before, level, left, top, right - left, bottom - top),
        crop(after, level, left, top, right - left, bottom - top));
  }

  private static Picture crop(MipPyramid pyramid, int level, int x, int y, int width, int height) {
    int[] argb = new int[width * height];
    pyramid.copy(level, x, y, width, height, argb);
    byte[] rgb = new byte[argb.length * 3];
    for (int i = 0; i < argb.length; i++) {
      rgb[i * 3] = (byte) (argb[i] >> 16);
      rgb[i * 3 + 1] = (byte) (argb[i] >> 8);
      rgb[i * 3 + 2] = (byte) argb[i];
    }
    return Picture.of8Bit(width, height, rgb, null);
  }
}
