package afterimage.ui.run;

import afterimage.engine.PixelSize;
import afterimage.job.Origin;
import afterimage.job.QueueItem;
import afterimage.ui.session.PictureName;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;

/**
 * Pictures made from words: in the session from the moment they are asked for, without pixels until
 * they are made. For the FX thread.
 */
public final class PendingPictures {
  private final Session session;

  PendingPictures(Session session) {
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
}
