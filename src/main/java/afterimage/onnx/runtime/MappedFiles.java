package afterimage.onnx.runtime;

import afterimage.engine.EngineException;
import afterimage.file.ReadLease;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Files with weights that ONNX Runtime reads in place. One that becomes shorter while a kernel
 * reads it ends the whole process (SIGBUS), so nobody reads them but under a {@link Hold}: there
 * every file has been found to be what it was, on Linux nobody can change it until the hold is
 * released, and elsewhere it is at least looked at again and again.
 */
final class MappedFiles {
  private static final long PERIOD_MILLIS = 50;
  private static final int TRIES = 10;
  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("weights-watch").factory());

  private final List<Seen> files;

  private MappedFiles(List<Seen> files) {
    this.files = files;
  }

  /** Remembers files as they are now. */
  static MappedFiles of(Collection<Path> files) throws EngineException {
    List<Seen> seen = new ArrayList<>();
    for (Path file : files) {
      try {
        seen.add(Seen.now(file));
      } catch (IOException e) {
        throw changed(file);
      }
    }
    return new MappedFiles(List.copyOf(seen));
  }

  private record Seen(Path file, long bytes, FileTime modified) {

    static Seen now(Path file) throws IOException {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Seen(file, found.size(), found.lastModifiedTime());
    }

    boolean isUnchanged() {
      try {
        return equals(now(file));
      } catch (IOException e) {
        return false;
      }
    }
  }

  /**
   * Keeps the files as they are.
   *
   * @param stop is called, once and from another thread, when somebody wants to change one: what
   *     reads them must then come to an end and release the hold
   * @throws EngineException if one is no longer what it was, or open for writing
   */
  Hold hold(Runnable stop) throws EngineException {
    Hold hold = new Hold();
    try {
      for (Seen seen : files) {
        take(seen.file).ifPresent(hold.leases::add);
      }
      for (Seen seen : files) {
        if (!seen.isUnchanged()) {
          throw changed(seen.file);
        }
      }
      if (!files.isEmpty()) {
        hold.watch(stop);
      }
      return hold;
    } catch (EngineException e) {
      hold.close();
      throw e;
    }
  }

  /** Somebody who writes may be about to end. */
  private static Optional<ReadLease> take(Path file) throws EngineException {
    for (int tries = 0; ; tries++) {
      try {
        return ReadLease.take(file);
      } catch (ReadLease.OpenForWritingException e) {
        if (tries == TRIES) {
          throw new EngineException(
              Messages.of("checkpoint.writing", file), Messages.of("checkpoint.writing.remedy"), e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS));
      }
    }
  }

  private static EngineException changed(Path file) {
    return new EngineException(
        Messages.of("checkpoint.changed", file), Messages.of("checkpoint.changed.remedy"));
  }

  /** Until this is closed the files are read. For one thread. */
  final class Hold implements AutoCloseable {
    private final List<ReadLease> leases = new ArrayList<>();
    private Future<?> watch = java.util.concurrent.CompletableFuture.completedFuture(null);
    private boolean closed;
    private boolean broken;

    private void watch(Runnable stop) {
      watch =
          WATCH.scheduleWithFixedDelay(
              () -> look(stop), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void look(Runnable stop) {
      if (closed || broken) {
        return;
      }
      broken =
          leases.stream().anyMatch(ReadLease::isWanted)
              || !files.stream().allMatch(Seen::isUnchanged);
      if (broken) {
        stop.run();
      }
    }

    /** What is said of a run that was stopped for the files' sake; nothing else if it was not. */
    synchronized void requireUnbroken() throws EngineException {
      if (broken) {
        throw new EngineException(
            Messages.of("checkpoint.changing", files.getFirst().file),
            Messages.of("checkpoint.changing.remedy"));
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      watch.cancel(false);
      leases.forEach(ReadLease::close);
      leases.clear();
    }
  }
}
