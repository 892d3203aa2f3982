package afterimage.ui;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The studio's own threads beside the FX thread: one decodes, saves and describes, in order; the
 * other cuts tiles, so that the canvas never waits for a long import.
 */
final class Workers implements AutoCloseable {
  private final ExecutorService files =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon(true).name("files").factory());
  private final ExecutorService tiles =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon(true).name("tiles").factory());

  ExecutorService files() {
    return files;
  }

  ExecutorService tiles() {
    return tiles;
  }

  /** Finishes what was begun: a picture being saved is saved. */
  @Override
  public void close() {
    tiles.shutdownNow();
    files.close();
  }
}
