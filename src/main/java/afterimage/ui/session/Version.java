package afterimage.ui.session;

import afterimage.engine.ImageResult;
import afterimage.engine.RefineSettings;
import afterimage.job.QueueItem;
import afterimage.ui.canvas.MipPyramid;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * One result of a picture, in a file of its own. Nothing of it changes but its star; its pixels
 * stay in memory as long as there is room. For the FX thread.
 */
public final class Version {
  private final String id;
  private final int number;
  private final Path file;
  private final RefineSettings settings;
  private final String model;
  private final Instant made;
  private final BooleanProperty starred = new SimpleBooleanProperty();
  private final ObjectProperty<@Nullable Image> thumbnail = new SimpleObjectProperty<>();
  private @Nullable GivenBackMap givenBack;
  private SoftReference<MipPyramid> pixels = new SoftReference<>(null);

  /**
   * @param id unique
   * @param number counts the picture's results from 1 on
   * @param file the result, with its settings in it
   * @param settings how it was made
   * @param model the name of what made it, may be empty
   * @param made when it was asked for
   */
  public Version(
      String id, int number, Path file, RefineSettings settings, String model, Instant made) {
    this.id = id;
    this.number = number;
    this.file = file;
    this.settings = settings;
    this.model = model;
    this.made = made;
  }

  /** What an item becomes, with all that is known before it is made. */
  public static Version of(QueueItem item, int number) {
    String model = String.valueOf(item.model().path().getFileName());
    return new Version(item.id(), number, item.target(), item.settings(), model, item.submitted());
  }

  /** What an item has become. */
  public static Version of(QueueItem item, int number, ImageResult result) {
    return new Version(
        item.id(), number, item.target(), result.settings(), result.modelName(), item.submitted());
  }

  public String id() {
    return id;
  }

  public int number() {
    return number;
  }

  public Path file() {
    return file;
  }

  public RefineSettings settings() {
    return settings;
  }

  /** The name of what made it; empty if nobody knows any more. */
  public String model() {
    return model;
  }

  public Instant made() {
    return made;
  }

  /** Whether the user marked it as worth keeping. */
  public BooleanProperty starredProperty() {
    return starred;
  }

  /** A small image; null until it is made. */
  public ObjectProperty<@Nullable Image> thumbnailProperty() {
    return thumbnail;
  }

  /**
   * What its floor took back.
   *
   * @param area share of the picture that was moved back
   * @param share of the whole change
   * @param image where, white where all of the change is gone
   */
  public record GivenBackMap(double area, double share, Image image) {}

  /** What its floor took back; null if it had none, or was made before the program's start. */
  public @Nullable GivenBackMap givenBack() {
    return givenBack;
  }

  /** Remembers what its floor took back. */
  public void giveBack(GivenBackMap map) {
    givenBack = map;
  }

  /** Its pixels, if they are in memory. */
  public Optional<MipPyramid> pixels() {
    return Optional.ofNullable(pixels.get());
  }

  /** Keeps pixels as long as there is room. */
  public void keep(MipPyramid pyramid) {
    pixels = new SoftReference<>(pyramid);
  }
}
