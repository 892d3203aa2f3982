package afterimage.ui.run;

import afterimage.engine.ImageResult;
import afterimage.engine.PreviewFrame;
import afterimage.job.Job;
import afterimage.job.JobListener;
import afterimage.job.JobState;
import afterimage.job.JournalledQueue;
import afterimage.job.Origin;
import afterimage.message.Problem;
import afterimage.ui.canvas.FxPictures;
import afterimage.ui.session.LoadedPicture;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * Brings what comes out of the queue into the session: frames, results, failures. For the FX
 * thread.
 */
final class JobOutcomes {
  private static final System.Logger LOG = System.getLogger(JobOutcomes.class.getName());

  private final JournalledQueue queue;
  private final List<QueueRow> rows;
  private final PendingPictures newPictures;
  private final RunFrames frames;
  private final Executor workers;
  private final RunReports reports;
  private final Ways ways;
  private final ReadOnlyObjectWrapper<RunModel.@Nullable Run> run = new ReadOnlyObjectWrapper<>();
  private boolean closed;

  /**
   * What can be done about an outcome.
   *
   * @param retry puts a failed refine into the queue again
   * @param cancel takes a refine off the list
   * @param paused whether the queue begins no other refine for now
   */
  record Ways(Consumer<QueueRow> retry, Consumer<QueueRow> cancel, BooleanProperty paused) {}

  /**
   * @param rows what waits, runs or has failed
   * @param newPictures take what words became
   * @param frames are kept there
   * @param workers where results are made ready for the canvas
   */
  JobOutcomes(
      JournalledQueue queue,
      List<QueueRow> rows,
      PendingPictures newPictures,
      RunFrames frames,
      Executor workers,
      RunReports reports,
      Ways ways) {
    this.queue = queue;
    this.rows = rows;
    this.newPictures = newPictures;
    this.frames = frames;
    this.workers = workers;
    this.reports = reports;
    this.ways = ways;
  }

  /** The refine at work; null while there is none. */
  ReadOnlyObjectProperty<RunModel.@Nullable Run> runProperty() {
    return run.getReadOnlyProperty();
  }

  /** Hears no more of what runs. */
  void close() {
    closed = true;
  }

  /** Hears of a row's job. */
  JobListener listenerOf(QueueRow row) {
    JobNews news =
        new JobNews(
            state -> stateChanged(row, state), frame -> frameArrived(row, frame), reports::notice);
    return new Recording(news, row.item().id(), frames);
  }

  private void stateChanged(QueueRow row, JobState state) {
    if (closed) {
      return;
    }
    switch (state) {
      case JobState.Queued _ -> row.enter(state);
      case JobState.Held(Problem problem) -> {
        row.enter(state);
        leave(row);
        row.updateBusy(rows);
        ways.paused.set(true);
        reports.held(problem, () -> ways.paused.set(false));
      }
      case JobState.Running _ -> {
        row.enter(state);
        RunModel.Run now = run.get();
        run.set(new RunModel.Run(row, state, now != null && now.row() == row ? now.frame() : null));
      }
      case JobState.Done(ImageResult result) when isFromWords(row) ->
          workers.execute(
              orElse(
                  () -> {
                    LoadedPicture loaded = PendingPictures.load(row.item(), result);
                    Image thumbnail = FxPictures.thumbnail(loaded.pyramid());
                    Platform.runLater(() -> made(row, result, loaded, thumbnail));
                  },
                  () -> madeUnseen(row, result)));
      case JobState.Done(ImageResult result) ->
          workers.execute(
              orElse(
                  () -> {
                    FinishedRefine finished = FinishedRefine.of(result);
                    Platform.runLater(() -> done(row, finished));
                  },
                  () -> doneUnseen(row, result)));
      case JobState.Failed _ when isAway(row) -> {
        row.park();
        leave(row);
        row.updateBusy(rows);
      }
      case JobState.Failed _, JobState.Cancelled _ -> end(row, state);
    }
  }

  /** A drive was unplugged meanwhile: the refine waits, in the journal, too. */
  private static boolean isAway(QueueRow row) {
    return !isFromWords(row) && !Files.isRegularFile(row.item().picture());
  }

  private static boolean isFromWords(QueueRow row) {
    return row.item().origin() instanceof Origin.TextToImage;
  }

  /** A result that is on the disk is there, also where memory is too short to show it now. */
  @SuppressWarnings("CatchingUnchecked") // the row must not stay for ever
  private static Runnable orElse(Runnable usual, Runnable unseen) {
    return () -> {
      try {
        usual.run();
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.ERROR, "a result cannot be shown", e);
        Platform.runLater(unseen);
      }
    };
  }

  private void doneUnseen(QueueRow row, ImageResult result) {
    row.source().add(FinishedRefine.version(row.source(), row.item(), result));
    takeAway(row);
    reports.done(row.source(), result);
  }

  private void madeUnseen(QueueRow row, ImageResult result) {
    row.source().awaitedProperty().set(false);
    takeAway(row);
    reports.made(row.source(), result);
  }

  private void done(QueueRow row, FinishedRefine finished) {
    // Before the run ends, so that the canvas goes from the last frame to the result.
    finished.addTo(row.source(), row.item());
    takeAway(row);
    reports.done(row.source(), finished.result());
  }

  private void made(QueueRow row, ImageResult result, LoadedPicture loaded, Image thumbnail) {
    newPictures.made(row.source(), loaded, thumbnail);
    takeAway(row);
    reports.made(row.source(), result);
  }

  private void end(QueueRow row, JobState state) {
    row.enter(state);
    leave(row);
    frames.forget(row.item().id());
    if (isFromWords(row)) {
      newPictures.gone(row.source());
      rows.stream()
          .filter(other -> other != row && other.source() == row.source())
          .toList()
          .forEach(ways.cancel); // What was to be done with it cannot be done.
    }
    if (state instanceof JobState.Failed(Problem problem)) {
      queue.failed(row.item().id(), problem);
      reports.failed(problem, () -> ways.retry.accept(row));
    } else {
      queue.forget(row.item().id());
      rows.remove(row);
    }
    row.updateBusy(rows);
  }

  private void takeAway(QueueRow row) {
    leave(row);
    rows.remove(row);
    row.updateBusy(rows);
  }

  private void leave(QueueRow row) {
    RunModel.Run now = run.get();
    if (now != null && now.row() == row) {
      run.set(null);
    }
  }

  private void frameArrived(QueueRow row, PreviewFrame frame) {
    RunModel.Run now = run.get();
    if (now != null && now.row() == row) {
      Image image = FxPictures.image(frame.width(), frame.height(), frame.argb());
      run.set(new RunModel.Run(row, now.state(), image));
    }
  }

  /** Keeps every frame, also those that the window is too slow to show. */
  private record Recording(JobListener news, String id, RunFrames frames) implements JobListener {
    @Override
    public void changed(Job job, JobState state) {
      news.changed(job, state);
    }

    @Override
    public void preview(Job job, PreviewFrame frame) {
      frames.add(id, frame);
      news.preview(job, frame);
    }

    @Override
    public void notice(Job job, String message) {
      news.notice(job, message);
    }
  }
}
