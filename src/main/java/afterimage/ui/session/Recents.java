package afterimage.ui.session;

import afterimage.settings.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/**
 * The pictures that were opened lately, the newest first, in a file of their own that is gone when
 * the list is cleared. For the FX thread.
 */
public final class Recents {
  /** How many are offered; more are kept, since some may be gone meanwhile. */
  public static final int MAX_SHOWN = 6;

  private static final System.Logger LOG = System.getLogger(Recents.class.getName());
  private static final int KEPT = 24;

  private final Path file;
  private final Path own;
  private final Executor workers;
  private final List<Path> all = new ArrayList<>();
  private final ObservableList<Path> present = FXCollections.observableArrayList();

  /**
   * @param file keeps the list
   * @param own a folder whose pictures are the program's own, which are never listed
   * @param workers where the disk is read and written, in order
   */
  public Recents(Path file, Path own, Executor workers) {
    this.file = file;
    this.own = own;
    this.workers = workers;
  }

  private record Saved(List<Path> files) {
    Saved {
      files = files == null ? List.of() : List.copyOf(files);
    }
  }

  /** Those whose files are there, at most {@value #MAX_SHOWN}; not to be changed. */
  public ObservableList<Path> present() {
    return present;
  }

  /** Reads the list, and adds what is opened from now on. */
  public void follow(Session session) {
    workers.execute(
        () -> {
          List<Path> read = read();
          Platform.runLater(
              () -> {
                boolean early = !all.isEmpty();
                read.stream().filter(path -> !all.contains(path)).forEach(all::add);
                if (early) {
                  save(); // What was opened before the list was read is on the disk alone.
                }
                refresh();
              });
        });
    session
        .sources()
        .addListener(
            (ListChangeListener<Source>)
                change -> {
                  while (change.next()) {
                    change.getAddedSubList().forEach(source -> add(source.file()));
                  }
                });
  }

  /** Looks again which files are there. */
  public void refresh() {
    List<Path> candidates = List.copyOf(all);
    workers.execute(
        () -> {
          List<Path> there =
              candidates.stream().filter(Files::isRegularFile).limit(MAX_SHOWN).toList();
          Platform.runLater(
              () -> {
                if (all.equals(candidates) && !present.equals(there)) {
                  present.setAll(there);
                }
              });
        });
  }

  /** Forgets all of them, on the disk, too. */
  public void clear() {
    all.clear();
    present.clear();
    workers.execute(
        () -> {
          try {
            Files.deleteIfExists(file);
          } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the list of recent pictures stays", e);
          }
        });
  }

  private void add(Path picture) {
    if (picture.startsWith(own)) {
      return;
    }
    all.remove(picture);
    all.addFirst(picture);
    if (all.size() > KEPT) {
      all.removeLast();
    }
    save();
  }

  private void save() {
    Saved now = new Saved(all);
    workers.execute(
        () -> {
          try {
            JsonFile.write(file, now);
          } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "recent pictures cannot be noted down", e);
          }
        });
  }

  private List<Path> read() {
    try {
      return JsonFile.read(file, Saved.class).map(Saved::files).orElse(List.of());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.INFO, "no recent pictures", e);
      return List.of();
    }
  }
}
