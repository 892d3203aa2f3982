package afterimage.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that appears whole or not at all. It is written beside its place under a name of its own
 * (see {@link TemporaryName}), reaches the disk, and is moved there; {@link #close} removes what
 * was not {@linkplain #commit committed}. Nothing is ever written through a link that lies at a
 * temporary name. For one thread.
 */
public final class AtomicFile implements AutoCloseable {
  /** Who may read a new file. */
  public enum Access {
    /** Whoever the system's defaults allow, as for a picture. */
    SHARED,
    /** The owner alone, as for settings and sessions, where the file system knows owners. */
    OWNER
  }

  /** What to do with a file that is there already. */
  public enum Existing {
    /** The new file takes its place. */
    REPLACE,
    /**
     * It stays, and {@link AtomicFile#commit} fails, also if another process was a moment faster.
     */
    KEEP
  }

  private static final FileAttribute<?>[] NONE = {};

  private final Path target;
  private final Path temporary;

  private AtomicFile(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Begins a file, and makes the folders it lies in where they are missing.
   *
   * @throws IOException if the folder cannot be written to
   */
  public static AtomicFile begin(Path target, Access access) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new FileSystemException(target.toString(), null, "it is a drive's root");
    }
    createFolders(folder, access);
    while (true) {
      Path temporary = folder.resolve(TemporaryName.next());
      try {
        Files.createFile(temporary, owner(folder, access, "rw-------"));
        return new AtomicFile(absolute, temporary);
      } catch (FileAlreadyExistsException e) {
        // Somebody's file of that name; the next name is another.
      }
    }
  }

  /**
   * Writes a file that exists as bytes.
   *
   * @throws IOException if the disk refuses; nothing is left then
   */
  public static void write(Path target, byte[] bytes, Access access) throws IOException {
    try (AtomicFile file = begin(target, access)) {
      Files.write(file.temporary(), bytes);
      file.commit(Existing.REPLACE);
    }
  }

  /** Where to write until {@link #commit}; an empty file at first. */
  public Path temporary() {
    return temporary;
  }

  /**
   * Brings what was written to the disk and to its place.
   *
   * @throws FileAlreadyExistsException if the file is there and must be kept
   * @throws IOException if the disk refuses
   */
  public void commit(Existing existing) throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    switch (existing) {
      case REPLACE -> replace(temporary, target);
      case KEEP -> moveIfAbsent(temporary, target);
    }
  }

  /** Removes what was not committed. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // The next start sweeps it: Leftovers.
    }
  }

  private static void replace(Path file, Path target) throws IOException {
    try {
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
      Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Moves a file to a name that must be free, in the same folder or at least on the same disk. A
   * hard link fails where the name is taken, which no move does on POSIX. File systems without
   * links (FAT, some network shares) get an empty file first, by a call that fails likewise.
   *
   * @throws FileAlreadyExistsException if the name is taken
   * @throws IOException if the disk refuses
   */
  public static void moveIfAbsent(Path file, Path target) throws IOException {
    if (isLinked(file, target)) {
      Files.delete(file);
      return;
    }
    Files.createFile(target);
    try {
      replace(file, target);
    } catch (IOException e) {
      Files.deleteIfExists(target); // Still empty, and ours.
      throw e;
    }
  }

  private static boolean isLinked(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
      return true;
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      return false;
    }
  }

  /**
   * Makes a folder and those it lies in where they are missing.
   *
   * @throws IOException if the disk refuses
   */
  public static void createFolders(Path folder, Access access) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path existing = folder;
    while (existing.getParent() != null && !Files.isDirectory(existing)) {
      existing = existing.getParent();
    }
    Files.createDirectories(folder, owner(existing, access, "rwx------"));
  }

  private static FileAttribute<?>[] owner(Path folder, Access access, String permissions)
      throws IOException {
    boolean knowsOwners =
        access == Access.OWNER && Files.getFileStore(folder).supportsFileAttributeView("posix");
    return knowsOwners
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : NONE;
  }
}
