package afterimage.ui.session;

import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.settings.found.FoundSettings;
import afterimage.ui.canvas.MipPyramid;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A decoded picture, ready for the canvas and the engine.
 *
 * @param picture upright, in sRGB
 * @param metadata what its file said of it
 * @param pyramid the same for the canvas
 * @param settings that the file carries, or null
 */
public record LoadedPicture(
    Picture picture,
    PictureMetadata metadata,
    MipPyramid pyramid,
    @Nullable FoundSettings settings) {

  private static final Duration READING = Duration.ofSeconds(5);
  private static final byte BLANK = (byte) 0x80;

  /** What stands for a picture that is still to be made: plain grey. */
  public static LoadedPicture blank(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    Arrays.fill(rgb, BLANK);
    return of(Picture.of8Bit(width, height, rgb, null), PictureMetadata.NONE);
  }

  /** A decoded picture with its pyramid; slow for large ones. */
  public static LoadedPicture of(Picture decoded, PictureMetadata metadata) {
    // What sRGB cannot show is read again when it is needed: it would double the memory.
    Picture picture = decoded.inSrgb();
    return new LoadedPicture(picture, metadata, MipPyramid.of(picture), settings(metadata));
  }

  /** Strangers' texts: whatever reading them leads to, the picture can be worked on. */
  private static @Nullable FoundSettings settings(PictureMetadata metadata) {
    try {
      return Guard.call(READING, () -> FoundSettings.in(metadata)).orElse(null);
    } catch (GuardException e) {
      System.getLogger(LoadedPicture.class.getName())
          .log(System.Logger.Level.INFO, "settings of a picture cannot be read", e);
      return null;
    }
  }
}
