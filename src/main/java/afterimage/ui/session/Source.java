package afterimage.ui.session;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * A picture that was opened, and its versions. A picture from a file is decoded again when it is
 * needed, so that hundreds can be open; one from the clipboard is kept.
 */
public final class Source {
  /** The oldest version goes when there is one more. */
  static final int VERSIONS_KEPT = 8;

  private final String name;
  private final @Nullable Path file;
  private final @Nullable LoadedPicture kept;
  private final int width;
  private final int height;
  private final Image thumbnail;
  private final ObservableList<Version> versions = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<@Nullable Version> shown = new ReadOnlyObjectWrapper<>();
  private final BooleanProperty busy = new SimpleBooleanProperty();
  private int made;

  private Source(
      String name, @Nullable Path file, LoadedPicture loaded, boolean keep, Image thumbnail) {
    this.name = name;
    this.file = file;
    this.kept = keep ? loaded : null;
    this.width = loaded.picture().width();
    this.height = loaded.picture().height();
    this.thumbnail = thumbnail;
  }

  /** A picture from a file. */
  public static Source ofFile(Path file, LoadedPicture loaded, Image thumbnail) {
    Path last = file.getFileName();
    String name = last == null ? file.toString() : last.toString();
    return new Source(name, file, loaded, false, thumbnail);
  }

  /** A picture that has no file, such as one from the clipboard. */
  public static Source ofPicture(String name, LoadedPicture loaded, Image thumbnail) {
    return new Source(name, null, loaded, true, thumbnail);
  }

  public String name() {
    return name;
  }

  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** The decoded picture, if it is kept. */
  Optional<LoadedPicture> kept() {
    return Optional.ofNullable(kept);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public Image thumbnail() {
    return thumbnail;
  }

  /** Its results, the oldest first. */
  public ObservableList<Version> versions() {
    return FXCollections.unmodifiableObservableList(versions);
  }

  /** The version on the after side; null while there is none. */
  public ReadOnlyObjectProperty<@Nullable Version> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Whether a refine of it is at work or waits. */
  public BooleanProperty busyProperty() {
    return busy;
  }

  /** Adds a result and shows it. */
  public Version add(RefinedPicture refined) {
    made++;
    Version version = new Version(made, refined.result(), refined.pyramid());
    if (versions.size() == VERSIONS_KEPT) {
      versions.removeFirst();
    }
    versions.add(version);
    shown.set(version);
    return version;
  }

  /** Shows the version before or after the shown one, if there is one. */
  public void step(int by) {
    int index = versions.indexOf(shown.get()) + by;
    if (index >= 0 && index < versions.size()) {
      shown.set(versions.get(index));
    }
  }
}
