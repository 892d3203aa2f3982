package afterimage.ui.run;

import afterimage.engine.ImageResult;
import afterimage.engine.PreviewFrame;
import afterimage.job.Job;
import afterimage.job.JobListener;
import afterimage.job.JobState;
import afterimage.job.JournalledQueue;
import afterimage.job.Origin;
import afterimage.job.QueueItem;
import afterimage.message.Problem;
import afterimage.ui.canvas.FxPictures;
import afterimage.ui.session.Session;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
  private final Session session;
  private final RunFrames frames;
  private final Threads threads;
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
   * Where what is done.
   *
   * @param workers make results ready for the canvas
   * @param fx everything else
   */
  record Threads(Executor workers, Executor fx) {}

  /**
   * @param rows what waits, runs or has failed
   * @param session takes results, and gives up what cannot be made
   * @param frames are kept there
   */
  JobOutcomes(
      JournalledQueue queue,
      List<QueueRow> rows,
      Session session,
      RunFrames frames,
      Threads threads,
      RunReports reports,
      Ways ways) {
    this.queue = queue;
    this.rows = rows;
    this.session = session;
    this.frames = frames;
    this.threads = threads;
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
    FxJobListener news =
        new FxJobListener(
            state -> stateChanged(row, state), frame -> frameArrived(row, frame), reports::notice);
    return new Recording(news, row.item().id(), frames);
  }

  void stateChanged(QueueRow row, JobState state) {
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
      case JobState.Done(ImageResult result) -> threads.workers.execute(() -> finish(row, result));
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

  private void finish(QueueRow row, ImageResult result) {
    FinishedRun finished = ready(row.item(), result);
    threads.fx.execute(() -> finished(row, finished));
  }

  /** A result that is on the disk is there, also where memory is too short to show it now. */
  @SuppressWarnings("CatchingUnchecked") // the row must not stay for ever
  private static FinishedRun ready(QueueItem item, ImageResult result) {
    try {
      return FinishedRun.of(item, result);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "a result cannot be shown", e);
      return FinishedRun.unseen(item, result);
    }
  }

  private void finished(QueueRow row, FinishedRun finished) {
    // Before the run ends, so that the canvas goes from the last frame to the result.
    finished.enter(session, row.source());
    leave(row);
    rows.remove(row);
    row.updateBusy(rows);
    reports.finished(row.source(), finished.result());
  }

  private void end(QueueRow row, JobState state) {
    row.enter(state);
    leave(row);
    frames.forget(row.item().id());
    if (isFromWords(row)) {
      session.remove(row.source());
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
