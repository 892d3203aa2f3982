package afterimage.catalog.download;

import afterimage.file.AtomicFile;
import afterimage.settings.JsonFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a file that is being fetched, beside its place as {@code NAME.part}, and what is
 * known of where it came from in {@code NAME.part.json}. Whoever holds the claim on it may open it.
 * For one thread.
 */
final class PartialFile implements AutoCloseable {
  private static final String ENDING = ".part";
  private static final int BUFFER = 1 << 20;

  private final Path file;
  private final Path stateFile;
  private final FileChannel channel;
  private final MessageDigest digest = sha256();
  private @Nullable State state;
  private long length;
  private long digested;

  /**
   * Where the bytes came from.
   *
   * @param address that was asked
   * @param validator the server's mark of this version of the file, or null if it gives none
   * @param sha256 the whole file's digest as it was known then, or null
   */
  record State(String address, @Nullable String validator, @Nullable String sha256) {}

  private PartialFile(Path file, Path stateFile, FileChannel channel, @Nullable State state)
      throws IOException {
    this.file = file;
    this.stateFile = stateFile;
    this.channel = channel;
    this.state = state;
    this.length = channel.size();
  }

  /** What a file's beginning is called. */
  static Path of(Path target) {
    return target.resolveSibling(target.getFileName() + ENDING);
  }

  private static Path stateOf(Path part) {
    return part.resolveSibling(part.getFileName() + ".json");
  }

  /**
   * Opens what there is of a file, or begins it. No link is followed.
   *
   * @throws IOException if the folder cannot be written to
   */
  static PartialFile open(Path target) throws IOException {
    Path file = of(target);
    Path stateFile = stateOf(file);
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      return new PartialFile(file, stateFile, channel, readState(stateFile));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Without a state that can be read, nobody knows where the bytes came from. */
  private static @Nullable State readState(Path stateFile) {
    try {
      return JsonFile.read(stateFile, State.class).orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  /** Removes what there is of a file. */
  static void remove(Path target) throws IOException {
    Path file = of(target);
    Files.deleteIfExists(file);
    Files.deleteIfExists(stateOf(file));
  }

  /** Where it is. */
  Path path() {
    return file;
  }

  /** How many bytes are there. */
  long length() {
    return length;
  }

  /** Where they came from, if that is known. */
  Optional<State> state() {
    return Optional.ofNullable(state);
  }

  /** Records where the bytes come from, before any more are written. */
  void adopt(State now) throws IOException {
    if (!now.equals(state)) {
      JsonFile.write(stateFile, now);
      state = now;
    }
  }

  /** Writes bytes behind those that are there. */
  void append(byte[] bytes, int offset, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, count);
    int written = 0;
    try {
      while (buffer.hasRemaining()) {
        written += channel.write(buffer, length + written);
      }
    } finally {
      // What a full disk still took is there as well.
      if (digested == length) {
        digest.update(bytes, offset, written);
        digested += written;
      }
      length += written;
    }
  }

  /**
   * Compares bytes that are there with others.
   *
   * @return how many are the same, from the first on
   */
  int same(long at, byte[] others, int count) throws IOException {
    ByteBuffer there = ByteBuffer.allocate(count);
    while (there.hasRemaining()) {
      if (channel.read(there, at + there.position()) < 0) {
        break;
      }
    }
    int differs = Arrays.mismatch(there.array(), 0, there.position(), others, 0, count);
    return differs < 0 ? count : differs;
  }

  /** Cuts off what is behind a place. */
  void truncate(long to) throws IOException {
    channel.truncate(to);
    length = to;
    if (digested > to) {
      digest.reset();
      digested = 0;
    }
  }

  /**
   * Digests all that is there and has not been digested.
   *
   * @param goesOn told how many bytes are done, says whether to go on
   * @return false if it was stopped
   */
  boolean digestAll(LongPredicate goesOn) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, length - digested))];
    while (digested < length) {
      ByteBuffer into = ByteBuffer.wrap(buffer);
      int read = channel.read(into, digested);
      if (read < 0) {
        throw new IOException(file + " became shorter");
      }
      digest.update(buffer, 0, read);
      digested += read;
      if (!goesOn.test(digested)) {
        return false;
      }
    }
    return true;
  }

  /** The digest of all that is there, in hexadecimal; {@link #digestAll} comes before. */
  String digestInHex() {
    if (digested != length) {
      throw new IllegalStateException("not all of it was digested");
    }
    String hex = HexFormat.of().formatHex(digest.digest());
    digested = 0; // The digest has begun anew.
    return hex;
  }

  /**
   * Brings it to the disk and to its place.
   *
   * @throws FileAlreadyExistsException if there is a file meanwhile
   */
  void moveTo(Path target) throws IOException {
    channel.force(true);
    channel.close();
    AtomicFile.moveIfAbsent(file, target);
    Files.deleteIfExists(stateFile);
  }

  /** Begins anew. */
  void clear() throws IOException {
    truncate(0);
    state = null;
    Files.deleteIfExists(stateFile);
  }

  /** Keeps what is there; of nothing, no trace. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (length == 0) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(stateFile);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
