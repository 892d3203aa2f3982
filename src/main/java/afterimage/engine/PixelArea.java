package afterimage.engine;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A rectangle of a picture's pixels.
 *
 * @param x of its left column
 * @param y of its top row
 * @param width at least 1
 * @param height at least 1
 */
public record PixelArea(int x, int y, int width, int height) {

  public PixelArea {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "an area of %d × %d at %d, %d".formatted(width, height, x, y));
    }
  }

  /** All of a picture. */
  public static PixelArea of(PixelSize picture) {
    return new PixelArea(0, 0, picture.width(), picture.height());
  }

  /**
   * The smallest area that holds every pixel that is meant; nothing where none is.
   *
   * @param picture its size
   * @param meant by the pixel's place in rows from the top, {@code y * width + x}
   */
  public static Optional<PixelArea> around(PixelSize picture, IntPredicate meant) {
    int left = picture.width();
    int right = -1;
    int top = picture.height();
    int bottom = -1;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        if (meant.test(y * picture.width() + x)) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = y;
        }
      }
    }
    return right < 0
        ? Optional.empty()
        : Optional.of(new PixelArea(left, top, right - left + 1, bottom - top + 1));
  }

  /**
   * This area with a margin, widened to the proportions of {@code run} as far as the picture goes:
   * diffusers' {@code get_crop_region}, number for number.
   *
   * @param margin pixels to each side
   * @param run the proportions that are wanted
   * @param picture that it is an area of
   */
  public PixelArea framed(int margin, PixelSize run, PixelSize picture) {
    Span across = new Span(x, x + width).padded(margin, picture.width());
    Span down = new Span(y, y + height).padded(margin, picture.height());
    double wanted = (double) run.width() / run.height();
    if ((double) across.length() / down.length() > wanted) {
      down = down.lengthened((int) (across.length() / wanted - down.length()), picture.height());
    } else {
      across = across.lengthened((int) (down.length() * wanted - across.length()), picture.width());
    }
    return new PixelArea(across.from, down.from, across.length(), down.length());
  }

  /** From a position, inclusive, to another, exclusive. */
  private record Span(int from, int to) {
    int length() {
      return to - from;
    }

    Span padded(int margin, int limit) {
      return new Span(Math.max(from - margin, 0), Math.min(to + margin, limit));
    }

    /** Longer on both sides; where the picture ends, on the other. */
    Span lengthened(int by, int limit) {
      int start = from - by / 2;
      int end = to + by - by / 2;
      if (end > limit) {
        start -= end - limit;
        end = limit;
      }
      if (start < 0) {
        end = Math.min(end - start, limit);
        start = 0;
      }
      return new Span(start, end);
    }
  }
}
