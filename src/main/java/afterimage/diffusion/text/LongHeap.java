package afterimage.diffusion.text;

import java.util.Arrays;

/**
 * A binary heap of longs, the least first; a million of them cost eight megabytes and no object.
 */
final class LongHeap {
  private static final int LEAST_CAPACITY = 16;

  private long[] values;
  private int size;

  /**
   * @param expected how many it will hold at first; it grows
   */
  LongHeap(int expected) {
    values = new long[Math.max(expected, LEAST_CAPACITY)];
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    int at = size;
    size++;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (values[parent] <= value) {
        break;
      }
      values[at] = values[parent];
      at = parent;
    }
    values[at] = value;
  }

  /** Takes the least away; there must be one. */
  long poll() {
    long least = values[0];
    size--;
    long last = values[size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && values[child + 1] < values[child]) {
        child++;
      }
      if (last <= values[child]) {
        break;
      }
      values[at] = values[child];
      at = child;
    }
    values[at] = last;
    return least;
  }
}
