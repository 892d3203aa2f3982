package afterimage.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process's own folder for temporary files, {@code afterimage-tmp-…}, which nobody else may
 * enter. It goes with the process; one whose process was killed is swept by the next. A lock tells
 * which is which: it dies with its process, whatever number that had and in whatever container it
 * ran.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TemporaryFolder.class.getName());

  /** How names begin. */
  public static final String PREFIX = "afterimage-tmp-";

  /** Launchers give the number of their process, which becomes the program's. */
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})");

  private static final String LOCK = ".lock";
  private static final String PROBE = ".probe";

  /**
   * Until a process has its lock, if its number is not known. Killed before, it leaves a folder.
   */
  private static final Duration STARTING = Duration.ofHours(1);

  /** What must fit into a folder that can be used; bytes. */
  private static final int MIN_ROOM = 64 << 10;

  /** Real paths. A second look at a lock of this process's own would let it go (POSIX). */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private TemporaryFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder for this process, or for the one that takes its place, and sees whether it has
   * some room.
   *
   * @param folder a name beginning with {@link #PREFIX} in a folder that exists
   * @return false, and nothing is left, if it exists already, or cannot be made or written to
   */
  public static boolean make(Path folder) {
    try {
      Files.createDirectory(folder, ownerOnly(folder));
      Path probe = folder.resolve(PROBE);
      try {
        Files.write(probe, new byte[MIN_ROOM]);
        return true;
      } catch (IOException e) {
        Files.deleteIfExists(probe);
        Files.delete(folder);
        return false;
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Takes the folder over until {@link #close}, or until the process ends.
   *
   * @param folder as {@link #make} or the program's launcher made it
   * @throws IOException if it is not there, not empty, not this user's own, or open to others
   */
  public static TemporaryFolder claim(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(folder.toString());
    }
    if (!isEmpty(folder)) {
      throw new DirectoryNotEmptyException(folder.toString());
    }
    Path unlocked = folder.resolve(PROBE);
    FileChannel lock =
        FileChannel.open(unlocked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      requireOwn(folder, unlocked);
      if (lock.tryLock() == null) {
        throw new FileSystemException(folder.toString(), null, "no lock can be had");
      }
      OWN.add(folder.toRealPath());
      // Locked from the first moment that others look at it.
      Files.move(unlocked, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
      return new TemporaryFolder(folder, lock);
    } catch (IOException | UnsupportedOperationException e) {
      lock.close();
      Files.deleteIfExists(unlocked);
      throw new IOException(folder + " cannot be used", e);
    }
  }

  /** Removes what processes that were killed have left in a folder. */
  public static void sweep(Path base) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(base, PREFIX + "*")) {
      for (Path folder : folders) {
        sweepOne(folder);
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(System.Logger.Level.DEBUG, "nothing to sweep in " + base, e);
    }
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /** Removes it with all that is in it. */
  @Override
  public void close() {
    try {
      delete(folder);
      lock.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, folder + " stays for the next start", e);
    }
  }

  private static void sweepOne(Path folder) {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          || OWN.contains(folder.toRealPath())) {
        return;
      }
      Path file = folder.resolve(LOCK);
      try (FileChannel lock =
          FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        if (lock.tryLock() != null) {
          delete(folder);
        }
      } catch (NoSuchFileException e) {
        if (isOfNobody(folder)) {
          delete(folder);
        }
      }
    } catch (IOException | OverlappingFileLockException e) {
      LOG.log(System.Logger.Level.DEBUG, folder + " is left alone", e);
    }
  }

  /**
   * Whether a folder without a lock is of a process that was killed before it had one. Should one
   * be just starting, in a container with numbers of its own, then it makes another folder.
   */
  private static boolean isOfNobody(Path folder) throws IOException {
    Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
    Instant changed = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
    if (name.matches()) {
      return WritingProcess.hasEnded(Long.parseLong(name.group(1)), changed);
    }
    return changed.isBefore(Instant.now().minus(STARTING)) && isEmpty(folder);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      return !files.iterator().hasNext();
    }
  }

  /** The lock goes last: until then, a second attempt finds it. */
  private static void delete(Path folder) throws IOException {
    FolderRemoval.remove(folder, folder.resolve(LOCK));
  }

  /** A file made there is this user's; so must the folder be. */
  private static void requireOwn(Path folder, Path file) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return;
    }
    PosixFileAttributes attributes = view.readAttributes();
    if (!attributes.owner().equals(Files.getOwner(file))
        || !attributes.permissions().equals(PosixFilePermissions.fromString("rwx------"))) {
      throw new FileSystemException(folder.toString(), null, "it is not this user's alone");
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
    };
  }
}
