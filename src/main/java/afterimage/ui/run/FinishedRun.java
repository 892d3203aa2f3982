package afterimage.ui.run;

import afterimage.engine.ImageResult;
import afterimage.image.DecodedPicture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.likeness.GivenBack;
import afterimage.job.Origin;
import afterimage.job.QueueItem;
import afterimage.ui.canvas.FxPictures;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.session.LoadedPicture;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.session.Version.GivenBackMap;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * A finished run, whatever it started from.
 *
 * @param item what was asked for
 * @param result as the engine gave it
 * @param loaded ready for the canvas; null where memory is too short for that
 * @param thumbnail null where {@code loaded} is
 * @param givenBack what its floor took back; null where it had none, or memory is too short
 */
record FinishedRun(
    QueueItem item,
    ImageResult result,
    @Nullable LoadedPicture loaded,
    @Nullable Image thumbnail,
    @Nullable GivenBackMap givenBack) {

  /** Ready for the canvas. Slow for large pictures: not for the FX thread. */
  static FinishedRun of(QueueItem item, ImageResult result) {
    LoadedPicture loaded = load(item, result);
    return new FinishedRun(
        item, result, loaded, FxPictures.thumbnail(loaded.pyramid()), givenBack(result));
  }

  /** Only on the disk. */
  static FinishedRun unseen(QueueItem item, ImageResult result) {
    return new FinishedRun(item, result, null, null, null);
  }

  /** Adds it to its picture's versions, or makes it the picture that was awaited. */
  void enter(Session session, Source source) {
    Version version = Version.of(item, source.nextNumber(), result);
    switch (item.origin()) {
      case Origin.FromPicture _ -> {
        if (loaded != null) {
          version.keep(loaded.pyramid());
        }
        version.thumbnailProperty().set(thumbnail);
        if (givenBack != null) {
          version.giveBack(givenBack);
        }
        source.add(version);
      }
      case Origin.TextToImage _ -> {
        source.become(version);
        if (loaded != null) {
          source.thumbnailProperty().set(thumbnail);
          session.show(source, loaded);
        }
      }
    }
  }

  private static @Nullable GivenBackMap givenBack(ImageResult result) {
    if (result.givenBack().isEmpty()) {
      return null;
    }
    GivenBack back = result.givenBack().getFirst();
    return new GivenBackMap(
        back.area(), back.share(), FxPictures.thumbnail(MipPyramid.of(back.picture())));
  }

  private static LoadedPicture load(QueueItem item, ImageResult result) {
    return switch (item.origin()) {
      case Origin.FromPicture _ -> LoadedPicture.of(result.picture(), PictureMetadata.NONE);
      case Origin.TextToImage _ -> readBack(item, result);
    };
  }

  /** A picture of its own, with all that its file says of it. */
  private static LoadedPicture readBack(QueueItem item, ImageResult result) {
    try {
      DecodedPicture decoded = PictureReader.read(item.target());
      return LoadedPicture.of(decoded.picture(), decoded.metadata());
    } catch (PictureException e) {
      // Somebody took the file away at once; its pixels are still here.
      return LoadedPicture.of(result.picture(), PictureMetadata.NONE);
    }
  }
}
