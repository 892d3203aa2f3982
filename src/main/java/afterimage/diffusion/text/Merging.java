package afterimage.diffusion.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Joins the pieces of one word: always the pair that comes first in the list of merges, the
 * leftmost of equal ones. Pieces are a linked list, and pairs that can be joined wait in a queue.
 */
final class Merging {
  private static final Comparator<Candidate> ORDER =
      Comparator.comparingInt(Candidate::rank).thenComparingInt(Candidate::left);

  private final Map<BytePairs.Pair, Integer> ranks;
  private final @Nullable String[] pieces;
  private final int[] next;
  private final int[] previous;
  private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(ORDER);

  /** A pair as it was when it was seen; its pieces may have been joined to others since. */
  private record Candidate(int rank, int left, String first, String second) {}

  /**
   * @param symbols what the word begins as, at least one
   * @param ranks of pairs, the lowest first
   */
  Merging(List<String> symbols, Map<BytePairs.Pair, Integer> ranks) {
    this.ranks = ranks;
    pieces = symbols.toArray(new @Nullable String[0]);
    next = new int[pieces.length];
    previous = new int[pieces.length];
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
    for (Candidate best = candidates.poll(); best != null; best = candidates.poll()) {
      if (isCurrent(best)) {
        join(best);
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
    if (first != null && second != null) {
      Integer rank = ranks.get(new BytePairs.Pair(first, second));
      if (rank != null) {
        candidates.add(new Candidate(rank, left, first, second));
      }
    }
  }

  private boolean isCurrent(Candidate pair) {
    int right = next[pair.left];
    return pair.first.equals(pieces[pair.left])
        && right < pieces.length
        && pair.second.equals(pieces[right]);
  }

  private void join(Candidate pair) {
    int left = pair.left;
    int right = next[left];
    pieces[left] = pair.first + pair.second;
    pieces[right] = null;
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
