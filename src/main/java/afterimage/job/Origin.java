package afterimage.job;

import afterimage.engine.PixelSize;
import afterimage.engine.RefinerStage;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What an item's picture is made from, as it is noted down. */
public sealed interface Origin {

  /**
   * A picture that is refined.
   *
   * @param source its file
   * @param mask a file, white where the picture may change, or null for everywhere
   */
  record FromPicture(Path source, @Nullable Path mask) implements Origin {}

  /**
   * Words alone.
   *
   * @param size of the picture
   * @param refiner what a second model does to it, or null
   */
  record TextToImage(PixelSize size, @Nullable RefinerStage refiner) implements Origin {}
}
