package afterimage.cli;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.image.DecodedPicture;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.job.watch.Arrival;
import afterimage.job.watch.WatchRecord;
import afterimage.job.watch.WatchedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Refines what comes into a folder, each picture once, until the user stops it. */
final class WatchRun {
  private static final long PERIOD_MILLIS = 1000;
  private static final long AFTER_TROUBLE_MILLIS = 30_000;
  private static final long NAP_MILLIS = 100;

  private final WatchedFolder folder;
  private final WatchRecord record;
  private final BatchRun run;
  private final Messages messages;
  private final Tasks tasks;

  /** Makes a task of a picture. */
  interface Tasks {

    /**
     * The task.
     *
     * @param target told where the result goes, once that is known
     */
    BatchRun.Task of(Inputs.Input input, DecodedPicture picture, Consumer<Path> target);
  }

  WatchRun(WatchedFolder folder, WatchRecord record, BatchRun run, Messages messages, Tasks tasks) {
    this.folder = folder;
    this.record = record;
    this.run = run;
    this.messages = messages;
    this.tasks = tasks;
  }

  /**
   * Works until it is cancelled.
   *
   * @return the exit code, if it cannot go on
   */
  int run(Cancellation cancellation) throws CancelledException {
    while (true) {
      long pause = PERIOD_MILLIS;
      try {
        for (Arrival arrival : folder.complete(System.currentTimeMillis())) {
          cancellation.throwIfCancelled();
          if (!record.knows(arrival)) {
            BatchRun.Outcome outcome = refine(arrival, cancellation);
            if (outcome == BatchRun.Outcome.USELESS) {
              return ExitCode.FAILED;
            }
            if (outcome == BatchRun.Outcome.FULL) {
              pause = AFTER_TROUBLE_MILLIS;
              break;
            }
          }
        }
      } catch (IOException e) {
        messages.notice(
            "The folder cannot be used at the moment and is tried again: " + e.getMessage() + ".");
        pause = AFTER_TROUBLE_MILLIS;
      }
      sleep(pause, cancellation);
    }
  }

  private BatchRun.Outcome refine(Arrival arrival, Cancellation cancellation)
      throws IOException, CancelledException {
    DecodedPicture picture;
    try {
      picture = PictureReader.read(arrival.file());
    } catch (PictureException e) {
      if (!folder.givesMoreTime(arrival, System.currentTimeMillis())) {
        messages.failure(Failure.of(e));
        record.add(arrival, null);
      }
      return BatchRun.Outcome.FAILED;
    }
    Target target = new Target();
    BatchRun.Outcome outcome =
        run.runOne(
            tasks.of(new Inputs.Input(arrival.file(), arrival.name()), picture, target),
            cancellation);
    if (outcome == BatchRun.Outcome.DONE || outcome == BatchRun.Outcome.FAILED) {
      record.add(arrival, outcome == BatchRun.Outcome.DONE ? target.file : null);
    }
    return outcome;
  }

  private static final class Target implements Consumer<Path> {
    private @Nullable Path file;

    @Override
    public void accept(Path told) {
      file = told;
    }
  }

  /** In naps, for a user who stops it does not wait. */
  private static void sleep(long millis, Cancellation cancellation) throws CancelledException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      cancellation.throwIfCancelled();
      try {
        Thread.sleep(NAP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancelledException();
      }
    }
  }
}
