package afterimage.ui.blind;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often a trait's value won.
 *
 * @param value of the trait
 * @param wins a tie counts a half
 * @param ties of {@code count}
 * @param count of comparisons in which the trait differed
 */
record Tally(String value, double wins, int ties, int count) {

  /**
   * The tallies of a trait, the best first; comparisons in which it did not differ do not count.
   */
  static List<Tally> of(Collection<Ballot> ballots, Trait trait) {
    Map<String, Tally> tallies = new TreeMap<>();
    for (Ballot ballot : ballots) {
      String left = trait.of(ballot.left());
      String right = trait.of(ballot.right());
      if (!left.equals(right)) {
        double share =
            switch (ballot.verdict()) {
              case LEFT -> 1;
              case RIGHT -> 0;
              case TIE -> 0.5;
            };
        tallies.merge(left, new Tally(left, share, share == 0.5 ? 1 : 0, 1), Tally::plus);
        tallies.merge(right, new Tally(right, 1 - share, share == 0.5 ? 1 : 0, 1), Tally::plus);
      }
    }
    return tallies.values().stream()
        .sorted(Comparator.comparingDouble(Tally::rate).reversed())
        .toList();
  }

  /** Share of comparisons that it won. */
  double rate() {
    return wins / count;
  }

  WilsonInterval interval() {
    return WilsonInterval.of(wins, count);
  }

  private Tally plus(Tally other) {
    return new Tally(value, wins + other.wins, ties + other.ties, count + other.count);
  }
}
