package afterimage.ui.watch;

import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.file.FileName;
import afterimage.image.DecodedPicture;
import afterimage.image.DiskFullException;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.job.Job;
import afterimage.job.JobListener;
import afterimage.job.JobState;
import afterimage.job.JournalledQueue;
import afterimage.job.watch.Arrival;
import afterimage.job.watch.WatchRecord;
import afterimage.job.watch.WatchedFolder;
import afterimage.message.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The thread that looks into a watched folder, one picture after the other. */
final class FolderWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 1000;
  private static final long AFTER_TROUBLE_MILLIS = 30_000;

  private final WatchedFolder folder;
  private final WatchRecord record;
  private final Path output;
  private final Function<Picture, ImageRequest> requests;
  private final JournalledQueue queue;
  private final Results results;
  private final Listener listener;
  private final Thread thread =
      Thread.ofPlatform().daemon(true).name("watched-folder").unstarted(this::run);
  private volatile boolean closed;

  /**
   * How results are written.
   *
   * @param program what made them, with its version
   */
  record Results(WriteOptions options, String program) {}

  /** Hears on that thread. */
  interface Listener {
    void done();

    /** A picture could not be refined, and will not be tried again. */
    void failed(Problem problem);

    /** The folder or the disk cannot be used for the moment. */
    void trouble(String why);
  }

  FolderWatch(
      WatchedFolder folder,
      WatchRecord record,
      Path output,
      Function<Picture, ImageRequest> requests,
      JournalledQueue queue,
      Results results,
      Listener listener) {
    this.folder = folder;
    this.record = record;
    this.output = output;
    this.requests = requests;
    this.queue = queue;
    this.results = results;
    this.listener = listener;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try (WatchRecord _ = record) {
      while (!closed) {
        Thread.sleep(look() ? PERIOD_MILLIS : AFTER_TROUBLE_MILLIS);
      }
    } catch (InterruptedException | CancellationException e) {
      // Closed.
    }
  }

  /** Returns whether all is well. */
  private boolean look() throws InterruptedException {
    try {
      for (Arrival arrival : folder.complete(System.currentTimeMillis())) {
        if (closed) {
          return true;
        }
        if (!record.knows(arrival)) {
          refine(arrival);
        }
      }
      return true;
    } catch (IOException e) {
      listener.trouble(String.valueOf(e.getMessage()));
      return false;
    } catch (DiskFullException e) {
      listener.trouble(e.problem().what());
      return false;
    }
  }

  private void refine(Arrival arrival) throws IOException, DiskFullException, InterruptedException {
    Path target = target(arrival);
    if (Files.exists(target)) {
      record.add(arrival, target); // Killed after it was written and before that was noted.
      return;
    }
    DecodedPicture source;
    try {
      source = PictureReader.read(arrival.file());
    } catch (PictureException e) {
      if (!folder.givesMoreTime(arrival, System.currentTimeMillis())) {
        fail(arrival, e.problem());
      }
      return;
    }
    switch (ended(requests.apply(source.picture()))) {
      case JobState.Done(ImageResult result) -> write(arrival, source, result, target);
      case JobState.Failed(Problem problem) -> fail(arrival, problem);
      default -> {
        // Cancelled: it waits for the next time.
      }
    }
  }

  private void fail(Arrival arrival, Problem problem) throws IOException {
    record.add(arrival, null);
    listener.failed(problem);
  }

  private void write(Arrival arrival, DecodedPicture source, ImageResult result, Path target)
      throws IOException, DiskFullException {
    try {
      PictureWriter.write(
          result.picture(),
          target,
          results.options,
          results.options.metadata().of(result.metadata(0, source.metadata(), results.program)));
      record.add(arrival, target);
      listener.done();
    } catch (DiskFullException e) {
      throw e;
    } catch (PictureException e) {
      fail(arrival, e.problem());
    }
  }

  private JobState ended(ImageRequest request) throws InterruptedException {
    CompletableFuture<JobState> end = new CompletableFuture<>();
    Job job =
        queue.attempt(
            request,
            new JobListener() {
              @Override
              public void changed(Job changed, JobState state) {
                if (state.isFinal()) {
                  end.complete(state);
                }
              }
            });
    try {
      return end.get();
    } catch (InterruptedException e) {
      job.cancel();
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Under its own name, in its own format where that is written. */
  private Path target(Arrival arrival) {
    String name = arrival.name().toString();
    @Nullable PictureFormat own = PictureFormat.ofName(arrival.name()).orElse(null);
    if (own != null && own.isWritable()) {
      return output.resolve(name);
    }
    String extension = "." + PictureFormat.PNG.extension();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return output.resolve(FileName.cut(stem, FileName.MAX_BYTES - extension.length()) + extension);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
