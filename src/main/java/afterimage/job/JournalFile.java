package afterimage.job;

import afterimage.file.Aside;
import afterimage.file.AtomicFile;
import afterimage.file.ForeignFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a journal on the disk. What cannot be read is kept aside and never written over. Not
 * thread-safe.
 */
final class JournalFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JournalFile.class.getName());

  /** Bytes; a million items. */
  private static final int MAX_BYTES = 1 << 30;

  private static final int MAX_TRIES = 3;
  private static final long BETWEEN_TRIES_MILLIS = 100;

  private final Path file;
  private @Nullable Path aside;
  private @Nullable FileChannel channel;

  JournalFile(Path file) {
    this.file = file;
  }

  /**
   * Its lines; none if there is no such file, or if it cannot be read and has been moved aside.
   *
   * @throws IOException if it can neither be read nor moved
   */
  List<String> read() throws IOException {
    for (int i = 1; ; i++) {
      try {
        byte[] bytes = ForeignFile.readAllBytes(file, MAX_BYTES);
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
      } catch (NoSuchFileException e) {
        return List.of();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "the journal cannot be read", e);
        if (i == MAX_TRIES || !pause()) {
          aside = Aside.move(file);
          return List.of();
        }
      }
    }
  }

  /** Keeps lines that make no sense, before the file is written anew without them. */
  void keepAside(List<String> damaged) throws IOException {
    String text = String.join("\n", damaged) + "\n";
    aside = Aside.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Where what could not be read is now; null if all could. */
  @Nullable Path aside() {
    return aside;
  }

  /** Writes the file anew, whole or not at all, and goes on at its end. */
  void begin(List<String> lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String line : lines) {
      bytes.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    AtomicFile.write(file, bytes.toByteArray(), AtomicFile.Access.OWNER);
    channel = FileChannel.open(file, StandardOpenOption.APPEND);
  }

  boolean isOpen() {
    return channel != null && channel.isOpen();
  }

  /**
   * Adds a line that reaches the disk: the whole of it or, where the disk is full, nothing, for the
   * next one is not to follow half.
   */
  void append(String line) throws IOException {
    FileChannel out = channel;
    if (out == null) {
      throw new IOException("the journal is not open");
    }
    long end = out.size();
    try {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(false);
    } catch (IOException e) {
      takeBack(out, end, e);
      throw e;
    }
  }

  private static void takeBack(FileChannel out, long end, IOException cause) {
    try {
      out.truncate(end);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(BETWEEN_TRIES_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
