package afterimage.diffusion.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Byte pair encoding of single words: neighbouring pieces are joined in the order of the list of
 * merges until none of it applies (Sennrich et al. 2016).
 */
final class BytePairs {
  private static final String END_OF_WORD = "</w>";
  private static final int CACHED_WORDS = 10_000;

  private final Map<String, Integer> vocabulary;
  private final Map<Pair, Integer> ranks;
  private final int unknown;
  private final Map<String, int[]> cache = new ConcurrentHashMap<>();

  /**
   * An encoder.
   *
   * @param merges two pieces, separated by a space, in each line; most frequent first
   * @param unknown id of pieces that the vocabulary lacks
   */
  BytePairs(Map<String, Integer> vocabulary, List<String> merges, int unknown) {
    this.vocabulary = vocabulary;
    this.unknown = unknown;
    ranks = HashMap.newHashMap(merges.size());
    for (String merge : merges) {
      int space = merge.indexOf(' ');
      if (space < 1 || merge.startsWith("#version")) {
        continue;
      }
      ranks.putIfAbsent(
          new Pair(merge.substring(0, space), merge.substring(space + 1).strip()), ranks.size());
    }
  }

  /** The ids of a word in byte symbols, at least one of which it has. */
  int[] encode(String word) {
    int[] cached = cache.get(word);
    if (cached != null) {
      return cached;
    }
    int[] ids = merged(word).stream().mapToInt(p -> vocabulary.getOrDefault(p, unknown)).toArray();
    if (cache.size() < CACHED_WORDS) {
      cache.put(word, ids);
    }
    return ids;
  }

  private List<String> merged(String word) {
    List<String> pieces = new ArrayList<>(Arrays.asList(word.split("")));
    pieces.set(pieces.size() - 1, pieces.getLast() + END_OF_WORD);
    while (pieces.size() > 1) {
      int best = Integer.MAX_VALUE;
      int at = -1;
      for (int i = 0; i + 1 < pieces.size(); i++) {
        int rank =
            ranks.getOrDefault(new Pair(pieces.get(i), pieces.get(i + 1)), Integer.MAX_VALUE);
        if (rank < best) {
          best = rank;
          at = i;
        }
      }
      if (at < 0) {
        break;
      }
      pieces.set(at, pieces.get(at) + pieces.remove(at + 1));
    }
    return pieces;
  }

  private record Pair(String first, String second) {}
}
