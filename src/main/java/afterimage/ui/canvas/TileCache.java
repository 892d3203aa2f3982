package afterimage.ui.canvas;

import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import java.nio.IntBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/**
 * Squares of pyramid levels as images, made off the FX thread and kept while they fit into a
 * bounded memory, the least recently drawn go first. What a later drawing no longer wants is not
 * made any more. All methods are for the FX thread.
 */
final class TileCache {
  /** Side of a tile in pixels: far below the 4096 over which Prism splits textures. */
  static final int SIDE = 512;

  private final long limit;
  private final Executor workers;
  private final Runnable whenMade;
  private final Consumer<GuardException> whenFailed;
  private final LinkedHashMap<Tile, Image> made = new LinkedHashMap<>(64, 0.75f, true);
  private final Requests requests = new Requests();
  private Set<MipPyramid> shown = Set.of();
  private long bytes;

  /**
   * @param limit how many bytes of pixels to keep
   * @param workers where tiles are made
   * @param whenMade called on the FX thread when there is a new tile to draw
   * @param whenFailed told on the FX thread why a tile cannot be made
   */
  TileCache(long limit, Executor workers, Runnable whenMade, Consumer<GuardException> whenFailed) {
    this.limit = limit;
    this.workers = workers;
    this.whenMade = whenMade;
    this.whenFailed = whenFailed;
  }

  /** A tile's place; its rectangle ends with the level. */
  record Tile(MipPyramid pyramid, int level, int column, int row) {
    int x() {
      return column * SIDE;
    }

    int y() {
      return row * SIDE;
    }

    int width() {
      return Math.min(SIDE, pyramid.width(level) - x());
    }

    int height() {
      return Math.min(SIDE, pyramid.height(level) - y());
    }

    private Image image() {
      int[] argb = new int[width() * height()];
      pyramid.copy(level, x(), y(), width(), height(), argb);
      return new WritableImage(
          new PixelBuffer<>(
              width(), height(), IntBuffer.wrap(argb), PixelFormat.getIntArgbPreInstance()));
    }

    private long bytes() {
      return 4L * width() * height();
    }
  }

  /** A drawing begins: what earlier ones asked for and did not get is forgotten. */
  void begin() {
    requests.clear();
  }

  /** The tile's image, or null while it is being made. */
  @Nullable Image get(Tile tile) {
    Image image = made.get(tile);
    if (image == null && requests.add(tile)) {
      workers.execute(this::makeNext);
    }
    return image;
  }

  /** The tile's image if it is there; asks for nothing. */
  @Nullable Image peek(Tile tile) {
    return made.get(tile);
  }

  /** The tile's image, made at once if it must be; for single small tiles only. */
  Image getNow(Tile tile) {
    Image image = made.get(tile);
    if (image == null) {
      image = tile.image();
      keep(tile, image);
    }
    return image;
  }

  /** Bytes of the pixels kept now. */
  long bytes() {
    return bytes;
  }

  /** Lets go of all pyramids but these. */
  void retain(Set<MipPyramid> pyramids) {
    shown = pyramids;
    made.keySet().removeIf(tile -> !pyramids.contains(tile.pyramid));
    bytes = made.keySet().stream().mapToLong(Tile::bytes).sum();
  }

  /** Runs on a worker, once for each request; finds nothing to do where a request was dropped. */
  private void makeNext() {
    Tile tile = requests.take();
    if (tile == null) {
      return;
    }
    try {
      Image image = Guard.call(tile::image);
      Platform.runLater(
          () -> {
            requests.done(tile);
            keep(tile, image);
            whenMade.run();
          });
    } catch (GuardException e) {
      Platform.runLater(
          () -> {
            requests.done(tile);
            if (shown.contains(tile.pyramid)) {
              whenFailed.accept(e);
            }
          });
    }
  }

  private void keep(Tile tile, Image image) {
    if (made.put(tile, image) == null) {
      bytes += tile.bytes();
    }
    var oldest = made.entrySet().iterator();
    while (bytes > limit && made.size() > 1 && oldest.hasNext()) {
      Map.Entry<Tile, Image> entry = oldest.next();
      bytes -= entry.getKey().bytes();
      oldest.remove();
    }
  }

  /** Tiles that a drawing wants and tiles that a worker makes. Thread-safe. */
  private static final class Requests {
    private final LinkedHashSet<Tile> wanted = new LinkedHashSet<>();
    private final Set<Tile> inWork = new HashSet<>();

    synchronized void clear() {
      wanted.clear();
    }

    synchronized boolean add(Tile tile) {
      return !inWork.contains(tile) && wanted.add(tile);
    }

    synchronized @Nullable Tile take() {
      Tile tile = wanted.isEmpty() ? null : wanted.removeFirst();
      if (tile != null) {
        inWork.add(tile);
      }
      return tile;
    }

    synchronized void done(Tile tile) {
      inWork.remove(tile);
    }
  }
}
