package afterimage.checkpoint.safetensors;

import afterimage.engine.EngineException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Tells files of other formats by their first bytes, so that the message can say what they are. */
final class ForeignFormat {
  private static final String TAKE_SAFETENSORS =
      "Take the .safetensors file of the same model, which its publisher usually offers beside it.";

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
          "The file "
              + file
              + " is a PyTorch pickle (.ckpt, .pt, .bin); reading one can run"
              + " any code that its maker put in, so Afterimage never does.",
          TAKE_SAFETENSORS);
    }
    if (text.startsWith("GGUF")) {
      throw new EngineException(
          "The file " + file + " is in the GGUF format, which is not supported.", TAKE_SAFETENSORS);
    }
    if (text.startsWith("version https://git-lfs")) {
      throw new EngineException(
          "The file " + file + " is a Git LFS pointer: a few lines in place of the weights.",
          "Fetch the file itself with 'git lfs pull', or download it.");
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
