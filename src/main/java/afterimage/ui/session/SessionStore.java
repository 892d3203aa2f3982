package afterimage.ui.session;

import afterimage.file.Leftovers;
import afterimage.job.StatePaths;
import afterimage.ui.session.SavedSession.SavedSource;
import afterimage.ui.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.util.Duration;

/**
 * Keeps what is open in a folder: {@code session.json}, the versions' files with a note beside
 * each, and pictures that have no file of their own. Changes are saved together a moment after the
 * last one.
 *
 * <p>What the user deletes is listed in {@code session.json}, and removed at the next start, when
 * nobody can undo it any more. Nothing else is ever deleted: what the session does not know and
 * nobody deleted is opened again. For the FX thread.
 */
public final class SessionStore {
  private static final System.Logger LOG = System.getLogger(SessionStore.class.getName());
  private static final Duration DELAY = Duration.millis(400);
  private static final Duration NEXT_TRY = Duration.seconds(5);

  private final Session session;
  private final StatePaths paths;
  private final SessionFile file;
  private final ResultNotes notes;
  private final Executor workers;
  private final Consumer<Set<Path>> saved;
  private final Set<Path> deleted = new LinkedHashSet<>();
  private final PauseTransition pause = new PauseTransition(DELAY);
  private final PauseTransition nextTry = new PauseTransition(NEXT_TRY);
  private final InvalidationListener changed = _ -> saveSoon();
  private Consumer<String> notices = _ -> {};
  private boolean failing;
  private boolean closed;

  /**
   * @param session what is kept
   * @param folder where; nobody else writes to it
   * @param workers where files are written
   * @param saved told the files that the session on the disk knows now, on a worker
   */
  public SessionStore(Session session, Path folder, Executor workers, Consumer<Set<Path>> saved) {
    this.session = session;
    this.paths = new StatePaths(folder);
    this.file = new SessionFile(paths.folder());
    this.notes = new ResultNotes(paths.folder());
    this.workers = workers;
    this.saved = saved;
    pause.setOnFinished(_ -> save());
    nextTry.setOnFinished(_ -> save());
  }

  /**
   * How a session was found.
   *
   * @param sources the opened pictures, those that are away among them
   * @param unknown pictures of the state folder of which only their file is left
   * @param aside where a session that could not be read is kept, or empty
   * @param blocked a session's file that can be neither read nor moved, or empty
   * @param found how many pictures were found again that the session's file did not name
   */
  public record Restored(
      List<Source> sources,
      List<Path> unknown,
      Optional<Path> aside,
      Optional<Path> blocked,
      int found) {}

  /** A file for a new version of that id. */
  public Path versionFile(String id) {
    return paths.folder().resolve("versions").resolve(id + ".png");
  }

  /** A file for a picture of that id that is made from words. */
  public Path generatedFile(String id) {
    return paths.folder().resolve("generated").resolve(id + ".png");
  }

  /** A file for a picture that has none. */
  public Path pastedFile() {
    return paths.folder().resolve("pasted").resolve(UUID.randomUUID() + ".png");
  }

  /**
   * Opens what was open, and begins to watch for changes.
   *
   * @param wanted files that the queue refers to: never deleted, and not looked at here
   * @param notices told, once, when it cannot be saved any more
   */
  public Restored restore(Set<Path> wanted, Consumer<String> notices) {
    this.notices = notices;
    sweepTemporary();
    Optional<SessionReader.Reading> reading = file.read();
    SavedSession was = reading.map(SessionReader.Reading::session).orElse(SavedSession.EMPTY);
    boolean whole = reading.map(SessionReader.Reading::whole).orElse(true);
    List<SavedSource> parts = new ArrayList<>(was.sources());
    if (!whole) {
      file.readBefore().ifPresent(before -> parts.addAll(before.sources()));
    }
    Set<Path> listed = new HashSet<>(wanted);
    Recovery.union(parts, paths).forEach(source -> listed.addAll(filesOf(source)));
    Set<Path> gone = whole ? deletedBefore(was) : new HashSet<>();
    gone.removeAll(listed);
    workers.execute(() -> gone.forEach(this::delete));
    // Notes know better than what is torn.
    Set<Path> known = new HashSet<>(whole ? listed : wanted);
    known.addAll(gone);
    Recovery recovery = Recovery.of(paths, known);
    parts.addAll(whole ? parts.size() : 0, recovery.noted());
    List<Path> unknown =
        recovery.unknown().stream().filter(picture -> !listed.contains(picture)).toList();
    List<SavedSource> all = Recovery.union(parts, paths);
    open(all.stream().filter(source -> isAnything(source, wanted)).toList(), was);
    return new Restored(
        List.copyOf(session.sources()),
        unknown,
        file.aside(),
        file.isBlocked() ? Optional.of(file.path()) : Optional.empty(),
        recovery.noted().size() + unknown.size());
  }

  private void open(List<SavedSource> saved, SavedSession was) {
    List<Source> all = saved.stream().map(source -> SavedSession.restored(source, paths)).toList();
    all.forEach(source -> source.missingProperty().set(!Files.isRegularFile(source.file())));
    session.sources().addAll(all);
    all.forEach(this::watch);
    session.sources().addListener((ListChangeListener<Source>) this::sourcesChanged);
    session.selectedProperty().addListener(changed);
    session.viewProperty().set(was.view());
    session.viewProperty().addListener(changed);
    List<Source> there = all.stream().filter(source -> !source.missingProperty().get()).toList();
    Source selected =
        was.selected() >= 0 && was.selected() < all.size() ? all.get(was.selected()) : null;
    if (selected != null && there.contains(selected)) {
      session.selectedProperty().set(selected);
    } else if (!there.isEmpty()) {
      session.selectedProperty().set(there.getFirst());
    }
  }

  /** A picture that was to be made from words, and was given up, has left nothing. */
  private boolean isAnything(SavedSource source, Set<Path> wanted) {
    Path picture = paths.path(source.file());
    return !source.versions().isEmpty()
        || !paths.isOwn(picture)
        || wanted.contains(picture)
        || Files.exists(picture);
  }

  /** Opens a picture that the queue refers to. */
  public Source open(Path picture) {
    String name =
        paths.isOwn(picture) ? Texts.of("source.pasted") : String.valueOf(picture.getFileName());
    Source source =
        ResultNotes.read(picture)
            .filter(note -> paths.isOwn(picture) && paths.path(note.file()).equals(picture))
            .map(note -> SavedSession.restored(note.with(List.of()), paths))
            .orElseGet(() -> new Source(name, picture, 0, 0));
    source.missingProperty().set(!Files.isRegularFile(picture));
    session.sources().add(source);
    return source;
  }

  private Set<Path> filesOf(SavedSource source) {
    return Stream.concat(
            Stream.of(source.file()),
            source.versions().stream().map(SavedSession.SavedVersion::file))
        .map(paths::path)
        .collect(Collectors.toSet());
  }

  /** Only what the program made itself, whatever the list says. */
  private Set<Path> deletedBefore(SavedSession was) {
    Set<Path> gone = new HashSet<>();
    for (String one : was.deleted()) {
      try {
        Path path = paths.path(one);
        if (paths.isOwn(path)) {
          gone.add(path);
        }
      } catch (IllegalArgumentException e) {
        LOG.log(System.Logger.Level.INFO, "no path: " + one, e);
      }
    }
    return gone;
  }

  private void delete(Path picture) {
    try {
      Files.deleteIfExists(picture);
      Files.deleteIfExists(ResultNotes.of(picture));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a deleted picture stays", e);
    }
  }

  private void sweepTemporary() {
    Leftovers.sweepAll(paths.folder());
    StatePaths.OWN.forEach(own -> Leftovers.sweepAll(paths.folder().resolve(own)));
  }

  /** A result that arrives after the last save is in the journal, which the next start reads. */
  private void saveSoon() {
    if (!closed) {
      pause.playFromStart();
    }
  }

  /** Saves a last time; the workers finish it before they end. */
  public void close() {
    closed = true;
    save();
  }

  private void save() {
    pause.stop();
    nextTry.stop();
    SavedSession now = SavedSession.of(session, deleted, paths);
    Set<Path> files = files();
    workers.execute(
        () -> {
          try {
            notes.write(now);
            file.write(now);
            saved.accept(files);
            Platform.runLater(() -> failing = false);
          } catch (IOException e) {
            Platform.runLater(() -> failed(e));
          }
        });
  }

  /** Tells it once, and tries again until it can be done. What blocks the file was told before. */
  private void failed(IOException problem) {
    if (!failing && !file.isBlocked()) {
      LOG.log(System.Logger.Level.WARNING, "the session cannot be saved", problem);
      notices.accept(
          Texts.of("session.unsaved", paths.folder(), String.valueOf(problem.getMessage())));
    }
    failing = true;
    if (!closed && !file.isBlocked()) {
      nextTry.playFromStart();
    }
  }

  /** Of pictures and versions. */
  private Set<Path> files() {
    return session.sources().stream().flatMap(SessionStore::filesOf).collect(Collectors.toSet());
  }

  private static Stream<Path> filesOf(Source source) {
    return Stream.concat(Stream.of(source.file()), source.versions().stream().map(Version::file));
  }

  private void sourcesChanged(ListChangeListener.Change<? extends Source> change) {
    while (change.next()) {
      change.getRemoved().forEach(source -> delete(filesOf(source).toList()));
      change.getAddedSubList().forEach(source -> filesOf(source).forEach(deleted::remove));
      change.getAddedSubList().forEach(this::watch);
    }
    saveSoon();
  }

  /** The user deleted these; undoing it takes them off the list. */
  private void delete(Collection<Path> files) {
    files.stream().filter(paths::isOwn).forEach(deleted::add);
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
                    delete(change.getRemoved().stream().map(Version::file).toList());
                    change
                        .getAddedSubList()
                        .forEach(
                            version -> {
                              deleted.remove(version.file());
                              version.starredProperty().addListener(changed);
                            });
                  }
                });
    source.versions().forEach(version -> version.starredProperty().addListener(changed));
  }
}
