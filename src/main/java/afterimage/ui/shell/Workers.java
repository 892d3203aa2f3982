package afterimage.ui.shell;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The studio's own threads beside the FX thread: one decodes, saves and describes, in order; one
 * cuts tiles, so that the canvas never waits for a long import; one counts what is being typed; one
 * makes what nobody waits for; one looks at devices, which may take long to answer.
 */
final class Workers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Workers.class.getName());

  private final Consumer<Throwable> faults;
  private final ExecutorService files;
  private final ExecutorService tiles;
  private final ExecutorService background;
  private final ExecutorService counting;
  private final ExecutorService devices;

  /**
   * @param faults told of what none of the work expected, on the thread where it happened; that
   *     thread goes on with the next
   */
  Workers(Consumer<Throwable> faults) {
    this.faults = faults;
    files = dropping("files");
    tiles = dropping("tiles");
    background = dropping("background");
    counting = dropping("counting");
    devices = dropping("devices");
  }

  private ThreadFactory factory(String name) {
    return Thread.ofPlatform()
        .daemon(true)
        .name(name)
        .uncaughtExceptionHandler(
            (_, e) -> {
              LOG.log(System.Logger.Level.ERROR, "a fault on the thread " + name, e);
              faults.accept(e);
            })
        .factory();
  }

  /**
   * One thread; what a closed window still asks of it is dropped, for nobody will look at it, and
   * what is to be kept has been saved.
   */
  private ExecutorService dropping(String name) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        factory(name),
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

  /** For what asks devices. */
  ExecutorService devices() {
    return devices;
  }

  /** Finishes what was begun: a picture being saved is saved. */
  @Override
  public void close() {
    tiles.shutdownNow();
    background.shutdownNow();
    counting.shutdownNow();
    devices.shutdownNow();
    files.close();
  }
}
