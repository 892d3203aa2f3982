package afterimage.engine;

import afterimage.engine.NoiseSettings.Generator;
import afterimage.engine.Parameter.Range;
import afterimage.engine.SizeSettings.Corner;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of a run, in the order in which a picture's text has them. Whoever adds one adds it
 * here; the text, its reader and the check of the options follow.
 */
public final class Parameters {
  static final Parameter<Integer> STEPS =
      of(
          "steps",
          "Steps",
          new Range(1, 1000, "engine.steps"),
          RefineSettings::steps,
          RefineSettings::withSteps,
          Integer::valueOf);

  static final Parameter<String> SCHEDULER =
      of(
          "scheduler",
          "Sampler",
          null,
          RefineSettings::scheduler,
          RefineSettings::withScheduler,
          UnaryOperator.identity());

  static final Parameter<Double> GUIDANCE =
      of(
          "guidance",
          "CFG scale",
          new Range(0, 100, "engine.guidance"),
          RefineSettings::guidanceScale,
          RefineSettings::withGuidanceScale,
          Double::valueOf);

  static final Parameter<Long> SEED =
      of(
          "seed",
          "Seed",
          new Range(0, RefineSettings.MAX_SEED, "engine.seed"),
          RefineSettings::seed,
          RefineSettings::withSeed,
          Long::valueOf);

  static final Parameter<Double> STRENGTH =
      of(
          "strength",
          "Denoising strength",
          new Range(0, 1, "engine.strength"),
          RefineSettings::strength,
          RefineSettings::withStrength,
          Double::valueOf);

  static final Parameter<Double> AESTHETIC =
      of(
          "aesthetic",
          "Aesthetic score",
          new Range(0, 10, "engine.aesthetic"),
          RefineSettings::aestheticScore,
          RefineSettings::withAestheticScore,
          Double::valueOf);

  static final Parameter<Double> NEGATIVE_AESTHETIC =
      of(
          "negative-aesthetic",
          "Negative aesthetic score",
          new Range(0, 10, "engine.negativeAesthetic"),
          RefineSettings::negativeAestheticScore,
          RefineSettings::withNegativeAestheticScore,
          Double::valueOf);

  static final Parameter<Integer> CLIP_SKIP =
      advanced(
          "clip-skip",
          "Skipped layers",
          new Range(0, Integer.MAX_VALUE, "engine.clipSkip"),
          AdvancedSettings::clipSkip,
          AdvancedSettings::withClipSkip,
          Integer::valueOf);

  static final Parameter<Double> GUIDANCE_RESCALE =
      advanced(
          "guidance-rescale",
          "CFG rescale",
          new Range(0, 1, "engine.guidanceRescale"),
          AdvancedSettings::guidanceRescale,
          AdvancedSettings::withGuidanceRescale,
          Double::valueOf);

  static final Parameter<Double> KEEP_DETAIL =
      advanced(
          "keep-detail",
          "Keep detail",
          new Range(0, 1, "engine.keepDetail"),
          AdvancedSettings::keepDetail,
          AdvancedSettings::withKeepDetail,
          Double::valueOf);

  /** Said where the lines of a text cannot hold them as they are. */
  static final List<Parameter<?>> PROMPTS =
      List.of(
          of(
              "prompt",
              "Prompt",
              null,
              settings -> SettingsText.readsBack(settings) ? null : settings.prompt(),
              RefineSettings::withPrompt,
              UnaryOperator.identity()),
          of(
              "negative",
              "Negative prompt",
              null,
              settings -> SettingsText.readsBack(settings) ? null : settings.negativePrompt(),
              RefineSettings::withNegativePrompt,
              UnaryOperator.identity()));

  /** What every text says. */
  static final List<Parameter<?>> SAMPLING = List.of(STEPS, SCHEDULER, GUIDANCE, SEED);

  /** What only models say that know scores. */
  static final List<Parameter<?>> SCORES = List.of(AESTHETIC, NEGATIVE_AESTHETIC);

  /** What is said where it is not as usual. */
  static final List<Parameter<?>> ADVANCED =
      List.of(
          advanced(
              "prompt2",
              "Prompt 2",
              null,
              AdvancedSettings::prompt2,
              AdvancedSettings::withPrompt2,
              UnaryOperator.identity()),
          advanced(
              "negative2",
              "Negative prompt 2",
              null,
              AdvancedSettings::negativePrompt2,
              AdvancedSettings::withNegativePrompt2,
              UnaryOperator.identity()),
          advanced(
              "plain-prompt",
              "Emphasis",
              null,
              advanced -> advanced.plainPrompts() ? "None" : null,
              (advanced, emphasis) ->
                  advanced.withPlainPrompts(emphasis.toLowerCase(Locale.ROOT).equals("none")),
              UnaryOperator.identity()),
          CLIP_SKIP,
          GUIDANCE_RESCALE,
          advanced(
              "guidance-in-two-calls",
              "Guidance calls",
              null,
              advanced -> advanced.guidanceInTwoCalls() ? 2 : null,
              (advanced, calls) -> advanced.withGuidanceInTwoCalls(calls == 2),
              Integer::valueOf),
          noise(
              "noise-source",
              "RNG",
              NoiseSettings::generator,
              (noise, generator) ->
                  new NoiseSettings(generator, noise.variationSeed(), noise.variationStrength()),
              text -> Generator.valueOf(text.toUpperCase(Locale.ROOT))),
          noise(
              "variation-seed",
              "Variation seed",
              NoiseSettings::variationSeed,
              (noise, seed) ->
                  new NoiseSettings(noise.generator(), seed, noise.variationStrength()),
              Long::valueOf),
          noise(
              "variation-strength",
              "Variation seed strength",
              NoiseSettings::variationStrength,
              (noise, strength) ->
                  new NoiseSettings(noise.generator(), noise.variationSeed(), strength),
              Double::valueOf),
          KEEP_DETAIL,
          advanced(
              "tile",
              "Tile size",
              null,
              AdvancedSettings::tiling,
              AdvancedSettings::withTiling,
              Tiling::parse),
          size(
              "original-size", "Original size", SizeSettings::original, SizeSettings::withOriginal),
          corner("crop", "Crop", SizeSettings::crop, SizeSettings::withCrop),
          size("target-size", "Target size", SizeSettings::target, SizeSettings::withTarget),
          size(
              "negative-original-size",
              "Negative original size",
              SizeSettings::negativeOriginal,
              SizeSettings::withNegativeOriginal),
          corner(
              "negative-crop",
              "Negative crop",
              SizeSettings::negativeCrop,
              SizeSettings::withNegativeCrop),
          size(
              "negative-target-size",
              "Negative target size",
              SizeSettings::negativeTarget,
              SizeSettings::withNegativeTarget));

  /** Said where it is not as usual, which pictures from noise have and refined ones have not. */
  static final Parameter<Boolean> WATERMARK =
      of(
          "watermark",
          "Watermark",
          null,
          settings -> settings.advanced().watermark(),
          (settings, on) -> settings.withAdvanced(settings.advanced().withWatermark(on)),
          Parameters::parseSwitch);

  private Parameters() {}

  /** All of them. */
  public static List<Parameter<?>> all() {
    return Stream.of(SAMPLING, List.of(STRENGTH), SCORES, ADVANCED, List.of(WATERMARK), PROMPTS)
        .<Parameter<?>>flatMap(List::stream)
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
      Function<String, T> parse) {
    return new Parameter<>(name, key, range, get, with, parse);
  }

  private static <T> Parameter<T> advanced(
      String name,
      String key,
      @Nullable Range range,
      Function<AdvancedSettings, @Nullable T> get,
      BiFunction<AdvancedSettings, T, AdvancedSettings> with,
      Function<String, T> parse) {
    return of(
        name,
        key,
        range,
        settings -> unusual(get.apply(settings.advanced()), get.apply(AdvancedSettings.DEFAULT)),
        (settings, value) -> settings.withAdvanced(with.apply(settings.advanced(), value)),
        parse);
  }

  private static <T> @Nullable T unusual(@Nullable T value, @Nullable T usual) {
    return Objects.equals(value, usual) ? null : value;
  }

  private static <T> Parameter<T> noise(
      String name,
      String key,
      Function<NoiseSettings, @Nullable T> get,
      BiFunction<NoiseSettings, T, NoiseSettings> with,
      Function<String, T> parse) {
    return advanced(
        name,
        key,
        null,
        advanced -> get.apply(advanced.noise()),
        (advanced, value) -> advanced.withNoise(with.apply(advanced.noise(), value)),
        parse);
  }

  private static Parameter<PixelSize> size(
      String name,
      String key,
      Function<SizeSettings, @Nullable PixelSize> get,
      BiFunction<SizeSettings, PixelSize, SizeSettings> with) {
    return sizes(name, key, get, with, PixelSize::parse);
  }

  private static Parameter<Corner> corner(
      String name,
      String key,
      Function<SizeSettings, @Nullable Corner> get,
      BiFunction<SizeSettings, Corner, SizeSettings> with) {
    return sizes(name, key, get, with, Corner::parse);
  }

  private static <T> Parameter<T> sizes(
      String name,
      String key,
      Function<SizeSettings, @Nullable T> get,
      BiFunction<SizeSettings, T, SizeSettings> with,
      Function<String, T> parse) {
    return advanced(
        name,
        key,
        null,
        advanced -> get.apply(advanced.sizes()),
        (advanced, value) -> advanced.withSizes(with.apply(advanced.sizes(), value)),
        parse);
  }

  private static Boolean parseSwitch(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
