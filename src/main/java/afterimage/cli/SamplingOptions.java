package afterimage.cli;

import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.engine.SamplerNames;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how to sample; what is absent is the model's own choice. */
final class SamplingOptions {
  @Option(
      names = {"-p", "--prompt"},
      paramLabel = "TEXT",
      description = "What the picture should become.")
  private @Nullable String prompt;

  @Option(
      names = {"-n", "--negative"},
      paramLabel = "TEXT",
      description = "What to avoid.")
  private @Nullable String negative;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Number of steps in the full schedule: 1 to 1000.")
  private @Nullable Integer steps;

  @Option(
      names = {"-g", "--guidance"},
      paramLabel = "SCALE",
      description = "How closely to follow the prompt: 0 to 100; 1 switches guidance off.")
  private @Nullable Double guidance;

  @Option(
      names = "--aesthetic",
      paramLabel = "SCORE",
      description = "Aesthetic score, 0 to 10: from plain to polished.")
  private @Nullable Double aesthetic;

  @Option(
      names = "--negative-aesthetic",
      paramLabel = "SCORE",
      description = "Aesthetic score of the look to avoid: 0 to 10.")
  private @Nullable Double negativeAesthetic;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "0 to 4294967295: the same seed gives the same picture. Default: random.")
  private @Nullable Long seed;

  @Option(
      names = "--scheduler",
      paramLabel = "NAME",
      description = "The sampler to use, by our name or that of A1111 or ComfyUI.")
  private @Nullable String scheduler;

  @Mixin private AdvancedOptions advanced = new AdvancedOptions();

  /** A seed for runs that name none. */
  private final long randomSeed = ThreadLocalRandom.current().nextLong(RefineSettings.MAX_SEED + 1);

  /**
   * The settings for a model.
   *
   * @param strength share of the schedule that a refiner runs
   * @param watermark whether results are marked where the user doesn't say
   * @throws IllegalArgumentException naming the value that this model or any model can't have
   */
  RefineSettings settings(ModelInfo model, double strength, boolean watermark) {
    RefineSettings defaults = model.defaults();
    RefineSettings settings =
        new RefineSettings(
            Objects.requireNonNullElse(prompt, defaults.prompt()),
            Objects.requireNonNullElse(negative, defaults.negativePrompt()),
            strength,
            Objects.requireNonNullElse(steps, defaults.steps()),
            Objects.requireNonNullElse(guidance, defaults.guidanceScale()),
            Objects.requireNonNullElse(aesthetic, defaults.aestheticScore()),
            Objects.requireNonNullElse(negativeAesthetic, defaults.negativeAestheticScore()),
            Objects.requireNonNullElse(seed, randomSeed),
            scheduler(model),
            defaults.advanced().withWatermark(watermark || defaults.advanced().watermark()));
    requireSteps(settings);
    return advanced.onto(settings);
  }

  /** Whether there is a prompt, be it empty. */
  boolean hasPrompt() {
    return prompt != null;
  }

  /** Whether a seed was named. */
  boolean hasSeed() {
    return seed != null;
  }

  /** Whether a sampler was named. */
  boolean hasScheduler() {
    return scheduler != null;
  }

  /** Whether a score was asked for. */
  boolean asksForAesthetics() {
    return aesthetic != null || negativeAesthetic != null;
  }

  private @Nullable String scheduler(ModelInfo model) {
    if (scheduler == null) {
      // A preset or a picture may name one of another model's.
      String usual = model.defaults().scheduler();
      return usual != null && model.schedulers().contains(usual) ? usual : null;
    }
    String asked = SamplerNames.of(scheduler, null).orElse(scheduler);
    return model.schedulers().stream()
        .filter(name -> name.equalsIgnoreCase(scheduler) || name.equals(asked))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown scheduler '%s': %s takes %s"
                        .formatted(
                            scheduler, model.name(), String.join(", ", model.schedulers()))));
  }

  private static void requireSteps(RefineSettings settings) {
    if (settings.strength() > 0 && settings.stepsRun() == 0) {
      throw new IllegalArgumentException(
          "strength %s of %d steps leaves none to run: use a strength of %s or more, or more steps"
              .formatted(
                  settings.strength(),
                  settings.steps(),
                  RefineSettings.minStrength(settings.steps())));
    }
  }
}
