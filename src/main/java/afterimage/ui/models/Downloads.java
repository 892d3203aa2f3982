package afterimage.ui.models;

import afterimage.catalog.AddedModels;
import afterimage.catalog.ModelCatalog;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.download.DownloadProgress;
import afterimage.catalog.download.FileDownload;
import afterimage.catalog.download.ModelSource;
import afterimage.catalog.found.FoundModel;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The models that can be had, and those that are on their way. A download goes on while no page
 * shows it; what a closed window leaves is gone on with when the user says so. For the FX thread,
 * except where it says so.
 */
public final class Downloads implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(20);
  private static final Duration ENDING = Duration.ofSeconds(5);
  private static final DownloadProgress CONNECTING =
      new DownloadProgress(DownloadProgress.Phase.CONNECTING, 0, null, 0, null);

  private final Supplier<ModelSource> source;
  private final ModelCatalog catalog;
  private final ObservableList<Download> all = FXCollections.observableArrayList();
  private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();

  /**
   * @param source has the models; asked on other threads only
   * @param catalog tells where to
   */
  public Downloads(Supplier<ModelSource> source, ModelCatalog catalog) {
    this.source = source;
    this.catalog = catalog;
  }

  /** Every model that can be had; empty before the first {@link #show}. */
  ObservableList<Download> all() {
    return all;
  }

  /** What is on the disk of each model. Reads it: not for the FX thread. */
  List<Download> look() {
    Path folder = catalog.downloads();
    List<Download> found = new ArrayList<>();
    for (PublishedModel model : source.get().published().models()) {
      found.add(new Download(model, look(model, folder)));
    }
    return found;
  }

  private static DownloadState look(PublishedModel model, Path folder) {
    Path place = ModelSource.place(model, folder);
    return DownloadState.of(ModelSource.isIn(folder, model), place, FileDownload.kept(place));
  }

  /** Models that other programs keep here. Reads the disk: not for the FX thread. */
  List<FoundModel> lookElsewhere() {
    return source.get().found(catalog, LOOK);
  }

  /** Models in a folder that the user named. Reads the disk: not for the FX thread. */
  List<FoundModel> lookIn(Path folder) {
    return source.get().found(catalog, folder, LOOK);
  }

  /** Takes over what is on the disk, except of models that are on their way or say why not. */
  void show(List<Download> looked) {
    List<Download> now = new ArrayList<>();
    for (Download one : looked) {
      Download known =
          all.stream()
              .filter(other -> other.model().id().equals(one.model().id()))
              .filter(other -> other.isRunning() || other.state() instanceof DownloadState.Failed)
              .findFirst()
              .orElse(one);
      now.add(known);
    }
    all.setAll(now);
  }

  /**
   * Fetches a model whose licence was accepted, or goes on with it.
   *
   * @param ended told once, when it has ended in whatever way
   */
  void start(Download download, Consumer<DownloadState> ended) {
    if (download.isRunning()) {
      return;
    }
    Cancellation cancellation = new Cancellation();
    download.begin(cancellation);
    download.is(new DownloadState.Running(CONNECTING));
    Thread thread =
        Thread.ofVirtual()
            .name("model-download")
            .unstarted(() -> run(download, cancellation, ended));
    threads.add(thread);
    thread.start();
  }

  private void run(Download download, Cancellation cancellation, Consumer<DownloadState> ended) {
    PublishedModel model = download.model();
    Path folder = catalog.downloads();
    AddedModels added = catalog.added();
    DownloadState end;
    try {
      Path file =
          source
              .get()
              .get(
                  model,
                  folder,
                  added,
                  progress -> tell(download, cancellation, progress),
                  cancellation);
      end = new DownloadState.There(file);
    } catch (CancelledException e) {
      end = look(model, folder);
    } catch (EngineException e) {
      end =
          new DownloadState.Failed(
              e.problem(), FileDownload.kept(ModelSource.place(model, folder)));
    }
    threads.remove(Thread.currentThread());
    DownloadState state = end;
    Platform.runLater(
        () -> {
          download.end();
          download.is(state);
          ended.accept(state);
        });
  }

  private static void tell(
      Download download, Cancellation cancellation, DownloadProgress progress) {
    Platform.runLater(
        () -> {
          if (download.isRunning() && !cancellation.isCancelled()) {
            download.is(new DownloadState.Running(progress));
          }
        });
  }

  /**
   * Removes what is there of a model that is not whole. Not for the FX thread.
   *
   * @throws EngineException if somebody else fetches it
   */
  void discard(PublishedModel model) throws EngineException {
    FileDownload.discard(ModelSource.place(model, catalog.downloads()));
  }

  /** Stops all; what came is kept. */
  @Override
  public void close() {
    all.forEach(Download::pause);
    for (Thread thread : threads) {
      try {
        thread.join(ENDING);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
