package afterimage.onnx;

import afterimage.process.Memory;

/**
 * How much more memory this program can have: without pushing others out, and within the limit that
 * the user has set.
 */
final class AvailableMemory {
  private static volatile long limit = Long.MAX_VALUE;

  private AvailableMemory() {}

  /** What the whole program may use from now on, in bytes. */
  static void limitTo(long bytes) {
    limit = bytes;
  }

  /** In bytes; {@link Long#MAX_VALUE} where nothing tells. */
  static long bytes() {
    long machine = Memory.available().orElse(Long.MAX_VALUE);
    return limit == Long.MAX_VALUE
        ? machine
        : Math.min(machine, Math.max(0, limit - Memory.used()));
  }
}
