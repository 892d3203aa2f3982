package afterimage.ui.blind;

import afterimage.ui.session.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The pairs of one sitting, in an order and on sides that chance has chosen. No toolkit. */
final class BlindRound {
  private static final int MAX_PICTURES = 40;

  private final List<Pair> pairs;
  private int at;

  /** Two pictures of one source. */
  record Pair(String picture, Contender left, Contender right) {}

  private BlindRound(List<Pair> pairs) {
    this.pairs = List.copyOf(pairs);
  }

  /** All pairs of the pictures' versions and originals, at most {@value #MAX_PICTURES}. */
  static BlindRound of(List<Source> sources, RandomGenerator random) {
    List<Pair> pairs = new ArrayList<>();
    for (Source source : sources) {
      List<Contender> contenders =
          Stream.concat(
                  Stream.of(Contender.of(source)), source.versions().stream().map(Contender::of))
              .toList();
      for (int i = 0; i < contenders.size(); i++) {
        for (int j = 0; j < i; j++) {
          boolean swap = random.nextBoolean();
          pairs.add(
              new Pair(source.name(), contenders.get(swap ? j : i), contenders.get(swap ? i : j)));
        }
      }
    }
    Collections.shuffle(pairs, Random.from(random));
    return new BlindRound(pairs.subList(0, Math.min(MAX_PICTURES, pairs.size())));
  }

  /** The pair to look at; nothing at the end. */
  Optional<Pair> current() {
    return at < pairs.size() ? Optional.of(pairs.get(at)) : Optional.empty();
  }

  /** How many are decided. */
  int decided() {
    return at;
  }

  int size() {
    return pairs.size();
  }

  /** Decides the pair and goes on to the next. */
  Ballot decide(Ballot.Verdict verdict, Instant now) {
    Pair pair = pairs.get(at++);
    return new Ballot(now, pair.picture, pair.left, pair.right, verdict);
  }
}
