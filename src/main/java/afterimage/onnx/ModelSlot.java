package afterimage.onnx;

import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the last model loaded, as long as its files stay as they were. */
final class ModelSlot implements AutoCloseable {
  private final Path cache;
  private @Nullable LoadedModel model;
  private @Nullable Key key;

  /**
   * @param cache where compiled checkpoints are kept
   */
  ModelSlot(Path cache) {
    this.cache = cache;
  }

  /** Whether {@link #get} will return at once. */
  boolean holds(Path folder, ModelOptions options, Provider provider) {
    return model != null && Key.of(folder, options, provider).equals(key);
  }

  /**
   * The loaded model; another one is released first.
   *
   * @throws EngineException if it cannot be loaded; the slot is empty then
   */
  LoadedModel get(Path folder, ModelOptions options, Provider provider) throws EngineException {
    Key wanted = Key.of(folder, options, provider);
    if (model != null && wanted.equals(key)) {
      return model;
    }
    close();
    model = new LoadedModel(ModelSource.open(folder, options, cache), provider);
    key = wanted;
    return model;
  }

  @Override
  public void close() {
    if (model != null) {
      model.close();
    }
    model = null;
    key = null;
  }

  /** A model is the same while every file has its size and time of change. */
  private record Key(Path folder, ModelOptions options, Provider provider, List<String> files) {

    static Key of(Path folder, ModelOptions options, Provider provider) {
      List<String> files = new ArrayList<>();
      try (Stream<Path> tree = Files.walk(folder, 2)) {
        for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
          files.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
        }
      } catch (IOException e) {
        // Whoever opens the folder says what is wrong with it.
        files.add("unreadable");
      }
      return new Key(folder.toAbsolutePath().normalize(), options, provider, files);
    }
  }
}
