package afterimage.ui.trials;

import afterimage.engine.RefineSettings;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Which settings are tried beside each other. */
public enum Series {
  /**
   * From touching up to reimagining, all on one schedule, which is long enough for the weakest to
   * have a step to run.
   */
  STRENGTHS {
    @Override
    public List<RefineSettings> of(RefineSettings now, int count, RandomGenerator random) {
      RefineSettings longEnough = now.withSteps(Math.max(now.steps(), MIN_STEPS));
      return DoubleStream.of(SHARES).mapToObj(longEnough::withStrength).toList();
    }
  },
  /** The same with other noise; the present seed comes first. */
  SEEDS {
    @Override
    public List<RefineSettings> of(RefineSettings now, int count, RandomGenerator random) {
      return IntStream.range(0, count)
          .mapToObj(
              index ->
                  index == 0 ? now : now.withSeed(random.nextLong(RefineSettings.MAX_SEED + 1)))
          .toList();
    }
  };

  private static final double[] SHARES = {0.1, 0.2, 0.3, 0.45, 0.6};
  private static final int MIN_STEPS = 10;

  /**
   * The settings to try.
   *
   * @param now what they begin with
   * @param count how many, for series that are as long as one likes
   * @param random where new seeds come from
   */
  public abstract List<RefineSettings> of(RefineSettings now, int count, RandomGenerator random);
}
