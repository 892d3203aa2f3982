package afterimage.onnx;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A run or a measurement, one at a time, in the order in which they were asked for. */
final class EngineTurn {
  /** How long a cancellation goes unnoticed at most. */
  private static final long PATIENCE_MILLIS = 50;

  private final ReentrantLock lock = new ReentrantLock(true);

  /** Ends with the turn. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for it. */
  Held take() {
    lock.lock();
    return lock::unlock;
  }

  /** Waits for it, or until whoever wanted it no longer does. */
  Held take(Cancellation cancellation) throws CancelledException {
    try {
      while (!lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        cancellation.throwIfCancelled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
    return lock::unlock;
  }
}
