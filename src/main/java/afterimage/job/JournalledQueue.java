package afterimage.job;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.RefineListener;
import afterimage.file.FileClaim;
import afterimage.image.DiskFullException;
import afterimage.image.FullDisk;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.message.Messages;
import afterimage.message.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A queue that outlives the program: items are in the journal before they run, results lie in their
 * files before they count as done. Callers never wait for the disk; the journal has its own thread.
 * After a crash at any moment what had ended stays ended, what ran runs again, and no file is half
 * written.
 */
public final class JournalledQueue implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JournalledQueue.class.getName());

  private final JobQueue queue;
  private final Journal journal;
  private final String program;
  private final StatePaths paths;

  /** Of items that the disk has refused so far, by their ids: who tries again needs them. */
  private final Map<String, Picture> unwrittenMasks = new ConcurrentHashMap<>();

  private final ExecutorService notes =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform()
              .daemon(true)
              .name("journal")
              .uncaughtExceptionHandler(
                  (_, e) -> LOG.log(System.Logger.Level.ERROR, "a note went wrong", e))
              .factory());

  private JournalledQueue(JobQueue queue, Journal journal, Path folder, String program) {
    this.queue = queue;
    this.journal = journal;
    this.paths = new StatePaths(folder);
    this.program = program;
  }

  /**
   * A queue with its journal in a folder.
   *
   * @param queue does the work; closed with this
   * @param folder of the journal
   * @param program what results say made them
   * @throws FileClaim.HeldException if another program, or this one, has it open
   * @throws IOException if the disk refuses
   */
  public static JournalledQueue open(JobQueue queue, Path folder, String program)
      throws IOException {
    Journal journal = Journal.open(folder.resolve("queue.jsonl"));
    for (QueueItem item : journal.waiting()) {
      sweep(item.target().toAbsolutePath().resolveSibling(".").normalize());
    }
    JournalledQueue opened = new JournalledQueue(queue, journal, folder, program);
    journal.done().forEach(opened::dropMask); // Killed between a result and its line.
    return opened;
  }

  /** Where lines of the journal that could not be read are kept, if there were some. */
  public Optional<Path> aside() {
    return journal.aside();
  }

  /** Items that a former run of the program did not end; {@link #again} runs them. */
  public List<QueueItem> waiting() {
    return journal.waiting();
  }

  /** Items with a result that nobody has taken over by {@link #forget}. */
  public List<QueueItem> done() {
    return journal.done();
  }

  /** Items that failed, in former runs of the program, too. */
  public List<FailedItem> failed() {
    return journal.failed();
  }

  /** An item failed: it stays in the journal until {@link #forget}. */
  public void failed(String id, Problem problem) {
    note(() -> journal.failed(id, problem));
  }

  /** Adds a new item at the end. It fails, before it begins, if it cannot be noted down. */
  public Job submit(QueueItem item, JobListener listener) {
    return submit(item, null, Place.END, listener);
  }

  /**
   * Adds a new item with its mask, which is on the disk before the item counts as asked for.
   *
   * @param mask goes into the item's file for it; null for an item without
   * @param place in the order, also after a restart
   */
  public Job submit(QueueItem item, @Nullable Picture mask, Place place, JobListener listener) {
    if (mask != null) {
      unwrittenMasks.put(item.id(), mask);
    }
    return queue.submit(new NotedWork(item, note(item, place)), place, listener);
  }

  /** Adds an item that failed once more, with the mask that it had. */
  public Job retry(QueueItem item, JobListener listener) {
    return queue.submit(new NotedWork(item, note(item, Place.END)), Place.END, listener);
  }

  private Callable<QueueItem> note(QueueItem item, Place place) {
    return () -> {
      Path file = item.mask();
      Picture mask = unwrittenMasks.get(item.id());
      if (mask != null && file != null) {
        PictureWriter.write(
            mask, file, WriteOptions.DEFAULT.overwriting(true), PictureMetadata.NONE);
      }
      journal.add(item, place);
      unwrittenMasks.remove(item.id());
      return item;
    };
  }

  /** Adds an item that the journal knows already, as after a restart. */
  public Job again(QueueItem item, JobListener listener) {
    return queue.submit(new NotedWork(item, null), Place.END, listener);
  }

  /**
   * What lies in these files is kept by somebody else: items that are done there matter no more.
   */
  public void forgetDone(Set<Path> files) {
    journal.done().stream()
        .filter(item -> files.contains(item.target()))
        .forEach(item -> forget(item.id()));
  }

  /** Adds something to try out: it is not noted down, and gone with the program. */
  public Job attempt(ImageRequest request, JobListener listener) {
    return queue.submit(request, listener);
  }

  /** An item matters no more: cancelled, given up, or its result is kept by somebody else. */
  public void forget(String id) {
    note(
        () -> {
          unwrittenMasks.remove(id);
          journal.forget(id).ifPresent(this::dropMask);
        });
  }

  /** A mask is of no use once its item has ended. */
  private void dropMask(QueueItem item) {
    Path mask = item.mask();
    if (mask != null && paths.isOwn(mask)) {
      try {
        Files.deleteIfExists(mask);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.INFO, "a mask stays", e);
      }
    }
  }

  private interface Note {
    void write() throws IOException;
  }

  private void note(Note note) {
    try {
      notes.execute(
          () -> {
            try {
              note.write();
            } catch (IOException e) {
              LOG.log(System.Logger.Level.WARNING, "the journal cannot be written", e);
            }
          });
    } catch (RejectedExecutionException closed) {
      LOG.log(System.Logger.Level.DEBUG, "closed: the next start asks again", closed);
    }
  }

  public void pause() {
    queue.pause();
  }

  public void resume() {
    queue.resume();
  }

  /** Moves a waiting job, see {@link JobQueue#move}. The journal keeps the order of submission. */
  public void move(Job job, int by) {
    queue.move(job, by);
  }

  /** Stops what runs. Items that have not ended run again after the next start. */
  @Override
  public void close() {
    queue.close();
    notes.close();
    try {
      journal.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the journal cannot be closed", e);
    }
  }

  /** What a killed program was writing. */
  private static void sweep(Path folder) {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(folder, PictureWriter.TEMPORARY_FILES)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "nothing to sweep", e);
    }
  }

  private static EngineException unwritable(Throwable cause) {
    return new EngineException(
        Messages.of("job.journal", reason(cause)), Messages.of("job.journal.remedy"), cause);
  }

  /** In a sentence's middle: what happened, without advice and full stop. */
  private static String reason(Throwable cause) {
    String what = cause instanceof PictureException e ? e.what() : cause.getMessage();
    return String.valueOf(what).replaceFirst("\\.$", "");
  }

  private final class NotedWork implements Work {
    private final QueueItem item;
    private final @Nullable Callable<QueueItem> note;
    private @Nullable Future<QueueItem> noted;
    private ItemWork.@Nullable Made unwritten;

    /**
     * @param note puts it into the journal; null where it is there already
     */
    NotedWork(QueueItem item, @Nullable Callable<QueueItem> note) {
      this.item = item;
      this.note = note;
      this.noted = note == null ? null : notes.submit(note);
    }

    @Override
    public ImageResult run(ImageEngine engine, RefineListener listener, Cancellation cancellation)
        throws EngineException, CancelledException, HeldException {
      awaitNote();
      ItemWork.Made made = unwritten;
      unwritten = null;
      try {
        if (made == null) {
          made = new ItemWork(item, program).make(engine, listener, cancellation);
        }
        PictureWriter.write(
            made.result().picture(),
            item.target(),
            WriteOptions.DEFAULT.overwriting(true),
            made.metadata());
        journal.done(item.id());
        dropMask(item); // It may run again until it is noted down as done.
        return made.result();
      } catch (DiskFullException e) {
        unwritten = made; // It is written when the queue goes on, and not made once more.
        throw held(e.what(), e);
      } catch (PictureException e) {
        throw new EngineException(e.problem(), e);
      } catch (EngineException e) {
        if (isDiskFull(e.getCause())) {
          throw held(e.what(), e);
        }
        throw e;
      } catch (IOException e) {
        if (!isDiskFull(e)) {
          throw unwritable(e);
        }
        unwritten = made;
        throw held(unwritable(e).what(), e);
      }
    }

    /** What runs is in the journal first. */
    private void awaitNote() throws EngineException, HeldException {
      try {
        if (note != null) {
          Future<QueueItem> asked = noted == null ? notes.submit(note) : noted;
          noted = asked;
          asked.get();
        }
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        noted = null;
        if (isDiskFull(cause)) {
          throw held(unwritable(cause).what(), cause);
        }
        throw unwritable(cause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unwritable(e);
      }
    }
  }

  private static boolean isDiskFull(@Nullable Throwable cause) {
    return cause instanceof DiskFullException
        || (cause instanceof IOException failure && FullDisk.isCause(failure));
  }

  private static HeldException held(String what, Throwable cause) {
    return new HeldException(new Problem(what, Messages.of("job.held.remedy")), cause);
  }
}
