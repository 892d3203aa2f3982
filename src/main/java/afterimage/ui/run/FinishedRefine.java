package afterimage.ui.run;

import afterimage.engine.ImageResult;
import afterimage.job.QueueItem;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.file.FxPictures;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import javafx.scene.image.Image;

/**
 * A result, ready for the canvas.
 *
 * @param result as the engine gave it
 * @param pyramid of its picture
 * @param thumbnail of its picture
 */
record FinishedRefine(ImageResult result, MipPyramid pyramid, Image thumbnail) {

  /** Slow for large pictures: not for the FX thread. */
  static FinishedRefine of(ImageResult result) {
    MipPyramid pyramid = MipPyramid.of(result.picture());
    return new FinishedRefine(result, pyramid, FxPictures.thumbnail(pyramid));
  }

  /** Adds it to the picture's versions. For the FX thread. */
  void addTo(Source source, QueueItem item) {
    Version version = version(source, item, result);
    version.keep(pyramid);
    version.thumbnailProperty().set(thumbnail);
    source.add(version);
  }

  /** A result as the picture's next version, without its pixels. For the FX thread. */
  static Version version(Source source, QueueItem item, ImageResult result) {
    return Version.of(item, source.nextNumber(), result);
  }
}
