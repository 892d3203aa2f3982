package afterimage.engine;

import afterimage.message.Messages;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The sizes and crops that SDXL is told of (Podell et al. 2023, 2.2), which shape what it makes
 * without changing the result's size. Names and rules are those of diffusers' SDXL pipelines.
 *
 * @param original size before any resizing, or null for the size of the run
 * @param crop top left corner of the crop
 * @param target size that the crop was resized to, or null for the size of the run
 * @param negativeOriginal of the negative prompt's side, or null for the prompt's
 * @param negativeCrop of the negative prompt's side
 * @param negativeTarget of the negative prompt's side, or null for the prompt's
 */
@RecordBuilder
public record SizeSettings(
    @Nullable PixelSize original,
    Corner crop,
    @Nullable PixelSize target,
    @Nullable PixelSize negativeOriginal,
    Corner negativeCrop,
    @Nullable PixelSize negativeTarget)
    implements SizeSettingsBuilder.With {

  /** Everything as the run has it. */
  public static final SizeSettings OF_RUN =
      new SizeSettings(null, Corner.ORIGIN, null, null, Corner.ORIGIN, null);

  /**
   * A position in a picture.
   *
   * @param top pixels from the top, at least 0
   * @param left pixels from the left, at least 0
   */
  public record Corner(int top, int left) {

    /** The top left pixel. */
    public static final Corner ORIGIN = new Corner(0, 0);

    public Corner {
      if (top < 0 || left < 0) {
        throw new IllegalArgumentException(Messages.of("engine.crop", top, left));
      }
    }

    /**
     * Reads {@code TOP,LEFT}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Corner parse(String text) {
      int comma = text.indexOf(',');
      try {
        if (comma >= 0) {
          return new Corner(
              Integer.parseInt(text.substring(0, comma).strip()),
              Integer.parseInt(text.substring(comma + 1).strip()));
        }
      } catch (NumberFormatException e) {
        throw wrong(text, e);
      }
      throw wrong(text, null);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
      return top + "," + left;
    }

    private static IllegalArgumentException wrong(String text, @Nullable Throwable cause) {
      return new IllegalArgumentException(Messages.of("engine.corner", text), cause);
    }
  }
}
