package afterimage.ui.run;

import afterimage.engine.ImageResult;
import afterimage.engine.PixelSize;
import afterimage.image.DecodedPicture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.job.Origin;
import afterimage.job.QueueItem;
import afterimage.ui.session.LoadedPicture;
import afterimage.ui.session.PictureName;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import javafx.scene.image.Image;

/**
 * Pictures made from words: in the session from the moment they are asked for, without pixels until
 * they are made. For the FX thread.
 */
public final class NewPictures {
  private final Session session;

  NewPictures(Session session) {
    this.session = session;
  }

  /** Adds the picture that an item will become, unless it is open. */
  Source await(QueueItem item) {
    Source open = session.ofFile(item.target()).filter(Source::isFromWords).orElse(null);
    Source source = open == null ? source(item) : open;
    source.learnSize(source(item).width(), source(item).height());
    source.awaitedProperty().set(true);
    source.missingProperty().set(false);
    if (open == null) {
      session.sources().add(source);
    }
    return source;
  }

  /** The picture that an item has become or will become, not added to the session. */
  public static Source source(QueueItem item) {
    if (!(item.origin() instanceof Origin.TextToImage(PixelSize size, _))) {
      throw new IllegalArgumentException(item.id() + " is no picture from words");
    }
    return Source.fromWords(
        PictureName.of(item.settings().prompt()), Version.of(item, 1), size.width(), size.height());
  }

  /** Reads a made picture back, with all that its file says of it. Not for the FX thread. */
  static LoadedPicture load(QueueItem item, ImageResult result) {
    try {
      DecodedPicture decoded = PictureReader.read(item.target());
      return LoadedPicture.of(decoded.picture(), decoded.metadata());
    } catch (PictureException e) {
      // Somebody took the file away at once; its pixels are still here.
      return LoadedPicture.of(result.picture(), PictureMetadata.NONE);
    }
  }

  /** The picture is made. */
  void made(Source source, LoadedPicture loaded, Image thumbnail) {
    source.awaitedProperty().set(false);
    source.thumbnailProperty().set(thumbnail);
    session.show(source, loaded);
  }

  /** The picture will not be made. */
  void gone(Source source) {
    session.remove(source);
  }
}
