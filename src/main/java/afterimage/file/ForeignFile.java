package afterimage.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that somebody else made. It is opened only if it is a plain file, since reading a named
 * pipe or a device may never end, and never read beyond what its reader can use.
 */
public final class ForeignFile {
  private ForeignFile() {}

  /**
   * Makes sure that a file is a plain one; links to plain files are.
   *
   * @return its size in bytes
   * @throws NoSuchFileException if there is none
   * @throws NotPlainFileException if it is a folder, a pipe, a socket or a device
   * @throws IOException if it may not be looked at
   */
  public static long requirePlain(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new NotPlainFileException(file, attributes.isDirectory());
    }
    return attributes.size();
  }

  /**
   * Reads a plain file whole.
   *
   * @param limit the most bytes to read
   * @throws FileTooLargeException if it has more, also if it grows meanwhile
   * @throws IOException as {@link #requirePlain}, or if the disk refuses
   */
  public static byte[] readAllBytes(Path file, int limit) throws IOException {
    if (requirePlain(file) > limit) {
      throw new FileTooLargeException(file, limit);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit);
      if (bytes.length == limit && in.read() >= 0) {
        throw new FileTooLargeException(file, limit);
      }
      return bytes;
    }
  }

  /** Not a plain file. */
  public static final class NotPlainFileException extends FileSystemException {
    private static final long serialVersionUID = 1L;
    private final boolean folder;

    private NotPlainFileException(Path file, boolean folder) {
      super(file.toString(), null, folder ? "it is a folder" : "it is a pipe or a device");
      this.folder = folder;
    }

    /** Whether it is a folder, else a pipe, a socket or a device. */
    public boolean isFolder() {
      return folder;
    }
  }

  /** More bytes than a file of its kind can have. */
  public static final class FileTooLargeException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    private FileTooLargeException(Path file, int limit) {
      super(file.toString(), null, "it has more than " + limit + " bytes");
    }
  }
}
