package afterimage.engine;

import java.util.LinkedHashSet;
import java.util.Set;

/** A request to stop, made from any thread; whoever works looks at it or hooks into it. */
public final class Cancellation {
  private final Set<Runnable> hooks = new LinkedHashSet<>();
  private boolean cancelled;

  /** Asks for a stop and runs the hooks, once. */
  public void cancel() {
    Set<Runnable> toRun;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      toRun = Set.copyOf(hooks);
    }
    toRun.forEach(Runnable::run);
  }

  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Returns if nobody asked for a stop. */
  public void throwIfCancelled() throws CancelledException {
    if (isCancelled()) {
      throw new CancelledException();
    }
  }

  /**
   * Runs {@code hook} at the moment of cancellation, at once if that has passed.
   *
   * @return takes the hook back when closed
   */
  public Hook onCancel(Runnable hook) {
    boolean now;
    synchronized (this) {
      now = cancelled;
      if (!now) {
        hooks.add(hook);
      }
    }
    if (now) {
      hook.run();
    }
    return () -> {
      synchronized (this) {
        hooks.remove(hook);
      }
    };
  }

  /** A registered hook. */
  public interface Hook extends AutoCloseable {
    @Override
    void close();
  }
}
