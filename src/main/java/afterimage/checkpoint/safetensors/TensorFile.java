package afterimage.checkpoint.safetensors;

import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.file.ForeignFile;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** What a file with tensors says it holds, checked against the file. */
public interface TensorFile {

  /** Where it was read. */
  Path file();

  /** The file's size. */
  long fileBytes();

  /** By key, in the header's order. */
  Map<String, TensorEntry> tensors();

  /** Texts beside the tensors, by key. */
  Map<String, String> metadata();

  /** SHA-256 of the header, in hexadecimal. */
  String digest();

  /**
   * Opens a file that somebody named.
   *
   * @throws EngineException if it is not there, or no file on a disk
   * @throws IOException if it cannot be opened
   */
  static FileChannel open(Path file) throws EngineException, IOException {
    try {
      ForeignFile.requirePlain(file);
    } catch (NoSuchFileException e) {
      throw new EngineException(
          Messages.of("checkpoint.missing", file), Messages.of("checkpoint.path"), e);
    } catch (IOException e) {
      throw ForeignModel.unreadable(file, e);
    }
    return FileChannel.open(file, StandardOpenOption.READ);
  }
}
