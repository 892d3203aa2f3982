package afterimage.ui.run;

import afterimage.engine.Device;
import afterimage.engine.ModelOptions;
import afterimage.engine.RefineSettings;
import afterimage.job.FromWords;
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
  QueueItem refine(
      Source source, Path model, ModelOptions options, RefineSettings settings, boolean masked) {
    String id = UUID.randomUUID().toString();
    Path target = store.versionFile(id);
    return new QueueItem(
        id,
        source.file(),
        model,
        options,
        settings,
        device.get().toString(),
        target,
        Instant.now(),
        masked ? target.resolveSibling(id + MASK_FILE) : null,
        null);
  }

  /** A picture to make from words. */
  QueueItem generate(Path model, RefineSettings settings, FromWords words) {
    String id = UUID.randomUUID().toString();
    return new QueueItem(
        id,
        null,
        model,
        ModelOptions.DEFAULT,
        settings,
        device.get().toString(),
        store.generatedFile(id),
        Instant.now(),
        null,
        words);
  }
}
