package afterimage.cli;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.RefineListener;
import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.image.DiskFullException;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes pictures request by request; one that fails, however it does, does not stop the rest. A
 * full disk, an engine that cannot start and a report that nobody takes any more do.
 */
final class BatchRun {
  private final ImageEngine engine;
  private final Files files;
  private final BatchConsole console;

  /**
   * How results are written.
   *
   * @param program name and version, for the settings in them
   * @param streamed sends them on, or null where they are files
   */
  record Files(WriteOptions options, String program, @Nullable StreamedResult streamed) {}

  /**
   * A request of the batch.
   *
   * @param input the picture that is refined, or null for pictures from noise
   * @param output what the user called the output
   * @param previews where previews go, or null for nowhere
   */
  record Task(
      @Nullable Path input, Path output, @Nullable PreviewFiles previews, Beginning beginning) {

    /** How messages call it. */
    Path subject() {
      return input == null ? output : input;
    }
  }

  /** Reads what a task starts from. */
  @FunctionalInterface
  interface Beginning {
    Begun begin(RefineListener listener) throws PictureException, KeptException;
  }

  /**
   * A task whose turn has come.
   *
   * @param targets a file for each picture
   * @param source what the source's file says of it
   * @param keptMap a folder for maps of what floors took back, or null
   */
  record Begun(
      ImageRequest request, List<Path> targets, PictureMetadata source, @Nullable Path keptMap) {}

  private record Made(Begun begun, ImageResult result) {}

  /**
   * How a task ended.
   *
   * @param failures pictures that failed
   * @param left pictures that were not written since those after them would fail, too
   * @param full whether the disk is
   */
  private record Ending(int failures, int left, boolean stops, boolean full) {
    Ending(int failures, int left, boolean stops) {
      this(failures, left, stops, false);
    }
  }

  BatchRun(ImageEngine engine, Files files, BatchConsole console) {
    this.engine = engine;
    this.files = files;
    this.console = console;
  }

  /**
   * Makes all pictures, or those for which the disk has room.
   *
   * @return how many failed or were not begun
   */
  int run(List<Task> tasks, Cancellation cancellation) throws CancelledException {
    int failures = 0;
    for (int i = 0; i < tasks.size(); i++) {
      cancellation.throwIfCancelled();
      Task task = tasks.get(i);
      Ending ending = run(task, console.begin(task.subject(), i + 1, tasks.size()), cancellation);
      failures += ending.failures;
      if (ending.stops) {
        int left = ending.left + tasks.size() - i - 1;
        console.stopped(left);
        return failures + left;
      }
    }
    return failures;
  }

  /** How a single task ended. */
  enum Outcome {
    /** Its results are there, be they of an earlier run. */
    DONE,
    FAILED,
    /** There is no room for it now. */
    FULL,
    /** No other would end better, or nobody listens any more. */
    USELESS
  }

  /** Makes the pictures of one task. */
  Outcome runOne(Task task, Cancellation cancellation) throws CancelledException {
    Ending ending = run(task, console.begin(task.subject(), 1, 1), cancellation);
    if (ending.full) {
      return Outcome.FULL;
    }
    if (ending.stops) {
      return Outcome.USELESS;
    }
    return ending.failures == 0 ? Outcome.DONE : Outcome.FAILED;
  }

  private Ending run(Task task, Progress progress, Cancellation cancellation)
      throws CancelledException {
    NoticeCollector listener = new NoticeCollector(progress, task.previews);
    Stopwatch watch = new Stopwatch();
    Failure failure;
    boolean stops = false;
    boolean full = false;
    try {
      Made made = make(task, listener, watch, cancellation);
      progress.clear();
      return write(task, made, listener, watch);
    } catch (KeptException e) {
      progress.clear();
      console.kept(PictureReport.kept(task, listener.notices()), e.getMessage());
      return new Ending(0, 0, console.isBroken());
    } catch (PictureException e) {
      failure = Failure.of(e);
      full = e instanceof DiskFullException;
      stops = full;
    } catch (EngineException e) {
      failure = Failure.of(e);
    } catch (GuardException e) {
      failure = Failure.of(task.subject().toString(), e);
      stops = isOfEngine(e);
    } finally {
      progress.clear();
    }
    console.failed(PictureReport.failed(task, failure, listener.notices()), failure);
    return new Ending(1, 0, stops || console.isBroken(), full);
  }

  /** The boundary around a request. */
  private Made make(Task task, NoticeCollector listener, Stopwatch watch, Cancellation cancellation)
      throws PictureException, KeptException, EngineException, CancelledException, GuardException {
    try {
      return Guard.<Made, Exception>call(
          () -> {
            Begun begun = task.beginning.begin(listener);
            watch.endLap("read");
            ImageResult result = engine.run(begun.request, listener, cancellation);
            watch.endLap("refine");
            return new Made(begun, result);
          });
    } catch (PictureException
        | KeptException
        | EngineException
        | CancelledException
        | GuardException
        | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a picture threw what it does not declare", e);
    }
  }

  /** Native libraries that cannot be loaded fail every picture alike. */
  private static boolean isOfEngine(GuardException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof LinkageError) {
        return true;
      }
    }
    return false;
  }

  /** Writes all pictures, or those for which the disk has room; one that fails fails alone. */
  private Ending write(Task task, Made made, NoticeCollector listener, Stopwatch watch) {
    int failures = 0;
    int count = made.result.pictures().size();
    for (int i = 0; i < count; i++) {
      Path target = made.begun.targets.get(i);
      Failure failure = null;
      boolean full = false;
      try {
        write(made, i, listener);
        if (files.streamed != null) {
          files.streamed.send(target);
        }
      } catch (PictureException e) {
        failure = Failure.of(e);
        full = e instanceof DiskFullException;
      } catch (GuardException e) {
        failure = Failure.of(target.toString(), e);
      }
      watch.endLap("write");
      PictureReport report =
          PictureReport.of(
              task,
              files.streamed == null ? target : StreamedResult.NAME,
              made.result,
              i,
              watch,
              listener.notices(),
              failure);
      if (failure == null) {
        console.done(report, made.result);
      } else {
        console.failed(report, failure);
        failures++;
      }
      if (console.isBroken()) {
        return new Ending(Math.max(1, failures), count - i - 1, true);
      }
      if (full) {
        return new Ending(failures, count - i - 1, true, true);
      }
    }
    return new Ending(failures, 0, false);
  }

  private void write(Made made, int index, NoticeCollector listener)
      throws PictureException, GuardException {
    PictureMetadata all = made.result.metadata(index, made.begun.source, files.program);
    Guard.call(
            () ->
                PictureWriter.write(
                    made.result.pictures().get(index),
                    made.begun.targets.get(index),
                    files.options,
                    files.options.metadata().of(all)))
        .forEach(listener::notice);
    if (made.begun.keptMap != null && index < made.result.givenBack().size()) {
      String problem =
          new KeptMap(made.begun.keptMap, files.options.overwrite())
              .write(made.result.givenBack().get(index), made.begun.targets.get(index));
      if (problem != null) {
        listener.notice(problem);
      }
    }
  }
}
