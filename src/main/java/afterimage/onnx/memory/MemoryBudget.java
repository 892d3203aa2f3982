package afterimage.onnx.memory;

import afterimage.process.Memory;
import java.util.function.LongSupplier;

/**
 * How much more memory this program can have: without pushing others out, and within the limit that
 * the user has set. Owned by the engine. Thread-safe.
 */
public final class MemoryBudget {
  private final LongSupplier machine;
  private volatile long limit = Long.MAX_VALUE;

  /** Of this machine, without a limit. */
  public MemoryBudget() {
    this(() -> Memory.available().orElse(Long.MAX_VALUE));
  }

  /**
   * @param machine bytes that this machine has left now; {@link Long#MAX_VALUE} where nothing tells
   */
  public MemoryBudget(LongSupplier machine) {
    this.machine = machine;
  }

  /** What the whole program may use from now on, in bytes. */
  public void limitTo(long bytes) {
    limit = bytes;
  }

  /** In bytes; {@link Long#MAX_VALUE} where nothing tells. */
  public long available() {
    long left = machine.getAsLong();
    return limit == Long.MAX_VALUE ? left : Math.min(left, Math.max(0, limit - Memory.used()));
  }
}
