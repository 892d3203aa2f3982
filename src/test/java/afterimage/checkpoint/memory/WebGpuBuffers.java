package afterimage.checkpoint.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How ONNX Runtime 1.29's WebGPU provider keeps buffers (buffer_manager.cc, bucket mode): sizes are
 * rounded up to those of buckets, and what was given back can be had again after the next 16
 * operations were handed over. What is larger than all buckets goes back to the driver then.
 */
final class WebGpuBuffers {
  private static final int OPERATIONS_TOGETHER = 16;

  /** How many of each size are kept. */
  private static final TreeMap<Long, Integer> KEPT = new TreeMap<>();

  static {
    long[] sizes = {
      64, 128, 256, 512, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576,
      2097152, 4194304, 8388608, 12582912, 16777216, 26214400, 33554432, 44236800, 58982400,
      67108864, 134217728, 167772160
    };
    int[] kept = {
      250, 200, 200, 200, 230, 200, 50, 50, 50, 50, 50, 50, 50, 50, 30, 20, 10, 10, 10, 15, 22, 2,
      6, 6, 6, 6
    };
    for (int i = 0; i < sizes.length; i++) {
      KEPT.put(sizes[i], kept[i]);
    }
  }

  private final Map<Long, Deque<Long>> free = new TreeMap<>();
  private final List<Long> givenBack = new ArrayList<>();
  private int operations;
  private long held;
  private long peak;

  /** The size of the buffer that so many bytes get. */
  static long rounded(long bytes) {
    Long bucket = KEPT.ceilingKey(bytes);
    return bucket == null ? Math.ceilDiv(bytes, 16) * 16 : bucket;
  }

  long take(long bytes) {
    long size = rounded(bytes);
    Deque<Long> kept = free.get(size);
    if (kept != null && !kept.isEmpty()) {
      return kept.pop();
    }
    held += size;
    peak = Math.max(peak, held);
    return size;
  }

  void giveBack(long size) {
    givenBack.add(size);
  }

  /** An operation was added to those that are handed over together. */
  void operation() {
    if (++operations % OPERATIONS_TOGETHER != 0) {
      return;
    }
    for (long size : givenBack) {
      Deque<Long> kept = free.computeIfAbsent(size, _ -> new ArrayDeque<>());
      if (kept.size() < KEPT.getOrDefault(size, 0)) {
        kept.push(size);
      } else {
        held -= size;
      }
    }
    givenBack.clear();
  }

  /** The most that was held, in bytes. */
  long peak() {
    return peak;
  }
}
