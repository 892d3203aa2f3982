package afterimage.checkpoint.safetensors;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Tells files of other formats by their first bytes, so that the message can say what they are. */
final class ForeignFormat {
  private ForeignFormat() {}

  /**
   * Lets anything pass that may be safetensors.
   *
   * @param start the file's first bytes, up to 64
   */
  static void refuse(Path file, ByteBuffer start) throws EngineException {
    byte[] bytes = new byte[start.remaining()];
    start.get(bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK\3\4") || isPickle(bytes)) {
      throw new EngineException(
          Messages.of("checkpoint.pickle", file), Messages.of("checkpoint.safetensors"));
    }
    if (text.startsWith("GGUF")) {
      throw new EngineException(
          Messages.of("checkpoint.gguf", file), Messages.of("checkpoint.safetensors"));
    }
    if (text.startsWith("version https://git-lfs")) {
      throw new EngineException(
          Messages.of("checkpoint.pointer", file), Messages.of("checkpoint.pointer.remedy"));
    }
  }

  /** Pickle protocols 2 to 5: an opcode, the protocol, and no header length that could be meant. */
  private static boolean isPickle(byte[] bytes) {
    if (bytes.length < 9 || (bytes[0] & 0xff) != 0x80 || bytes[1] < 2 || bytes[1] > 5) {
      return false;
    }
    return bytes[8] != '{';
  }
}
