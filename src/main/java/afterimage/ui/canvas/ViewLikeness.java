package afterimage.ui.canvas;

import afterimage.image.Picture;
import afterimage.image.likeness.Similarity;
import java.util.concurrent.Executor;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How alike before and after are in the part of the picture that a view shows, measured beside the
 * FX thread a moment after the view came to rest.
 */
public final class ViewLikeness {
  private static final Duration REST = Duration.millis(300);

  private final CompareView view;
  private final Executor workers;
  private final PauseTransition rest = new PauseTransition(REST);
  private final ReadOnlyObjectWrapper<@Nullable Figures> figures = new ReadOnlyObjectWrapper<>();
  private int asked;

  /**
   * How alike two pictures are.
   *
   * @param ssim structural similarity, at most 1
   * @param psnr peak signal-to-noise ratio in decibels, infinite for equal pictures
   */
  public record Figures(double ssim, double psnr) {

    /** Whether nothing differs. */
    public boolean isEqual() {
      return Double.isInfinite(psnr);
    }
  }

  /** What is measured: both sides' pixels of the same rectangle. */
  private record Part(Picture before, Picture after) {}

  /**
   * @param view whose sides are compared
   * @param workers where they are
   */
  public ViewLikeness(CompareView view, Executor workers) {
    this.view = view;
    this.workers = workers;
    rest.setOnFinished(_ -> measure());
    view.beforeProperty().subscribe(this::picturesChanged);
    view.afterProperty().subscribe(this::picturesChanged);
    view.viewportProperty().subscribe(this::changed);
  }

  /** The last figures; null while there are not two sides of one size, or none for them yet. */
  public ReadOnlyObjectProperty<@Nullable Figures> figuresProperty() {
    return figures.getReadOnlyProperty();
  }

  /** Figures of other pictures are none of these. */
  private void picturesChanged() {
    figures.set(null);
    changed();
  }

  private void changed() {
    asked++;
    if (view.beforeProperty().get() != null && view.afterProperty().get() != null) {
      rest.playFromStart();
    } else {
      rest.stop();
      figures.set(null);
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
    Fit fit = Fit.of(new Side.Whole(after), viewport);
    int level = after.levelFor(view.zoom().deviceScale() * fit.scale());
    workers.execute(
        () -> {
          Part part = part(before, after, viewport, fit, level);
          Figures measured =
              part == null
                  ? null
                  : new Figures(
                      Similarity.ssim(part.before, part.after),
                      Similarity.psnr(part.before, part.after));
          Platform.runLater(() -> answer(question, measured));
        });
  }

  private void answer(int question, @Nullable Figures measured) {
    if (question == asked) {
      figures.set(measured);
    }
  }

  private static boolean sameSize(MipPyramid before, MipPyramid after) {
    return before.width(0) == after.width(0) && before.height(0) == after.height(0);
  }

  private static @Nullable Part part(
      MipPyramid before, MipPyramid after, Viewport viewport, Fit fit, int level) {
    double unit = 1 << level;
    double fromX = fit.toOwnX(viewport.toImageX(0)) / unit;
    double fromY = fit.toOwnY(viewport.toImageY(0)) / unit;
    double toX = fit.toOwnX(viewport.toImageX(viewport.viewWidth())) / unit;
    double toY = fit.toOwnY(viewport.toImageY(viewport.viewHeight())) / unit;
    int left = (int) Math.max(0, fromX);
    int top = (int) Math.max(0, fromY);
    int right = (int) Math.min(after.width(level), Math.ceil(toX));
    int bottom = (int) Math.min(after.height(level), Math.ceil(toY));
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
