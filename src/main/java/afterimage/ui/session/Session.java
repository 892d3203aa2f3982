package afterimage.ui.session;

import afterimage.message.Problem;
import afterimage.ui.canvas.DerivedProperty;
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
 * <p>The canvas is always about the chosen picture. Its pixels come later, through {@link
 * #arrived}; until then, and if they cannot be had, there is nothing to refine, try, mask or
 * export.
 */
public final class Session {
  private final ObservableList<Source> sources = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable Source> selected = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<@Nullable OnCanvas> canvas = new ReadOnlyObjectWrapper<>();
  private final DerivedProperty<OnCanvas, Shown> shown =
      new DerivedProperty<>(canvas, now -> now instanceof Shown it ? it : null);

  private final ObjectProperty<@Nullable SavedView> view = new SimpleObjectProperty<>();
  private volatile List<Path> files = List.of();
  private @Nullable Shown choosing;

  public Session() {
    sources.addListener(
        (InvalidationListener) _ -> files = sources.stream().map(Source::file).toList());
    // The first to hear of a choice: nobody sees the canvas with another picture than the chosen.
    selected.addListener((InvalidationListener) _ -> follow(selected.get()));
  }

  /** What the canvas is about: the chosen picture, with its pixels or on the way to them. */
  public sealed interface OnCanvas {
    Source source();
  }

  /** A picture on the canvas with its pixels. */
  public record Shown(Source source, LoadedPicture loaded) implements OnCanvas {}

  /** A picture whose pixels are on their way. */
  public record Opening(Source source) implements OnCanvas {}

  /**
   * A picture whose pixels cannot be had.
   *
   * @param problem what happened, naming the file
   */
  public record Unreadable(Source source, Problem problem) implements OnCanvas {}

  public ObservableList<Source> sources() {
    return sources;
  }

  /** The chosen one, or null if nothing is open. */
  public ObjectProperty<@Nullable Source> selectedProperty() {
    return selected;
  }

  /** What the canvas is about: the chosen picture; null if there is none. */
  public ReadOnlyObjectProperty<@Nullable OnCanvas> canvasProperty() {
    return canvas.getReadOnlyProperty();
  }

  /** The chosen picture with its pixels; null while they are not there. */
  public ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
    return shown;
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
      choosing = new Shown(kept, loaded);
      selected.set(kept);
      choosing = null;
      show(kept, loaded);
    }
  }

  /** Puts a picture's pixels on the canvas, unless another is chosen. */
  public void show(Source source, LoadedPicture loaded) {
    Shown next = new Shown(source, loaded);
    if (selected.get() == source && !next.equals(canvas.get())) {
      put(next);
    }
  }

  /** Pixels that the canvas waits for are there; others are too late. */
  public void arrived(Source source, LoadedPicture loaded) {
    if (isOpening(source)) {
      put(new Shown(source, loaded));
    }
  }

  /**
   * Pixels that the canvas waits for cannot be had.
   *
   * @param problem what happened, naming the file
   */
  public void failed(Source source, Problem problem) {
    if (isOpening(source)) {
      put(new Unreadable(source, problem));
    }
  }

  /** Asks once more for pixels that could not be had. */
  public void openAgain() {
    if (canvas.get() instanceof Unreadable now) {
      put(new Opening(now.source));
    }
  }

  private boolean isOpening(Source source) {
    return canvas.get() instanceof Opening now && now.source == source;
  }

  private void follow(@Nullable Source source) {
    OnCanvas now = canvas.get();
    if (source == null) {
      put(null);
    } else if (now == null || now.source() != source) {
      Shown known = choosing;
      put(known != null && known.source == source ? known : new Opening(source));
    }
  }

  private void put(@Nullable OnCanvas next) {
    canvas.set(next);
    shown.tell();
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
}
