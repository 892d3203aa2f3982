package afterimage.checkpoint.gguf;

import afterimage.checkpoint.safetensors.TensorEntry;
import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * What a GGUF file says it holds, checked against the file. Tensors have the sizes that they had
 * before they were flattened, where the file says so, as ComfyUI-GGUF's do.
 *
 * @param file where it was read
 * @param fileBytes the file's size
 * @param tensors by key, in the header's order
 * @param metadata its texts and numbers, as text
 * @param digest SHA-256 of the header, in hexadecimal
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format</a>
 */
public record GgufHeader(
    Path file,
    long fileBytes,
    Map<String, TensorEntry> tensors,
    Map<String, String> metadata,
    String digest)
    implements TensorFile {

  static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);

  /** Whether a file begins as GGUF files do; one that cannot be read does not. */
  public static boolean isOne(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads and checks a file's header; the tensors' bytes are not touched.
   *
   * @throws EngineException if the file is not a whole and sound GGUF file, or stores tensors in a
   *     type that is not known
   */
  public static GgufHeader read(Path file) throws EngineException {
    try (FileChannel channel = TensorFile.open(file)) {
      long size = channel.size();
      GgufInput in = new GgufInput(file, Channels.newInputStream(channel));
      GgufParser.Parsed parsed = new GgufParser(in, size).parse();
      return new GgufHeader(file, size, parsed.tensors(), parsed.metadata(), in.digest());
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("checkpoint.unreadable", file), Messages.of("checkpoint.readable"), e);
    }
  }
}
