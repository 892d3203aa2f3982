package afterimage.ui.run;

import afterimage.engine.Device;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineSettings;
import afterimage.job.Origin;
import afterimage.job.QueueItem;
import afterimage.ui.session.SessionStore;
import afterimage.ui.session.Source;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What goes into the queue: each item has an id, files and a device of its own.
 *
 * @param store has files for results
 * @param device where to run
 */
record NewItems(SessionStore store, Supplier<Device> device) {
  private static final String MASK_FILE = ".mask.png";

  /** A picture to refine, within a mask or everywhere. */
  QueueItem refine(Source source, ModelRef model, RefineSettings settings, boolean masked) {
    String id = UUID.randomUUID().toString();
    Path target = store.versionFile(id);
    Path mask = masked ? target.resolveSibling(id + MASK_FILE) : null;
    return item(id, new Origin.FromPicture(source.file(), mask), model, settings, target);
  }

  /** A picture to make from words. */
  QueueItem generate(Origin.TextToImage origin, ModelRef model, RefineSettings settings) {
    String id = UUID.randomUUID().toString();
    return item(id, origin, model, settings, store.generatedFile(id));
  }

  private QueueItem item(
      String id, Origin origin, ModelRef model, RefineSettings settings, Path target) {
    return new QueueItem(
        id, origin, model, settings, device.get().toString(), target, Instant.now());
  }
}
