package afterimage.diffusion.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins the pieces of one word: always the pair that comes first in the list of merges, the
 * leftmost of equal ones. Pieces are a linked list, and pairs that can be joined wait in a heap.
 */
final class Merging {
  private static final int NONE = -1;

  private final Map<BytePairs.Pair, Integer> ranks;
  private final @Nullable String[] pieces;
  private final int[] next;
  private final int[] previous;

  /** Of the pair that begins at a piece, or {@link #NONE}. */
  private final int[] rankAt;

  /**
   * The rank of a pair above the place where it was seen; its pieces may have been joined to others
   * since.
   */
  private final LongHeap candidates;

  /**
   * @param symbols what the word begins as, at least one
   * @param ranks of pairs, from 0, the lowest first, each pair its own
   */
  Merging(List<String> symbols, Map<BytePairs.Pair, Integer> ranks) {
    this.ranks = ranks;
    pieces = symbols.toArray(new @Nullable String[0]);
    next = new int[pieces.length];
    previous = new int[pieces.length];
    rankAt = new int[pieces.length];
    Arrays.fill(rankAt, NONE);
    candidates = new LongHeap(pieces.length);
    for (int i = 0; i < pieces.length; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
    }
    for (int i = 0; i + 1 < pieces.length; i++) {
      see(i);
    }
  }

  /** The pieces that are left when no pair can be joined. */
  List<String> merged() {
    while (!candidates.isEmpty()) {
      long best = candidates.poll();
      int left = (int) best;
      if (rankAt[left] == (int) (best >> Integer.SIZE)) {
        join(left);
      }
    }
    List<String> left = new ArrayList<>();
    for (String piece : pieces) {
      if (piece != null) {
        left.add(piece);
      }
    }
    return left;
  }

  private void see(int left) {
    String first = pieces[left];
    String second = pieces[next[left]];
    Integer rank = null;
    if (first != null && second != null) {
      rank = ranks.get(new BytePairs.Pair(first, second));
    }
    rankAt[left] = rank == null ? NONE : rank;
    if (rank != null) {
      candidates.add((long) rank << Integer.SIZE | left);
    }
  }

  private void join(int left) {
    int right = next[left];
    pieces[left] = pieces[left] + pieces[right];
    pieces[right] = null;
    rankAt[left] = NONE;
    rankAt[right] = NONE;
    next[left] = next[right];
    if (next[left] < pieces.length) {
      previous[next[left]] = left;
      see(left);
    }
    if (previous[left] >= 0) {
      see(previous[left]);
    }
  }
}
