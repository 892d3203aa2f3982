package afterimage.checkpoint.safetensors;

import java.nio.file.Path;
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
}
