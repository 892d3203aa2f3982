package afterimage.catalog.found;

import afterimage.catalog.CheckpointFacts;
import afterimage.catalog.ModelFile;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModels;
import afterimage.engine.EngineException;
import afterimage.message.ForeignText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for models where programs keep them: whole ones that can run, and files that were
 * published. Only headers are read. However large the folders are, the search ends after a time.
 */
public final class FoundModels {
  private static final int MAX_DEPTH = 4;
  private static final int MAX_ENTRIES = 5_000;
  private static final int MAX_FOUND = 300;

  private final PublishedModels published;
  private final Set<Path> known = new HashSet<>();
  private final List<FoundModel> found = new ArrayList<>();
  private final long end;
  private int entries;

  private FoundModels(PublishedModels published, Duration patience) {
    this.published = published;
    this.end = System.nanoTime() + patience.toNanos();
  }

  /**
   * Looks into places.
   *
   * @param places folders of programs, in the order of what is found
   * @param installed models that need not be found any more
   * @param published models to tell by their names and sizes
   * @param patience after which whatever was not looked into is left out
   */
  public static List<FoundModel> search(
      List<ModelPlaces.Place> places,
      List<Path> installed,
      PublishedModels published,
      Duration patience) {
    FoundModels search = new FoundModels(published, patience);
    installed.forEach(model -> search.isNew(model));
    for (ModelPlaces.Place place : places) {
      if (place.hasNoModels()) {
        continue; // There may be hundreds of other files.
      }
      search.look(place.program(), place.folder(), 0);
    }
    return List.copyOf(search.found);
  }

  private void look(Program program, Path folder, int depth) {
    if (isOver() || !isNew(folder)) {
      return;
    }
    if (isWholeFolder(program, folder)) {
      return;
    }
    for (Path entry : entries(folder)) {
      String name = String.valueOf(entry.getFileName()).toLowerCase(Locale.ROOT);
      if (isOver()) {
        return;
      }
      if (name.endsWith(".safetensors") || name.endsWith(".gguf")) {
        file(program, entry);
      } else if (depth < MAX_DEPTH && !name.startsWith(".") && Files.isDirectory(entry)) {
        look(program, entry, depth + 1);
      }
    }
  }

  private boolean isOver() {
    return entries > MAX_ENTRIES || found.size() >= MAX_FOUND || System.nanoTime() > end;
  }

  /** Links lead to the same model by several ways, or in circles. */
  private boolean isNew(Path path) {
    try {
      return known.add(path.toRealPath());
    } catch (IOException e) {
      return false; // A link to nothing.
    }
  }

  private List<Path> entries(Path folder) {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        if (++entries > MAX_ENTRIES) {
          break;
        }
        all.add(entry);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of(); // What may not be read cannot be used.
    }
    return all.stream().sorted().toList();
  }

  private boolean isWholeFolder(Program program, Path folder) {
    if (!Files.isRegularFile(folder.resolve("model_index.json"))
        || ModelFile.of(folder) != ModelFile.CHECKPOINT) {
      return false;
    }
    Optional<CheckpointFacts> facts = facts(folder);
    facts.ifPresent(whole -> add(program, whole, null));
    return facts.isPresent();
  }

  private void file(Program program, Path file) {
    if (!isNew(file)) {
      return;
    }
    @Nullable PublishedModel as = publishedAs(file);
    if (as != null && !as.use().isWholeModel()) {
      found.add(new FoundModel(file, program, as.name(), file.toFile().length(), false, as.id()));
      return;
    }
    facts(file).ifPresent(whole -> add(program, whole, as == null ? null : as.id()));
  }

  private void add(Program program, CheckpointFacts facts, @Nullable String id) {
    found.add(new FoundModel(facts.path(), program, facts.kind(), facts.bytes(), true, id));
  }

  /** Of a model that runs; of others there are too many, and of other kinds. */
  private static Optional<CheckpointFacts> facts(Path path) {
    try {
      return Optional.of(CheckpointFacts.read(path)).filter(CheckpointFacts::runs);
    } catch (EngineException e) {
      System.getLogger(FoundModels.class.getName())
          .log(
              System.Logger.Level.DEBUG,
              () -> "passed over: " + ForeignText.line(String.valueOf(e.getMessage()), MAX_FOUND));
      return Optional.empty();
    }
  }

  /** By its digest in Hugging Face's cache, elsewhere by its size and one of its names. */
  private @Nullable PublishedModel publishedAs(Path file) {
    String name = String.valueOf(file.getFileName());
    String digest = HubCache.digest(file);
    long bytes = file.toFile().length();
    for (PublishedModel model : published.models()) {
      String last = model.file().substring(model.file().lastIndexOf('/') + 1);
      boolean named = name.equals(model.saveAs()) || name.equals(last);
      boolean sized = model.bytes() != null && bytes == model.bytes();
      boolean unknown = digest.isEmpty() || model.sha256() == null;
      if (unknown ? named && sized : digest.equals(model.sha256())) {
        return model;
      }
    }
    return null;
  }
}
