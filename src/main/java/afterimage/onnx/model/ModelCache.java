package afterimage.onnx.model;

import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.graph.ElementType;
import afterimage.checkpoint.network.GraphForm;
import afterimage.checkpoint.network.Target;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.onnx.memory.CardNeeds;
import afterimage.onnx.memory.Residency;
import afterimage.onnx.runtime.Provider;
import afterimage.process.FreedMemory;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last models loaded, as long as their files stay as they were: two where both fit into
 * memory, which is what a base and its refiner need, else one.
 */
public final class ModelCache implements AutoCloseable {
  private static final int MAX_MODELS = 2;

  private static final int DEPTH = 2;

  /** Looked at to see whether a model has changed. */
  private static final int MAX_FILES = 10_000;

  private final Path cache;
  private final LongSupplier available;
  private final Function<Device, GraphForm> forms;
  private final PartsFinder parts;
  private final ModelRoom room;

  /** The one used last comes last. */
  private final Map<Key, LoadedModel> models = new LinkedHashMap<>();

  /**
   * @param cache where compiled checkpoints are kept
   * @param available bytes of memory that can be had now
   */
  public ModelCache(Path cache, LongSupplier available) {
    this(cache, available, GraphForm::of, new PartsFinder(List::of));
  }

  /**
   * @param forms how graphs are made for a device
   * @param parts finds what models lack
   */
  public ModelCache(
      Path cache, LongSupplier available, Function<Device, GraphForm> forms, PartsFinder parts) {
    this.cache = cache;
    this.available = available;
    this.forms = forms;
    this.parts = parts;
    this.room = new ModelRoom(available);
  }

  /** Whether {@link #get} will return at once. */
  public boolean holds(Path folder, ModelOptions options, Provider provider, Residency residency) {
    return models.containsKey(key(folder, options, provider, residency));
  }

  /**
   * The loaded model; others are released first where they leave it no room.
   *
   * @throws EngineException if it cannot be loaded
   */
  public LoadedModel get(Path folder, ModelOptions options, Provider provider, Residency residency)
      throws EngineException {
    Key wanted = key(folder, options, provider, residency);
    LoadedModel model = models.remove(wanted);
    if (model == null) {
      ModelSource source = open(folder, options, provider);
      makeRoom(source, wanted, provider);
      model = new LoadedModel(source, provider, residency);
    }
    models.put(wanted, model);
    return model;
  }

  /** What a model is, its graphs found but not loaded. */
  public ModelSource open(Path model, ModelOptions options, Provider provider)
      throws EngineException {
    GraphForm form = forms.apply(provider.device());
    return ModelSource.open(model, parts.complete(model, options), form, cache, available);
  }

  /**
   * What a model takes of a graphics card's memory.
   *
   * @throws EngineException if it cannot be opened
   */
  public CardNeeds needs(Path model, ModelOptions options, Provider provider)
      throws EngineException {
    ModelSource source = open(model, options, provider);
    boolean wide = Target.of(forms.apply(provider.device())).type() == ElementType.FLOAT;
    int bytes = wide ? Float.BYTES : Short.BYTES;
    // However a checkpoint stores them, they are of one type there.
    long weights =
        CheckpointCompiler.isCheckpoint(model)
            ? source.weights().parameters() * bytes
            : ModelRoom.weights(source);
    return new CardNeeds(weights, wide, source.bundle().hasCheapDecoder());
  }

  private Key key(Path folder, ModelOptions options, Provider provider, Residency residency) {
    GraphForm form = forms.apply(provider.device());
    return Key.of(folder, parts.complete(folder, options), provider, form, residency);
  }

  private void makeRoom(ModelSource source, Key wanted, Provider provider) throws EngineException {
    List<Key> others = new ArrayList<>(models.keySet());
    for (Key other : others) {
      boolean outdated = other.folder.equals(wanted.folder);
      if (outdated || models.size() >= MAX_MODELS || !room.holds(source, provider)) {
        release(other);
      }
    }
  }

  private void release(Key key) {
    LoadedModel model = models.remove(key);
    if (model != null) {
      model.close();
      FreedMemory.giveBack();
    }
  }

  @Override
  public void close() {
    models.values().forEach(LoadedModel::close);
    models.clear();
  }

  /** A model is the same while every file has its size and time of change. */
  private record Key(
      Path folder,
      ModelOptions options,
      Provider provider,
      GraphForm form,
      Residency residency,
      List<String> files) {

    static Key of(
        Path folder, ModelOptions options, Provider provider, GraphForm form, Residency residency) {
      List<String> files = new ArrayList<>();
      try {
        List<Path> all = inside(folder);
        options.loras().forEach(lora -> all.add(lora.file()));
        if (options.previewDecoder() != null) {
          all.add(options.previewDecoder());
        }
        if (options.vae() != null) {
          all.addAll(inside(options.vae()));
        }
        if (options.controlNet() != null) {
          all.addAll(inside(options.controlNet()));
        }
        if (options.partsFrom() != null) {
          all.addAll(inside(options.partsFrom()));
        }
        for (Path file : all) {
          files.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
        }
      } catch (IOException e) {
        // Whoever opens the folder says what is wrong with it.
        files.add("unreadable");
      }
      return new Key(
          folder.toAbsolutePath().normalize(), options, provider, form, residency, files);
    }

    /** A folder that may not be read holds nothing that the model could be made of. */
    private static List<Path> inside(Path folder) throws IOException {
      List<Path> files = new ArrayList<>();
      Files.walkFileTree(
          folder,
          Set.of(),
          DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (Files.isRegularFile(file)) {
                files.add(file);
              }
              return files.size() < MAX_FILES
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
      files.sort(null);
      return files;
    }
  }
}
