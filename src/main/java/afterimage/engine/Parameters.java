package afterimage.engine;

import afterimage.engine.Parameter.Option;
import afterimage.engine.Parameter.Range;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of a run, in the order in which a picture's text has them. Whoever adds one adds it
 * here or to {@link AdvancedParameters}; the text, its reader and its option follow.
 */
public final class Parameters {
  static final Parameter<Integer> STEPS =
      of(
          "steps",
          "Steps",
          new Range(1, 1000, "engine.steps"),
          RefineSettings::steps,
          RefineSettings::withSteps,
          ParameterValues.INTEGERS);

  static final Parameter<String> SCHEDULER =
      of(
          "scheduler",
          "Sampler",
          null,
          RefineSettings::scheduler,
          RefineSettings::withScheduler,
          ParameterValues.TEXTS);

  static final Parameter<Double> GUIDANCE =
      of(
          "guidance",
          "CFG scale",
          new Range(0, 100, "engine.guidance"),
          RefineSettings::guidanceScale,
          RefineSettings::withGuidanceScale,
          ParameterValues.NUMBERS);

  static final Parameter<Long> SEED =
      of(
          "seed",
          "Seed",
          new Range(0, RefineSettings.MAX_SEED, "engine.seed"),
          RefineSettings::seed,
          RefineSettings::withSeed,
          ParameterValues.LONGS);

  static final Parameter<Double> STRENGTH =
      of(
          "strength",
          "Denoising strength",
          new Range(0, 1, "engine.strength"),
          RefineSettings::strength,
          RefineSettings::withStrength,
          ParameterValues.NUMBERS);

  static final Parameter<Double> AESTHETIC =
      of(
          "aesthetic",
          "Aesthetic score",
          new Range(0, 10, "engine.aesthetic"),
          RefineSettings::aestheticScore,
          RefineSettings::withAestheticScore,
          ParameterValues.NUMBERS);

  static final Parameter<Double> NEGATIVE_AESTHETIC =
      of(
          "negative-aesthetic",
          "Negative aesthetic score",
          new Range(0, 10, "engine.negativeAesthetic"),
          RefineSettings::negativeAestheticScore,
          RefineSettings::withNegativeAestheticScore,
          ParameterValues.NUMBERS);

  /** Said where the lines of a text cannot hold them as they are. */
  static final List<Parameter<?>> PROMPTS =
      List.of(
          of(
              "prompt",
              "Prompt",
              null,
              settings -> SettingsText.readsBack(settings) ? null : settings.prompt(),
              RefineSettings::withPrompt,
              ParameterValues.TEXTS),
          of(
              "negative",
              "Negative prompt",
              null,
              settings -> SettingsText.readsBack(settings) ? null : settings.negativePrompt(),
              RefineSettings::withNegativePrompt,
              ParameterValues.TEXTS));

  /** What every text says. */
  static final List<Parameter<?>> SAMPLING = List.of(STEPS, SCHEDULER, GUIDANCE, SEED);

  /** What only models say that know scores. */
  static final List<Parameter<?>> SCORES = List.of(AESTHETIC, NEGATIVE_AESTHETIC);

  /** Said where it is not as usual, which pictures from noise have and refined ones have not. */
  static final Parameter<Boolean> WATERMARK =
      new Parameter<>(
          Option.toggle(
              "watermark",
              "Add SDXL's invisible watermark to the result, or not. Default: to"
                  + " generated pictures, not to refined ones."),
          "Watermark",
          null,
          settings -> settings.advanced().watermark(),
          (settings, on) -> settings.withAdvanced(settings.advanced().withWatermark(on)),
          ParameterValues.ON_OFF);

  private Parameters() {}

  /** All of them. */
  public static List<Parameter<?>> all() {
    return Stream.of(
            SAMPLING,
            List.of(STRENGTH),
            SCORES,
            AdvancedParameters.ALL,
            List.of(WATERMARK),
            PROMPTS)
        .<Parameter<?>>flatMap(List::stream)
        .toList();
  }

  /** The advanced ones that mean nothing where there is no picture to begin with. */
  public static List<Parameter<?>> ofPictures() {
    return List.of(
        AdvancedParameters.KEEP_DETAIL,
        AdvancedParameters.KEEP_COLOURS,
        AdvancedParameters.KEEP_AT_LEAST,
        AdvancedParameters.ONLY_MASKED,
        AdvancedParameters.MASK_MARGIN);
  }

  /** The other advanced ones. */
  public static List<Parameter<?>> ofAllRuns() {
    return Stream.concat(AdvancedParameters.ALL.stream(), Stream.of(WATERMARK))
        .filter(parameter -> !ofPictures().contains(parameter))
        .toList();
  }

  /**
   * Settings with what a picture's text says; what it does not say stays.
   *
   * @param pairs its keys and values
   */
  public static RefineSettings read(Map<String, String> pairs, RefineSettings settings) {
    RefineSettings read = settings;
    for (Parameter<?> parameter : all()) {
      read = parameter.read(pairs.get(parameter.key()), read);
    }
    return read;
  }

  private static <T> Parameter<T> of(
      String name,
      String key,
      @Nullable Range range,
      Function<RefineSettings, @Nullable T> get,
      BiFunction<RefineSettings, T, RefineSettings> with,
      ParameterValues<T> values) {
    return new Parameter<>(Option.named(name), key, range, get, with, values);
  }
}
