package afterimage.job;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.RefineEngine;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineRequest;
import afterimage.engine.RefineResult;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
  private final ExecutorService notes =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon(true).name("journal").factory());

  private JournalledQueue(JobQueue queue, Journal journal, String program) {
    this.queue = queue;
    this.journal = journal;
    this.program = program;
  }

  /**
   * A queue with its journal in a folder.
   *
   * @param queue does the work; closed with this
   * @param folder of the journal, which one program at a time may use
   * @param program what results say made them
   * @throws IOException if the disk refuses
   */
  public static JournalledQueue open(JobQueue queue, Path folder, String program)
      throws IOException {
    Journal journal = Journal.open(folder.resolve("queue.jsonl"));
    for (QueueItem item : journal.waiting()) {
      sweep(item.target().toAbsolutePath().resolveSibling(".").normalize());
    }
    return new JournalledQueue(queue, journal, program);
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
  public void failed(String id, String what, String remedy) {
    note(() -> journal.failed(id, what, remedy));
  }

  /** Adds a new item at the end. It fails, before it begins, if it cannot be noted down. */
  public Job submit(QueueItem item, JobListener listener) {
    return submit(item, null, listener);
  }

  /**
   * Adds a new item with its mask, which is on the disk before the item counts as asked for.
   *
   * @param mask goes into the item's file for it; null for an item without
   */
  public Job submit(QueueItem item, @Nullable Picture mask, JobListener listener) {
    Future<?> noted =
        notes.submit(
            () -> {
              if (mask != null && item.mask() != null) {
                PictureWriter.write(
                    mask,
                    item.mask(),
                    WriteOptions.DEFAULT.overwriting(true),
                    PictureMetadata.NONE);
              }
              journal.add(item);
              return item;
            });
    return queue.submit(new NotedWork(item, noted), listener);
  }

  /** Adds an item that the journal knows already, as after a restart. */
  public Job again(QueueItem item, JobListener listener) {
    return queue.submit(new NotedWork(item, CompletableFuture.completedFuture(item)), listener);
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
  public Job attempt(RefineRequest request, JobListener listener) {
    return queue.submit(request, listener);
  }

  /** An item matters no more: cancelled, given up, or its result is kept by somebody else. */
  public void forget(String id) {
    note(() -> journal.forget(id));
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
        Messages.of("job.journal", String.valueOf(cause.getMessage())),
        Messages.of("job.journal.remedy"),
        cause);
  }

  private final class NotedWork implements Work {
    private final QueueItem item;
    private final Future<?> noted;

    NotedWork(QueueItem item, Future<?> noted) {
      this.item = item;
      this.noted = noted;
    }

    @Override
    public RefineResult run(RefineEngine engine, RefineListener listener, Cancellation cancellation)
        throws EngineException, CancelledException {
      awaitNote();
      try {
        ItemWork.Made made = new ItemWork(item, program).make(engine, listener, cancellation);
        PictureWriter.write(
            made.result().picture(),
            item.target(),
            WriteOptions.DEFAULT.overwriting(true),
            made.metadata());
        journal.done(item.id());
        return made.result();
      } catch (PictureException e) {
        throw new EngineException(e.what(), e.remedy(), e);
      } catch (IOException e) {
        throw unwritable(e);
      }
    }

    /** What runs is in the journal first. */
    private void awaitNote() throws EngineException {
      try {
        noted.get();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        throw unwritable(cause == null ? e : cause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unwritable(e);
      }
    }
  }
}
