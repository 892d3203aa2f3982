package afterimage.guard;

import java.time.Duration;

/** When guarded work must have ended. Loops over foreign data ask now and then. Thread-safe. */
public final class Deadline {
  static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

  private final long end;
  private volatile boolean over;

  Deadline(Duration limit) {
    this.end = System.nanoTime() + limit.toNanos();
  }

  /**
   * Ends guarded work that is late or not wanted any more; does nothing elsewhere. Cheap: for every
   * row, chunk or read.
   */
  public static void check() {
    if (CURRENT.isBound() && CURRENT.get().isOver()) {
      throw new DeadlineExceededException();
    }
  }

  void end() {
    over = true;
  }

  private boolean isOver() {
    return over || System.nanoTime() - end > 0;
  }
}
