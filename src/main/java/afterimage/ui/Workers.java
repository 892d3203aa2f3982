package afterimage.ui;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The studio's own threads beside the FX thread: one decodes, saves and describes, in order; one
 * cuts tiles, so that the canvas never waits for a long import; one counts what is being typed; one
 * makes what nobody waits for.
 */
final class Workers implements AutoCloseable {
  private final ExecutorService files =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon(true).name("files").factory());
  private final ExecutorService tiles = dropping("tiles");
  private final ExecutorService background = dropping("background");
  private final ExecutorService counting = dropping("counting");

  /** One thread; what a closing window still asks of it is dropped, for nobody will look at it. */
  private static ExecutorService dropping(String name) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Thread.ofPlatform().daemon(true).name(name).factory(),
        new ThreadPoolExecutor.DiscardPolicy());
  }

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

  /** For what must keep up with typing. */
  ExecutorService counting() {
    return counting;
  }

  /** Finishes what was begun: a picture being saved is saved. */
  @Override
  public void close() {
    tiles.shutdownNow();
    background.shutdownNow();
    counting.shutdownNow();
    files.close();
  }
}
