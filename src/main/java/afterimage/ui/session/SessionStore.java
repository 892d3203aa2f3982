package afterimage.ui.session;

import afterimage.settings.JsonFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.util.Duration;

/**
 * Keeps what is open in a folder: {@code session.json}, the versions' files, and pictures that have
 * no file of their own. Changes are saved together a moment after the last one. For the FX thread.
 */
public final class SessionStore {
  private static final System.Logger LOG = System.getLogger(SessionStore.class.getName());
  private static final Duration DELAY = Duration.millis(400);

  private final Session session;
  private final Path folder;
  private final Executor workers;
  private final Consumer<Set<Path>> saved;
  private final PauseTransition pause = new PauseTransition(DELAY);
  private final InvalidationListener changed = _ -> pause.playFromStart();

  /**
   * @param session what is kept
   * @param folder where
   * @param workers where files are written
   * @param saved told the files that the session on the disk knows now, on a worker
   */
  public SessionStore(Session session, Path folder, Executor workers, Consumer<Set<Path>> saved) {
    this.session = session;
    this.folder = folder;
    this.workers = workers;
    this.saved = saved;
    pause.setOnFinished(_ -> save());
  }

  /** A file for a new version of that id. */
  public Path versionFile(String id) {
    return folder.resolve("versions").resolve(id + ".png");
  }

  /** A file for a picture of that id that is made from words. */
  public Path generatedFile(String id) {
    return folder.resolve("generated").resolve(id + ".png");
  }

  /** A file for a picture that has none. */
  public Path pastedFile() {
    return folder.resolve("pasted").resolve(UUID.randomUUID() + ".png");
  }

  /**
   * Opens what was open, as far as its files are still there, and begins to watch for changes.
   *
   * @return the picture that was selected, or the first, for the canvas
   */
  public List<Source> restore() {
    SavedSession was = read();
    List<Source> all = was.restored();
    List<Source> there = all.stream().filter(source -> Files.isRegularFile(source.file())).toList();
    session.sources().addAll(there);
    there.forEach(this::watch);
    session.sources().addListener((ListChangeListener<Source>) this::sourcesChanged);
    session.selectedProperty().addListener(changed);
    session.viewProperty().set(was.view());
    session.viewProperty().addListener(changed);
    if (was.selected() >= 0
        && was.selected() < all.size()
        && there.contains(all.get(was.selected()))) {
      session.selectedProperty().set(all.get(was.selected()));
    } else if (!there.isEmpty()) {
      session.selectedProperty().set(there.getFirst());
    }
    return there;
  }

  /** Deletes files of versions and pasted pictures that nothing refers to any more. */
  public void sweep(Set<Path> alsoKept) {
    Set<Path> kept = files();
    kept.addAll(alsoKept);
    workers.execute(
        () -> {
          sweep(folder.resolve("versions"), kept);
          sweep(folder.resolve("pasted"), kept);
          sweep(folder.resolve("generated"), kept);
        });
  }

  /** Saves now; the workers finish it before they end. */
  public void save() {
    pause.stop();
    SavedSession now = SavedSession.of(session);
    Set<Path> files = files();
    workers.execute(
        () -> {
          try {
            JsonFile.write(file(), now);
            saved.accept(files);
          } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the session cannot be saved", e);
          }
        });
  }

  /** Of pictures and versions. */
  private Set<Path> files() {
    return session.sources().stream()
        .flatMap(
            source ->
                Stream.concat(
                    Stream.of(source.file()), source.versions().stream().map(Version::file)))
        .collect(Collectors.toSet());
  }

  private Path file() {
    return folder.resolve("session.json");
  }

  private SavedSession read() {
    try {
      return JsonFile.read(file(), SavedSession.class).orElse(SavedSession.EMPTY);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the session cannot be read", e);
      try {
        JsonFile.keepAside(file());
      } catch (IOException aside) {
        LOG.log(System.Logger.Level.WARNING, "nor moved", aside);
      }
      return SavedSession.EMPTY;
    }
  }

  private void sourcesChanged(ListChangeListener.Change<? extends Source> change) {
    while (change.next()) {
      change.getAddedSubList().forEach(this::watch);
    }
    pause.playFromStart();
  }

  private void watch(Source source) {
    source.versions().removeListener(changed);
    source.shownProperty().removeListener(changed);
    source.beforeProperty().removeListener(changed);
    source.versions().addListener(changed);
    source.shownProperty().addListener(changed);
    source.beforeProperty().addListener(changed);
    source
        .versions()
        .addListener(
            (ListChangeListener<Version>)
                change -> {
                  while (change.next()) {
                    change
                        .getAddedSubList()
                        .forEach(version -> version.starredProperty().addListener(changed));
                  }
                });
    source.versions().forEach(version -> version.starredProperty().addListener(changed));
  }

  private static void sweep(Path folder, Set<Path> kept) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!kept.contains(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "nothing to sweep", e);
    }
  }
}
