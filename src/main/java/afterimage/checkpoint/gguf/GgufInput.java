package afterimage.checkpoint.gguf;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads a header's numbers and texts in order, never more than a header may have. */
final class GgufInput {
  /** As much as a safetensors file's. */
  private static final long MAX_HEADER_BYTES = 20_000_000;

  /** ComfyUI-GGUF's longest are some 120 characters; programs put descriptions into others. */
  private static final int MAX_TEXT = 1 << 20;

  private final Path file;
  private final InputStream in;
  private final MessageDigest digest;
  private long position;

  /**
   * @param file for messages
   */
  GgufInput(Path file, InputStream in) {
    this.file = file;
    this.in = new BufferedInputStream(in, 1 << 16);
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** How many bytes were read. */
  long position() {
    return position;
  }

  /** Of what was read. */
  String digest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  byte[] bytes(int count) throws IOException, EngineException {
    if (position + count > MAX_HEADER_BYTES) {
      throw damaged("checkpoint.gguf.long", MAX_HEADER_BYTES);
    }
    byte[] read = in.readNBytes(count);
    if (read.length < count) {
      throw damaged("checkpoint.gguf.ends");
    }
    position += count;
    digest.update(read);
    return read;
  }

  int integer() throws IOException, EngineException {
    return little(Integer.BYTES).getInt();
  }

  long number() throws IOException, EngineException {
    return little(Long.BYTES).getLong();
  }

  private ByteBuffer little(int count) throws IOException, EngineException {
    return ByteBuffer.wrap(bytes(count)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A text behind its length. */
  String text() throws IOException, EngineException {
    long length = number();
    if (length < 0 || length > MAX_TEXT) {
      throw damaged("checkpoint.gguf.text", Long.toUnsignedString(length));
    }
    return new String(bytes((int) length), StandardCharsets.UTF_8);
  }

  /**
   * What is said of a file that is not as the format wants it.
   *
   * @param why a sentence's key
   * @param values that the sentence names
   */
  EngineException damaged(String why, Object... values) {
    return new EngineException(
        Messages.of("checkpoint.gguf.unsound", file, Messages.of(why, values)),
        Messages.of("checkpoint.unsound.remedy"));
  }

  /** What is said of a sound file in a version that is not known. */
  EngineException unknownVersion(int version) {
    return new EngineException(
        Messages.of("checkpoint.gguf.version", file, Integer.toUnsignedString(version)),
        Messages.of("checkpoint.gguf.version.remedy"));
  }

  /** What is said of a sound file with weights in a type that is not decoded. */
  EngineException unknownType(String type) {
    return new EngineException(
        Messages.of("checkpoint.gguf.type", file, type),
        Messages.of("checkpoint.gguf.type.remedy"));
  }
}
