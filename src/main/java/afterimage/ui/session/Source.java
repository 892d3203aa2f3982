package afterimage.ui.session;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * A picture that was opened, and its versions. It is decoded again whenever it is needed, so that
 * hundreds can be open. For the FX thread.
 */
public final class Source {
  private final String name;
  private final Path file;
  private int width;
  private int height;
  private final ObjectProperty<@Nullable Image> thumbnail = new SimpleObjectProperty<>();
  private final ObservableList<Version> versions = FXCollections.observableArrayList();
  // One view for all who listen: a view that nobody holds is collected, with its listeners.
  private final ObservableList<Version> versionsView =
      FXCollections.unmodifiableObservableList(versions);
  private final ReadOnlyObjectWrapper<@Nullable Version> shown = new ReadOnlyObjectWrapper<>();
  private final ObjectProperty<@Nullable Version> before = new SimpleObjectProperty<>();
  private final BooleanProperty busy = new SimpleBooleanProperty();
  private final DoubleProperty progress = new SimpleDoubleProperty();
  private final BooleanProperty awaited = new SimpleBooleanProperty();
  private final BooleanProperty missing = new SimpleBooleanProperty();
  private @Nullable Version own;

  /**
   * @param name for people
   * @param file where its pixels are; never written to
   * @param width in pixels
   * @param height in pixels
   */
  public Source(String name, Path file, int width, int height) {
    this(name, file, width, height, null);
  }

  private Source(String name, Path file, int width, int height, @Nullable Version own) {
    this.own = own;
    this.name = name;
    this.file = file;
    this.width = width;
    this.height = height;
  }

  /**
   * A picture that the studio made from words, or will have made.
   *
   * @param made its file, and how it was made
   */
  public static Source fromWords(String name, Version made, int width, int height) {
    return new Source(name, made.file(), width, height, made);
  }

  /** A decoded picture, called as its file. */
  public static Source of(Path file, LoadedPicture loaded) {
    Path last = file.getFileName();
    return of(last == null ? file.toString() : last.toString(), file, loaded);
  }

  /** A decoded picture. */
  public static Source of(String name, Path file, LoadedPicture loaded) {
    return new Source(name, file, loaded.picture().width(), loaded.picture().height());
  }

  public String name() {
    return name;
  }

  public Path file() {
    return file;
  }

  /** In pixels; 0 while nobody knows. */
  public int width() {
    return width;
  }

  /** In pixels; 0 while nobody knows. */
  public int height() {
    return height;
  }

  /** Its size, where nobody knew it. */
  public void learnSize(int inPixelsWide, int inPixelsHigh) {
    if (width == 0 || height == 0) {
      width = inPixelsWide;
      height = inPixelsHigh;
    }
  }

  /** A small image; null until it is made. */
  public ObjectProperty<@Nullable Image> thumbnailProperty() {
    return thumbnail;
  }

  /** Its results, the oldest first. */
  public ObservableList<Version> versions() {
    return versionsView;
  }

  /** The version on the after side; null while there is none. */
  public ReadOnlyObjectProperty<@Nullable Version> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** The version on the before side; null for the picture itself. */
  public ObjectProperty<@Nullable Version> beforeProperty() {
    return before;
  }

  /** Whether the studio made it: its file is the studio's own, and no original of the user's. */
  public boolean isFromWords() {
    return own != null;
  }

  /** The picture itself as a result, where it was made from words and is there. */
  public Optional<Version> own() {
    return awaited.get() ? Optional.empty() : made();
  }

  /** How it was made from words, or will be. */
  Optional<Version> made() {
    return Optional.ofNullable(own);
  }

  /**
   * It is made: its file is there.
   *
   * @param version how it was made, as is known now
   */
  public void become(Version version) {
    own = version;
    awaited.set(false);
  }

  /** Whether it is still to be made from words; its file is not there yet. */
  public BooleanProperty awaitedProperty() {
    return awaited;
  }

  /**
   * Whether its file is away, as on a drive that is not plugged in. It stays in the session, with
   * its versions, until the file is back or the user closes it.
   */
  public BooleanProperty missingProperty() {
    return missing;
  }

  /** How far the refine of it at work is, from 0 to 1; -1 while nobody can tell, 0 if none runs. */
  public DoubleProperty progressProperty() {
    return progress;
  }

  /** Whether a refine of it is at work or waits. */
  public BooleanProperty busyProperty() {
    return busy;
  }

  /** The number that the next version takes. */
  public int nextNumber() {
    return versions.stream().mapToInt(Version::number).max().orElse(0) + 1;
  }

  /** Adds a result and shows it. */
  public void add(Version version) {
    versions.add(version);
    shown.set(version);
  }

  /** Puts a version back where it was and shows it. */
  public void insert(int index, Version version) {
    versions.add(Math.min(index, versions.size()), version);
    shown.set(version);
  }

  /**
   * Takes a version away and shows its neighbour.
   *
   * @return where it was, or -1 if it was not there
   */
  public int remove(Version version) {
    int index = versions.indexOf(version);
    if (index < 0) {
      return -1;
    }
    versions.remove(index);
    if (before.get() == version) {
      before.set(null);
    }
    if (shown.get() == version) {
      shown.set(versions.isEmpty() ? null : versions.get(Math.min(index, versions.size() - 1)));
    }
    return index;
  }

  /** Shows one of its versions. */
  public void show(Version version) {
    if (versions.contains(version)) {
      shown.set(version);
    }
  }

  /** Shows the version before or after the shown one, if there is one. */
  public void step(int by) {
    int index = versions.indexOf(shown.get()) + by;
    if (index >= 0 && index < versions.size()) {
      shown.set(versions.get(index));
    }
  }
}
