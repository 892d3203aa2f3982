package afterimage.diffusion.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Byte pair encoding of single words: neighbouring pieces are joined in the order of the list of
 * merges until none of it applies (Sennrich et al. 2016). A word of n symbols takes n log n.
 */
final class BytePairs {
  private static final String END_OF_WORD = "</w>";
  private static final int CACHED_WORDS = 10_000;
  private static final int MAX_CACHED = 64;

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
    if (word.length() <= MAX_CACHED && cache.size() < CACHED_WORDS) {
      cache.put(word, ids);
    }
    return ids;
  }

  private List<String> merged(String word) {
    List<String> symbols = new ArrayList<>(word.length());
    for (int i = 0; i < word.length(); i++) {
      symbols.add(String.valueOf(word.charAt(i)));
    }
    symbols.set(symbols.size() - 1, symbols.getLast() + END_OF_WORD);
    return new Merging(symbols, ranks).merged();
  }

  record Pair(String first, String second) {}
}
