package afterimage.catalog;

import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.embedding.EmbeddingFile;
import afterimage.checkpoint.lora.Loras;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.ControlNetSource;
import afterimage.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** What a file or folder that somebody brings along may be. */
public enum ModelFile {
  /** A checkpoint, or something that only a checkpoint could be, damaged or of another kind. */
  CHECKPOINT,
  /** A low-rank adaptation of one. */
  LORA,
  /** The VAE of one, which can take the place of another's. */
  VAE,
  /** What steers one by a control picture. */
  CONTROL_NET,
  /** Vectors that prompts call by name. */
  EMBEDDING,
  /** The tiny autoencoder of one, which paints previews. */
  PREVIEW_DECODER,
  /** No model: pictures, as far as anybody knows. */
  OTHER;

  private static final Set<String> ENDINGS =
      Set.of("safetensors", "ckpt", "pt", "pth", "bin", "gguf", "onnx");

  /** Whether a name is one that a model could have: with such an ending, or a folder's. */
  public static boolean mayBe(Path path) {
    String ending = ending(path);
    return ending.isEmpty() || ENDINGS.contains(ending);
  }

  /** Looks into a file or folder. */
  public static ModelFile of(Path path) {
    if (Files.isDirectory(path)) {
      if (CheckpointCompiler.isCheckpoint(path)) {
        return CHECKPOINT;
      }
      return ControlNetSource.isFolder(path) ? CONTROL_NET : OTHER;
    }
    if (!ENDINGS.contains(ending(path))) {
      return OTHER;
    }
    try {
      if (!isGguf(path) && Loras.isLora(path)) {
        return LORA;
      }
      if (!isGguf(path) && EmbeddingFile.isEmbedding(path)) {
        return EMBEDDING;
      }
      if (ControlNetSource.isOne(path)) {
        return CONTROL_NET;
      }
      return switch (Checkpoint.read(path).family()) {
        case TINY_VAE -> PREVIEW_DECODER;
        case VAE -> VAE;
        default -> CHECKPOINT;
      };
    } catch (EngineException e) {
      // Whoever reads its card says what is wrong with it.
      return CHECKPOINT;
    }
  }

  private static boolean isGguf(Path path) {
    return ending(path).equals("gguf");
  }

  /** A model's or part's name: its file's without the ending. */
  public static String nameOf(Path path) {
    return String.valueOf(path.getFileName()).replaceFirst("\\.(safetensors|gguf)$", "");
  }

  private static String ending(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.substring(
            name.lastIndexOf('.') + 1 == 0 ? name.length() : name.lastIndexOf('.') + 1)
        .toLowerCase(Locale.ROOT);
  }
}
