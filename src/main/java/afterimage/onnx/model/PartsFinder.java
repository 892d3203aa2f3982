package afterimage.onnx.model;

import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.Completion;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the text encoders of a UNet that comes alone, as GGUF files do, among the models that are
 * installed. For several threads.
 */
public final class PartsFinder {
  private final Supplier<List<Path>> installed;

  /** Files that lack text encoders, or not, as they were when they were looked into. */
  private final Map<String, Boolean> lacking = new HashMap<>();

  /**
   * @param installed the models to look through, the most important first
   */
  public PartsFinder(Supplier<List<Path>> installed) {
    this.installed = installed;
  }

  /** The options with the first installed checkpoint that fits, where the model needs one. */
  public ModelOptions complete(Path model, ModelOptions options) {
    if (options.partsFrom() != null || !Files.isRegularFile(model) || !lacksTexts(model)) {
      return options;
    }
    return find(model).map(options::withPartsFrom).orElse(options);
  }

  private synchronized boolean lacksTexts(Path model) {
    try {
      String state = model + " " + Files.size(model) + " " + Files.getLastModifiedTime(model);
      Boolean known = lacking.get(state);
      if (known == null) {
        @Nullable Checkpoint read = read(model);
        known = read != null && read.family().isModel() && !read.hasTextEncoders();
        lacking.put(state, known);
      }
      return known;
    } catch (IOException e) {
      return false; // Whoever opens it says what is wrong with it.
    }
  }

  private Optional<Path> find(Path model) {
    @Nullable Checkpoint unet = read(model);
    if (unet == null) {
      return Optional.empty();
    }
    for (Path candidate : installed.get()) {
      if (!candidate.equals(model) && CheckpointCompiler.isCheckpoint(candidate)) {
        @Nullable Checkpoint other = read(candidate);
        if (other != null && Completion.fits(unet, other)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable Checkpoint read(Path file) {
    try {
      return Checkpoint.read(file);
    } catch (EngineException e) {
      return null;
    }
  }
}
