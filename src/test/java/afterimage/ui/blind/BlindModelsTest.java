package afterimage.ui.blind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.engine.RefineSettings;
import afterimage.ui.blind.Ballot.Verdict;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlindModelsTest {
  @TempDir Path folder;

  /** Expected values: statsmodels.stats.proportion.proportion_confint(method="wilson"). */
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, 0.27753",
    "5, 10, 0.23659, 0.76341",
    "10, 10, 0.72247, 1",
    "81, 263, 0.25528, 0.36620",
    "0, 0, 0, 1"
  })
  void interval_knownCounts_isWilsons(double wins, int count, double low, double high) {
    WilsonInterval interval = WilsonInterval.of(wins, count);

    assertThat(interval.low()).isCloseTo(low, within(5e-5));
    assertThat(interval.high()).isCloseTo(high, within(5e-5));
  }

  @Test
  void tally_ofATrait_countsWinsTiesAndOnlyWhatDiffers() {
    List<Ballot> ballots =
        List.of(
            ballot(made("a", 0.3), made("b", 0.3), Verdict.LEFT),
            ballot(made("b", 0.3), made("a", 0.6), Verdict.RIGHT),
            ballot(made("a", 0.3), made("b", 0.6), Verdict.TIE),
            ballot(made("a", 0.3), made("a", 0.6), Verdict.RIGHT));

    assertThat(Tally.of(ballots, Trait.MODEL))
        .containsExactly(new Tally("a", 2.5, 1, 3), new Tally("b", 0.5, 1, 3));
    assertThat(Tally.of(ballots, Trait.STRENGTH))
        .containsExactly(new Tally("60%", 2.5, 1, 3), new Tally("30%", 0.5, 1, 3));
    assertThat(Tally.of(ballots, Trait.SCHEDULER)).isEmpty();
  }

  @Test
  void round_ofThreeContenders_hasEachPairOnceOnSidesOfChance() {
    Source source = new Source("a.png", Path.of("a.png"), 8, 8);
    source.add(version("1"));
    source.add(version("2"));
    Set<String> pairs = new HashSet<>();
    Set<String> firstSides = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      BlindRound round = BlindRound.of(List.of(source), new Random(seed * 0x9e3779b97f4a7c15L));
      assertThat(round.size()).isEqualTo(3);
      firstSides.add(round.current().orElseThrow().left().id());
      while (round.current().isPresent()) {
        Ballot ballot = round.decide(Verdict.TIE, Instant.EPOCH);
        pairs.add(ballot.left().id() + ballot.right().id());
      }
    }

    assertThat(firstSides).containsExactlyInAnyOrder("original", "1", "2");
    assertThat(pairs).hasSize(6);
  }

  @Test
  void box_ballots_areThereAgainAndInTheTable() throws Exception {
    BallotBox box = new BallotBox(folder.resolve("b.json"));
    Ballot first = ballot(made("a, \"b\"", 0.3), made("=1+1", 0.3), Verdict.LEFT);
    box.add(first);
    box.add(ballot(made("c", 0.3), new Contender("original", Path.of("o"), "", null), Verdict.TIE));

    List<Ballot> read = new BallotBox(folder.resolve("b.json")).all();
    assertThat(read).hasSize(2);
    assertThat(read.getFirst().left().settings()).isEqualTo(first.left().settings());

    Path table = folder.resolve("t.csv");
    BallotBox.writeCsv(read, table);
    List<String> lines = Files.readAllLines(table);
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst()).startsWith("time,picture,verdict,left_id,left_model");
    assertThat(lines.get(1)).contains("\"a, \"\"b\"\"\"").contains(",'=1+1,").contains(",left,");
    assertThat(lines.get(2)).contains(",tie,").contains(",original,,");
  }

  private static Ballot ballot(Contender left, Contender right, Verdict verdict) {
    return new Ballot(Instant.EPOCH, "a.png", left, right, verdict);
  }

  private static Contender made(String model, double strength) {
    return new Contender(model, Path.of(model.replace('"', '_')), model, settings(strength));
  }

  private static Version version(String id) {
    return new Version(id, 1, Path.of(id), settings(0.3), "mini", Instant.EPOCH);
  }

  private static RefineSettings settings(double strength) {
    return new RefineSettings("", "", strength, 10, 5, 6, 2.5, 1, null);
  }
}
