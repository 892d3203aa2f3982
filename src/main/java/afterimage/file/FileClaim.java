package afterimage.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A claim on a file, by a lock on a file beside it that is never replaced. It holds against other
 * processes, however they spell the path, and within this one; it dies with its process.
 */
public final class FileClaim implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FileClaim.class.getName());

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

  /** Held by this process. Opening and closing one of these files again would end its lock. */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path key;
  private final @Nullable FileChannel channel;

  private FileClaim(Path key, @Nullable FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /** Somebody else has the claim. */
  public static final class HeldException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    private HeldException(Path file) {
      super(file.toString(), null, "it is in use");
    }
  }

  /**
   * Claims a file, which need not exist; its folder is made where it is missing.
   *
   * @throws HeldException if another process or another part of this one has it
   * @throws IOException if the folder cannot be written to
   */
  public static FileClaim claim(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new FileSystemException(file.toString(), null, "it is a drive's root");
    }
    AtomicFile.createFolders(folder, AtomicFile.Access.OWNER);
    Path key = folder.toRealPath().resolve(absolute.getFileName() + ".lock");
    synchronized (HELD) {
      if (!HELD.add(key)) {
        throw new HeldException(file);
      }
      try {
        return new FileClaim(key, lock(file, key));
      } catch (IOException e) {
        HELD.remove(key);
        throw e;
      }
    }
  }

  /**
   * Claims a file as {@link #claim(Path)} and waits for whoever has it.
   *
   * @throws HeldException if it is not given up in time
   * @throws IOException if the folder cannot be written to
   */
  public static FileClaim claim(Path file, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return claim(file);
      } catch (HeldException e) {
        if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  /** Null where the file system knows no locks: then this process's own must do. */
  private static @Nullable FileChannel lock(Path file, Path key) throws IOException {
    FileChannel channel =
        FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (IOException | OverlappingFileLockException e) {
      LOG.log(System.Logger.Level.INFO, "no lock on " + key, e);
      channel.close();
      return null;
    }
    channel.close();
    throw new HeldException(file);
  }

  /** Gives the claim up. */
  @Override
  public void close() {
    synchronized (HELD) {
      HELD.remove(key);
      if (channel != null) {
        try {
          channel.close();
        } catch (IOException e) {
          LOG.log(System.Logger.Level.INFO, "cannot close " + key, e);
        }
      }
    }
  }
}
