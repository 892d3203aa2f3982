package afterimage.app;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the studio to one process a user. The first holds a lock on {@code studio.lock} and listens
 * at the Unix domain socket {@code studio.sock}, in a folder that only the user may enter; later
 * ones send their files there and end.
 *
 * <p>A lock dies with its process, so a crash leaves nothing in the way: whoever gets the lock
 * replaces the socket's file. Where no lock or socket can be had, the studio opens on its own: one
 * window too many is better than none, and the session's folder has a lock of its own.
 */
final class SingleInstance implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SingleInstance.class.getName());

  /** How long a later start waits for the first to listen and to answer. */
  private static final long PATIENCE_MILLIS = 5000;

  private static final long RETRY_MILLIS = 50;

  private final FileChannel lockFile;
  private final ServerSocketChannel server;
  private final Path socket;
  private final List<List<Path>> waiting = new ArrayList<>();
  private @Nullable Consumer<List<Path>> listener;

  private SingleInstance(FileChannel lockFile, ServerSocketChannel server, Path socket) {
    this.lockFile = lockFile;
    this.server = server;
    this.socket = socket;
  }

  /**
   * How a claim went.
   *
   * @param handedOver whether another process took the files: this one has nothing left to do
   * @param instance the claim, if this process is the first
   */
  record Claim(boolean handedOver, Optional<SingleInstance> instance) {}

  /**
   * Claims to be the only studio, or hands {@code files} to the one that is.
   *
   * @param folder for lock and socket; made if it is not there
   * @param files pictures and folders to open, possibly none
   */
  static Claim claim(Path folder, List<Path> files) {
    try {
      Files.createDirectories(folder);
      closeToOthers(folder);
      Path socket = folder.resolve("studio.sock");
      FileChannel lockFile =
          FileChannel.open(
              folder.resolve("studio.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(lockFile);
      if (lock != null) {
        return new Claim(false, Optional.of(serve(lockFile, socket)));
      }
      return new Claim(handOver(socket, files), Optional.empty());
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "no single instance in " + folder, e);
      return new Claim(false, Optional.empty());
    }
  }

  /**
   * Takes what later starts send, from now on and what has come already.
   *
   * @param taker called on a thread of its own, possibly with no files: then the window is wanted
   */
  synchronized void listen(Consumer<List<Path>> taker) {
    listener = taker;
    waiting.forEach(taker);
    waiting.clear();
  }

  @Override
  public void close() {
    try {
      // In this order: while the lock is held, nobody else makes a socket of this name.
      server.close();
      Files.deleteIfExists(socket);
      lockFile.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot give up " + socket, e);
    }
  }

  private static SingleInstance serve(FileChannel lockFile, Path socket) throws IOException {
    try {
      Files.deleteIfExists(socket);
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      SingleInstance instance = new SingleInstance(lockFile, server, socket);
      Thread.ofPlatform().daemon(true).name("single-instance").start(instance::accept);
      return instance;
    } catch (IOException | UnsupportedOperationException e) {
      // Without a socket the lock would only keep others waiting.
      lockFile.close();
      throw e;
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel caller = server.accept();
        // One that says nothing must not keep others from being heard.
        Thread.ofVirtual().start(() -> answer(caller));
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "no longer listening", e);
        return;
      }
    }
  }

  private void answer(SocketChannel caller) {
    try (caller) {
      Thread.ofVirtual().start(() -> closeLater(caller));
      List<Path> files = OpenMessage.read(Channels.newInputStream(caller));
      take(files);
      OpenMessage.acknowledge(Channels.newOutputStream(caller));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a later start was not understood", e);
    }
  }

  private synchronized void take(List<Path> files) {
    if (listener == null) {
      waiting.add(files);
    } else {
      listener.accept(files);
    }
  }

  /** Null if another process has it; the file is closed then, and after an error. */
  private static @Nullable FileLock lock(FileChannel lockFile) throws IOException {
    FileLock lock = null;
    try {
      lock = lockFile.tryLock();
      return lock;
    } catch (OverlappingFileLockException e) {
      throw new IOException("locked by this process", e);
    } finally {
      if (lock == null) {
        lockFile.close();
      }
    }
  }

  /** Returns whether the files were taken. */
  private static boolean handOver(Path socket, List<Path> files) {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (System.nanoTime() < end) {
      try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        Thread.ofVirtual().start(() -> closeLater(channel));
        OpenMessage.write(files, Channels.newOutputStream(channel));
        return OpenMessage.isAcknowledged(Channels.newInputStream(channel));
      } catch (IOException e) {
        // The first has its lock and not yet its socket, or is just going.
        if (!pause(RETRY_MILLIS)) {
          return false;
        }
      }
    }
    return false;
  }

  /** The only deadline that a Unix domain socket can have. */
  private static void closeLater(SocketChannel channel) {
    pause(PATIENCE_MILLIS);
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot close", e);
    }
  }

  private static boolean pause(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void closeToOthers(Path folder) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }
}
