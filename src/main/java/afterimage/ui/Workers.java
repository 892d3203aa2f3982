package afterimage.ui;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The studio's own threads beside the FX thread: one decodes, saves and describes, in order; one
 * cuts tiles, so that the canvas never waits for a long import; one makes what nobody waits for.
 */
final class Workers implements AutoCloseable {
  private final ExecutorService files =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon(true).name("files").factory());
  private final ExecutorService tiles =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon(true).name("tiles").factory());

  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon(true).name("background").factory());

  ExecutorService files() {
    return files;
  }

  ExecutorService tiles() {
    return tiles;
  }

  /** For what nobody waits for. */
  ExecutorService background() {
    return background;
  }

  /** Finishes what was begun: a picture being saved is saved. */
  @Override
  public void close() {
    tiles.shutdownNow();
    background.shutdownNow();
    files.close();
  }
}
