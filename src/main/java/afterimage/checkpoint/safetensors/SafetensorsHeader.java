package afterimage.checkpoint.safetensors;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a safetensors file says it holds, checked against the file.
 *
 * <p>The format: eight bytes, the header's length as a little-endian integer; the header, a JSON
 * object in UTF-8, padded with spaces; then the tensors' bytes, without gaps. Source: the format's
 * description in the safetensors repository.
 *
 * @param file where it was read
 * @param fileBytes the file's size
 * @param tensors by key, in the header's order
 * @param metadata the texts under {@code __metadata__}
 * @param digest SHA-256 of the header, in hexadecimal
 */
public record SafetensorsHeader(
    Path file,
    long fileBytes,
    Map<String, TensorEntry> tensors,
    Map<String, String> metadata,
    String digest)
    implements TensorFile {

  /**
   * A fifth of the reference implementation's own limit, and a hundred times what a checkpoint of
   * thousands of tensors takes: what is read from it takes ten times as much memory.
   */
  static final long MAX_HEADER_BYTES = 20_000_000;

  private static final int LENGTH_BYTES = Long.BYTES;

  /**
   * Reads and checks a file's header; the tensors' bytes are not touched.
   *
   * @throws EngineException if the file is not a whole and sound safetensors file
   */
  public static SafetensorsHeader read(Path file) throws EngineException {
    try (FileChannel channel = TensorFile.open(file)) {
      long size = channel.size();
      ByteBuffer start = read(channel, 0, (int) Math.min(size, 64));
      ForeignFormat.refuse(file, start.duplicate());
      if (size < LENGTH_BYTES) {
        throw damaged(file, "checkpoint.header.ends", size);
      }
      long length = start.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
      if (length < 2 || length > MAX_HEADER_BYTES) {
        throw damaged(file, "checkpoint.header.length", Long.toUnsignedString(length));
      }
      if (length > size - LENGTH_BYTES) {
        throw damaged(file, "checkpoint.header.short", length, size);
      }
      byte[] json = new byte[(int) length];
      read(channel, LENGTH_BYTES, json.length).get(json);
      HeaderParser.Parsed parsed = new HeaderParser(file, LENGTH_BYTES + length, size).parse(json);
      return new SafetensorsHeader(file, size, parsed.tensors(), parsed.metadata(), sha256(json));
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("checkpoint.unreadable", file), Messages.of("checkpoint.readable"), e);
    }
  }

  /**
   * What is said of a file that is not as the format wants it.
   *
   * @param why a sentence's key in {@link Messages}
   * @param values that the sentence names
   */
  static EngineException damaged(Path file, String why, Object... values) {
    return new EngineException(
        Messages.of("checkpoint.unsound", file, Messages.of(why, values)),
        Messages.of("checkpoint.unsound.remedy"));
  }

  private static ByteBuffer read(FileChannel channel, long position, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
