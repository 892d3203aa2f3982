package afterimage.ui.file;

import afterimage.image.Picture;
import afterimage.image.PictureReader;
import afterimage.ui.canvas.MipPyramid;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/** Small images of files, for what nobody waits for: a file that has none is only logged. */
public final class Thumbnails {
  private static final System.Logger LOG = System.getLogger(Thumbnails.class.getName());

  private Thumbnails() {}

  /** An image of a file, at most 256 pixels wide and high. Not for the FX thread. */
  public static Optional<Image> of(Path file) {
    AtomicReference<@Nullable Image> image = new AtomicReference<>();
    Findings found = new Findings();
    found.attempt(
        file.toString(),
        () -> {
          Picture picture = PictureReader.read(file).picture();
          image.set(FxPictures.thumbnail(MipPyramid.of(picture)));
        });
    found
        .problems()
        .forEach(problem -> LOG.log(System.Logger.Level.INFO, "no thumbnail: {0}", problem.what()));
    return Optional.ofNullable(image.get());
  }
}
