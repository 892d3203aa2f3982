package afterimage.ui.watch;

import afterimage.engine.Device;
import afterimage.engine.ImageRequest;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineSettings;
import afterimage.file.FileClaim;
import afterimage.image.WriteOptions;
import afterimage.job.JournalledQueue;
import afterimage.job.watch.WatchRecord;
import afterimage.job.watch.WatchedFolder;
import afterimage.message.Problem;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.notice.Notices;
import afterimage.ui.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Refines the pictures that come into a folder, with the values that the inspector had when it
 * began, into a folder inside it. They go through the queue like others, but into no session: a
 * folder may bring thousands. For the FX thread.
 */
public final class WatchModel implements AutoCloseable {
  private static final String RESULTS = "refined";

  private final JournalledQueue queue;
  private final InspectorModel values;
  private final Supplier<Device> device;
  private final Supplier<WriteOptions> writing;
  private final Notices notices;
  private final String program;
  private final ReadOnlyObjectWrapper<@Nullable State> state = new ReadOnlyObjectWrapper<>();
  private @Nullable FolderWatch watch;

  /**
   * What is watched.
   *
   * @param done how many pictures were refined since it began
   * @param failed how many could not be
   */
  public record State(Path folder, int done, int failed) {}

  /**
   * @param queue refines
   * @param values how
   * @param device where
   * @param writing how results are written
   * @param notices tell what cannot be refined
   * @param program what made the results, with its version
   */
  public WatchModel(
      JournalledQueue queue,
      InspectorModel values,
      Supplier<Device> device,
      Supplier<WriteOptions> writing,
      Notices notices,
      String program) {
    this.queue = queue;
    this.values = values;
    this.device = device;
    this.writing = writing;
    this.notices = notices;
    this.program = program;
  }

  /** What is watched now; null for nothing. */
  public ReadOnlyObjectProperty<@Nullable State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** Begins to watch a folder, in the place of any other. */
  public void begin(Path folder) {
    stop();
    ModelInfo model = values.modelProperty().get();
    if (model == null || !values.typed().takeOver()) {
      return;
    }
    Path output = folder.resolve(RESULTS);
    try {
      WatchRecord record = WatchRecord.open(output);
      state.set(new State(folder, 0, 0));
      RefineSettings settings = values.settingsForRun();
      ModelRef ref = values.ref(model);
      Device where = device.get();
      FolderWatch begun =
          new FolderWatch(
              new WatchedFolder(folder, 1, output),
              record,
              output,
              picture ->
                  new ImageRequest(
                      new ImageRequest.Start.FromPicture(picture, null), ref, settings, where),
              queue,
              new FolderWatch.Results(writing.get(), program),
              new News(folder));
      watch = begun;
      begun.start();
      notices.tell(Texts.of("watch.begun", folder.getFileName(), RESULTS));
    } catch (FileClaim.HeldException e) {
      notices.warn(new Problem(Texts.of("watch.held", folder), Texts.of("watch.held.remedy")));
    } catch (IOException e) {
      notices.warn(
          new Problem(
              Texts.of("watch.unusable", output, String.valueOf(e.getMessage())),
              Texts.of("watch.unusable.remedy")));
    }
  }

  /** Stops; a picture at work is given up, and refined when the folder is watched again. */
  public void stop() {
    FolderWatch now = watch;
    if (now != null) {
      watch = null;
      state.set(null);
      now.close();
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Brings what the watch tells to the FX thread. */
  private final class News implements FolderWatch.Listener {
    private final Path folder;

    News(Path folder) {
      this.folder = folder;
    }

    private boolean isCurrent() {
      State now = state.get();
      return now != null && now.folder.equals(folder);
    }

    @Override
    public void done() {
      Platform.runLater(
          () -> {
            State now = state.get();
            if (now != null && isCurrent()) {
              state.set(new State(folder, now.done + 1, now.failed));
            }
          });
    }

    @Override
    public void failed(Problem problem) {
      Platform.runLater(
          () -> {
            State now = state.get();
            if (now != null && isCurrent()) {
              state.set(new State(folder, now.done, now.failed + 1));
              notices.warn(problem);
            }
          });
    }

    @Override
    public void trouble(String why) {
      Platform.runLater(
          () -> {
            if (isCurrent()) {
              notices.tell(Texts.of("watch.trouble", folder.getFileName(), why));
            }
          });
    }
  }
}
