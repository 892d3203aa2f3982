package afterimage.ui.open;

import afterimage.image.DecodedPicture;
import afterimage.image.PictureReader;
import afterimage.ui.canvas.FxPictures;
import afterimage.ui.canvas.MipPyramid;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * Reads pictures that nobody waits for: a file that holds none is only logged. Not for the FX
 * thread.
 */
public final class QuietReader {
  private static final System.Logger LOG = System.getLogger(QuietReader.class.getName());

  private QuietReader() {}

  /** A file's picture. */
  public static Optional<DecodedPicture> read(Path file) {
    AtomicReference<@Nullable DecodedPicture> decoded = new AtomicReference<>();
    Findings found = new Findings();
    found.attempt(file.toString(), () -> decoded.set(PictureReader.read(file)));
    found
        .problems()
        .forEach(problem -> LOG.log(System.Logger.Level.INFO, "not shown: {0}", problem.what()));
    return Optional.ofNullable(decoded.get());
  }

  /** An image of a file, at most 256 pixels wide and high. */
  public static Optional<Image> thumbnail(Path file) {
    return read(file).map(decoded -> FxPictures.thumbnail(MipPyramid.of(decoded.picture())));
  }
}
