package afterimage.app;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a later start says to the studio that is open: "AFIM", the version 1, the number of files
 * (int), and each one's absolute path as its length in bytes (int) and UTF-8. The answer is one
 * byte, 1. All numbers are big-endian.
 */
final class OpenMessage {
  private static final int MAGIC = 0x4146494D;
  private static final int VERSION = 1;
  private static final int ACKNOWLEDGED = 1;

  /** More files than a shell puts on a command line. */
  static final int MAX_FILES = 100_000;

  /** Bytes; the longest path of any system. */
  static final int MAX_PATH = 128 * 1024;

  /** Bytes of all paths together. */
  static final int MAX_BYTES = 16 << 20;

  private OpenMessage() {}

  static void write(List<Path> files, OutputStream stream) throws IOException {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(buffer);
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeInt(files.size());
    for (Path file : files) {
      byte[] path = file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
      out.writeInt(path.length);
      out.write(path);
    }
    stream.write(buffer.toByteArray());
    stream.flush();
  }

  /**
   * Reads a message, trusting nothing in it.
   *
   * @throws IOException if it is not one: wrong beginning, too much, too long, cut off, or with a
   *     path that is none or not absolute
   */
  static List<Path> read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    if (in.readInt() != MAGIC || in.readInt() != VERSION) {
      throw new IOException("another kind of message");
    }
    int count = within(in.readInt(), MAX_FILES, "files");
    int left = MAX_BYTES;
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = within(in.readInt(), Math.min(left, MAX_PATH), "bytes");
      left -= length;
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new IOException("a message that ends early");
      }
      files.add(path(bytes));
    }
    return List.copyOf(files);
  }

  static void acknowledge(OutputStream out) throws IOException {
    out.write(ACKNOWLEDGED);
    out.flush();
  }

  static boolean isAcknowledged(InputStream in) throws IOException {
    return in.read() == ACKNOWLEDGED;
  }

  private static int within(int value, int most, String what) throws IOException {
    if (value < 0 || value > most) {
      throw new IOException("a message of " + value + " " + what);
    }
    return value;
  }

  private static Path path(byte[] bytes) throws IOException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Path path = Path.of(text);
      if (!path.isAbsolute()) {
        throw new IOException("a relative path");
      }
      return path;
    } catch (InvalidPathException | CharacterCodingException e) {
      throw new IOException("a path that is none", e);
    }
  }
}
