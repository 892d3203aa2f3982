package afterimage.engine;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to refine a picture. Names and meanings follow diffusers' {@code
 * StableDiffusionXLImg2ImgPipeline}.
 *
 * @param prompt what the picture should become; may be empty
 * @param negativePrompt what it should not become; may be empty
 * @param strength share of the schedule that runs, in [0, 1]; 0 returns the picture unchanged
 * @param steps length of the whole schedule, at least 1
 * @param guidanceScale how closely to follow the prompt; 1 or less switches guidance off
 * @param aestheticScore 1 to 10, for models that know it
 * @param negativeAestheticScore 1 to 10, for models that know it
 * @param seed 0 to 2^32 - 1
 * @param scheduler a name from {@link ModelInfo#schedulers}, or null for the model's own
 * @param advanced what most users leave alone
 */
@RecordBuilder
public record RefineSettings(
    String prompt,
    String negativePrompt,
    double strength,
    int steps,
    double guidanceScale,
    double aestheticScore,
    double negativeAestheticScore,
    long seed,
    @Nullable String scheduler,
    AdvancedSettings advanced)
    implements RefineSettingsBuilder.With {

  /** The largest seed: torch's generators take 32 bits everywhere. */
  public static final long MAX_SEED = 0xffff_ffffL;

  /**
   * The settings in their ranges.
   *
   * @throws IllegalArgumentException naming the first value that is out of its range
   */
  public RefineSettings {
    advanced = advanced == null ? AdvancedSettings.DEFAULT : advanced;
    Parameters.STRENGTH.require(strength);
    Parameters.STEPS.require(steps);
    Parameters.GUIDANCE.require(guidanceScale);
    Parameters.AESTHETIC.require(aestheticScore);
    Parameters.NEGATIVE_AESTHETIC.require(negativeAestheticScore);
    Parameters.SEED.require(seed);
  }

  /** All prompts, positive and negative, that it has. */
  public List<String> prompts() {
    return Stream.of(prompt, negativePrompt, advanced.prompt2(), advanced.negativePrompt2())
        .filter(Objects::nonNull)
        .toList();
  }

  /** With {@link AdvancedSettings#DEFAULT}. */
  public RefineSettings(
      String prompt,
      String negativePrompt,
      double strength,
      int steps,
      double guidanceScale,
      double aestheticScore,
      double negativeAestheticScore,
      long seed,
      @Nullable String scheduler) {
    this(
        prompt,
        negativePrompt,
        strength,
        steps,
        guidanceScale,
        aestheticScore,
        negativeAestheticScore,
        seed,
        scheduler,
        AdvancedSettings.DEFAULT);
  }

  /** With the seed of picture {@code index} of a request: each further one has the next. */
  public RefineSettings ofPicture(int index) {
    return withSeed((seed + index) & MAX_SEED);
  }

  /** How many of the schedule's steps run. */
  public int stepsRun() {
    return stepsRun(steps, strength);
  }

  /** How many of a schedule's steps run: diffusers' {@code min(int(steps * strength), steps)}. */
  public static int stepsRun(int steps, double strength) {
    return Math.min((int) (steps * strength), steps);
  }

  /** The least strength, to two digits or three, at which one of {@code steps} runs. */
  public static double minStrength(int steps) {
    int scale = steps <= 100 ? 100 : 1000;
    int digits = Math.ceilDiv(scale, steps);
    while (stepsRun(steps, (double) digits / scale) < 1) {
      digits++;
    }
    return (double) digits / scale;
  }
}
