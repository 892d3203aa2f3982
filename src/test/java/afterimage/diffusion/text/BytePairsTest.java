package afterimage.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytePairsTest {

  /** Sennrich et al.'s own way: look through all pairs, join the best one, begin anew. */
  @Test
  void merged_anyWordAndMerges_isAsTheDefinitionHasIt() {
    Random random = new Random(16);
    for (int i = 0; i < 3000; i++) {
      Map<BytePairs.Pair, Integer> ranks = merges(random);
      List<String> word = new ArrayList<>();
      for (int left = 1 + random.nextInt(20); left > 0; left--) {
        word.add(String.valueOf((char) ('a' + random.nextInt(3))));
      }
      assertThat(new Merging(word, ranks).merged()).isEqualTo(byDefinition(word, ranks));
    }
  }

  private static Map<BytePairs.Pair, Integer> merges(Random random) {
    List<String> pieces = new ArrayList<>(List.of("a", "b", "c"));
    Map<BytePairs.Pair, Integer> ranks = new HashMap<>();
    for (int i = 0; i < 12; i++) {
      String first = pieces.get(random.nextInt(pieces.size()));
      String second = pieces.get(random.nextInt(pieces.size()));
      pieces.add(first + second);
      ranks.putIfAbsent(new BytePairs.Pair(first, second), random.nextInt(100) * 100 + i);
    }
    return ranks;
  }

  private static List<String> byDefinition(List<String> word, Map<BytePairs.Pair, Integer> ranks) {
    List<String> pieces = new ArrayList<>(word);
    while (true) {
      int best = Integer.MAX_VALUE;
      int at = -1;
      for (int i = 0; i + 1 < pieces.size(); i++) {
        int rank =
            ranks.getOrDefault(
                new BytePairs.Pair(pieces.get(i), pieces.get(i + 1)), Integer.MAX_VALUE);
        if (rank < best) {
          best = rank;
          at = i;
        }
      }
      if (at < 0) {
        return pieces;
      }
      pieces.set(at, pieces.get(at) + pieces.remove(at + 1));
    }
  }
}
