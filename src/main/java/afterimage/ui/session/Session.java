package afterimage.ui.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The opened pictures and the one on the canvas. For the FX thread only.
 *
 * <p>Selecting a picture is immediate; its pixels come later, through {@link #show}. Until then the
 * canvas keeps what it had.
 */
public final class Session {
  private final ObservableList<Source> sources = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable Source> selected = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>();

  private final ObjectProperty<@Nullable SavedView> view = new SimpleObjectProperty<>();
  private volatile List<Path> files = List.of();

  public Session() {
    sources.addListener(
        (InvalidationListener) _ -> files = sources.stream().map(Source::file).toList());
  }

  /** A picture on the canvas with its pixels. */
  public record Shown(Source source, LoadedPicture loaded) {}

  public ObservableList<Source> sources() {
    return sources;
  }

  /** The chosen one, or null if nothing is open. */
  public ObjectProperty<@Nullable Source> selectedProperty() {
    return selected;
  }

  /** What is on the canvas, or null if nothing is. */
  public ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** How the canvas shows it; null before anybody has said. */
  public ObjectProperty<@Nullable SavedView> viewProperty() {
    return view;
  }

  public Optional<Shown> shown() {
    return Optional.ofNullable(shown.get());
  }

  /**
   * Adds a picture, unless its file is open already, with its versions.
   *
   * @param loaded its pixels, to select and show it at once; null only to add it
   */
  public void add(Source source, @Nullable LoadedPicture loaded) {
    Optional<Source> open = ofFile(source.file());
    if (open.isEmpty()) {
      sources.add(source);
    }
    if (loaded != null) {
      Source kept = open.orElse(source);
      shown.set(new Shown(kept, loaded));
      selected.set(kept);
    }
  }

  /** Puts a picture's pixels on the canvas, unless another was chosen in the meantime. */
  public void show(Source source, LoadedPicture loaded) {
    if (selected.get() == source) {
      shown.set(new Shown(source, loaded));
    }
  }

  /**
   * Closes a picture and selects its neighbour.
   *
   * @return where it was, or -1 if it was not open
   */
  public int remove(Source source) {
    int index = sources.indexOf(source);
    if (index < 0) {
      return -1;
    }
    sources.remove(index);
    if (selected.get() == source) {
      Source next = sources.isEmpty() ? null : sources.get(Math.min(index, sources.size() - 1));
      selected.set(next);
      if (next == null) {
        shown.set(null);
      }
    }
    return index;
  }

  /** Opens a closed picture again, where it was. */
  public void insert(int index, Source source) {
    sources.add(Math.min(index, sources.size()), source);
    selected.set(source);
  }

  /** The files of all open pictures, which nothing may be written over; from any thread. */
  public List<Path> files() {
    return files;
  }

  /** The open picture of a file. */
  public Optional<Source> ofFile(Path file) {
    return sources.stream().filter(source -> source.file().equals(file)).findFirst();
  }

  /** The pixels of a picture, if they are in memory. */
  public Optional<LoadedPicture> inMemory(Source source) {
    Shown now = shown.get();
    return now != null && now.source() == source ? Optional.of(now.loaded()) : Optional.empty();
  }
}
