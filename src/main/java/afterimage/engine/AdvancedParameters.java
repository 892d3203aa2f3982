package afterimage.engine;

import static afterimage.engine.Parameter.Option.toggle;

import afterimage.engine.NoiseSettings.Generator;
import afterimage.engine.Parameter.Option;
import afterimage.engine.Parameter.Range;
import afterimage.engine.SizeSettings.Corner;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Those of {@link AdvancedSettings}: a picture's text has them where they are not as usual. */
final class AdvancedParameters {
  static final Parameter<Integer> CLIP_SKIP =
      of(
          new Option(
              "clip-skip", "N", "Layers of the text encoders to skip before the last but one."),
          "Skipped layers",
          new Range(0, Integer.MAX_VALUE, "engine.clipSkip"),
          AdvancedSettings::clipSkip,
          AdvancedSettings::withClipSkip,
          ParameterValues.INTEGERS);

  static final Parameter<Double> GUIDANCE_RESCALE =
      of(
          new Option(
              "guidance-rescale",
              "SHARE",
              "How much of the contrast added by guidance to remove again: 0 to 1."),
          "CFG rescale",
          new Range(0, 1),
          AdvancedSettings::guidanceRescale,
          AdvancedSettings::withGuidanceRescale,
          ParameterValues.NUMBERS);

  static final Parameter<Double> GUIDANCE_START =
      interval(
          new Option(
              "guidance-start",
              "SHARE",
              "The share of the steps that run before guidance begins: 0 to 1. Steps without"
                  + " guidance take about half the time. Default: 0."),
          "Guidance start",
          new Range(0, 1),
          GuidanceInterval::start,
          GuidanceInterval::withStart,
          ParameterValues.NUMBERS);

  static final Parameter<Double> GUIDANCE_END =
      interval(
          new Option(
              "guidance-end",
              "SHARE",
              "The share of the steps after which guidance ends: 0 to 1. Default: 1."),
          "Guidance end",
          new Range(0, 1),
          GuidanceInterval::end,
          GuidanceInterval::withEnd,
          ParameterValues.NUMBERS);

  static final Parameter<Double> GUIDANCE_MIN_SIGMA =
      interval(
          new Option(
              "ngms",
              "SIGMA",
              "A1111's negative guidance minimum sigma: below this noise level, 0 to 1000, every"
                  + " other step runs without guidance. SDXL begins at 14.6. Default: 0, none."),
          "NGMS",
          new Range(0, 1000),
          GuidanceInterval::minSigma,
          GuidanceInterval::withMinSigma,
          ParameterValues.NUMBERS);

  static final Parameter<Long> VARIATION_SEED =
      noise(
          new Option("variation-seed", "N", "A second seed, whose noise is mixed in."),
          "Variation seed",
          null,
          NoiseSettings::variationSeed,
          NoiseSettings::withVariationSeed,
          ParameterValues.LONGS);

  static final Parameter<Double> VARIATION_STRENGTH =
      noise(
          new Option(
              "variation-strength",
              "SHARE",
              "How much of the variation seed's noise is mixed in: 0 to 1."),
          "Variation seed strength",
          new Range(0, 1),
          NoiseSettings::variationStrength,
          NoiseSettings::withVariationStrength,
          ParameterValues.NUMBERS);

  static final Parameter<Double> CONTROL_SCALE =
      control(
          new Option(
              "control-scale",
              "SCALE",
              "With --controlnet: how strongly the control picture steers, 0 to 2. Default: 1."),
          "Control scale",
          new Range(0, 2),
          ControlSettings::scale,
          ControlSettings::withScale);

  static final Parameter<Double> CONTROL_START =
      control(
          new Option(
              "control-from",
              "SHARE",
              "With --controlnet: the share of the steps that run before it begins: 0 to 1."
                  + " Default: 0."),
          "Control start",
          new Range(0, 1),
          ControlSettings::start,
          ControlSettings::withStart);

  static final Parameter<Double> CONTROL_END =
      control(
          new Option(
              "control-until",
              "SHARE",
              "With --controlnet: the share of the steps after which it ends: 0 to 1. Default: 1."),
          "Control end",
          new Range(0, 1),
          ControlSettings::end,
          ControlSettings::withEnd);

  static final Parameter<Double> KEEP_DETAIL =
      of(
          new Option(
              "keep-detail",
              "SHARE",
              "How much of the detail that the autoencoder loses is restored"
                  + " where the picture did not change: 0 to 1. Default: the model's."),
          "Keep detail",
          new Range(0, 1),
          AdvancedSettings::keepDetail,
          AdvancedSettings::withKeepDetail,
          ParameterValues.NUMBERS);

  static final Parameter<Boolean> ONLY_MASKED =
      mask(
          toggle(
              "mask-crop",
              "Refine only what the mask covers, at the model's own size, and leave the rest of"
                  + " the picture out."),
          "Inpaint area",
          null,
          MaskSettings::onlyMasked,
          MaskSettings::withOnlyMasked,
          ParameterValues.onBy("Only masked"));

  static final Parameter<Integer> MASK_MARGIN =
      new Parameter<>(
          new Option(
              "mask-margin",
              "PIXELS",
              "With --mask-crop: how much around the mask the model sees as well, 0 to 1024."
                  + " Default: 32."),
          "Masked area padding",
          new Range(0, MaskSettings.MAX_MARGIN, "engine.maskMargin"),
          settings -> written(settings.advanced().mask()),
          (settings, margin) ->
              settings.withAdvanced(
                  settings.advanced().withMask(settings.advanced().mask().withMargin(margin))),
          ParameterValues.INTEGERS);

  /** All, in the order in which a picture's text has them. */
  static final List<Parameter<?>> ALL =
      List.of(
          of(
              new Option(
                  "prompt2",
                  "TEXT",
                  "Prompt for the second text encoder, if there is one. Default: the" + " prompt."),
              "Prompt 2",
              null,
              AdvancedSettings::prompt2,
              AdvancedSettings::withPrompt2,
              ParameterValues.TEXTS),
          of(
              new Option(
                  "negative2",
                  "TEXT",
                  "Negative prompt for the second text encoder. Default: the negative"
                      + " prompt."),
              "Negative prompt 2",
              null,
              AdvancedSettings::negativePrompt2,
              AdvancedSettings::withNegativePrompt2,
              ParameterValues.TEXTS),
          of(
              toggle(
                  "plain-prompt",
                  "Treat brackets as ordinary text, and cut prompts off after 75 tokens."),
              "Emphasis",
              null,
              AdvancedSettings::plainPrompts,
              AdvancedSettings::withPlainPrompts,
              ParameterValues.onBy("None")),
          CLIP_SKIP,
          GUIDANCE_RESCALE,
          of(
              toggle(
                  "guidance-in-two-calls",
                  "Run the UNet separately for prompt and negative prompt: half the"
                      + " memory per step, slightly slower."),
              "Guidance calls",
              null,
              AdvancedSettings::guidanceInTwoCalls,
              AdvancedSettings::withGuidanceInTwoCalls,
              ParameterValues.onBy("2")),
          GUIDANCE_START,
          GUIDANCE_END,
          GUIDANCE_MIN_SIGMA,
          interval(
              toggle(
                  "ngms-all-steps",
                  "With --ngms: all steps below that level run without guidance."),
              "NGMS all steps",
              null,
              GuidanceInterval::everyStep,
              GuidanceInterval::withEveryStep,
              ParameterValues.onBy("True")),
          noise(
              new Option(
                  "noise-source",
                  "NAME",
                  "How a seed becomes noise: cpu as in diffusers and ComfyUI, nv as"
                      + " in A1111."),
              "RNG",
              null,
              NoiseSettings::generator,
              NoiseSettings::withGenerator,
              ParameterValues.of(Generator.class, Generator::parse)),
          VARIATION_SEED,
          VARIATION_STRENGTH,
          CONTROL_SCALE,
          CONTROL_START,
          CONTROL_END,
          KEEP_DETAIL,
          ONLY_MASKED,
          MASK_MARGIN,
          of(
              new Option(
                  "tile",
                  "SIDE",
                  "auto, off or a size in pixels: larger pictures go through the"
                      + " autoencoder in overlapping tiles, which saves memory. Default:"
                      + " auto."),
              "Tile size",
              null,
              AdvancedSettings::tiling,
              AdvancedSettings::withTiling,
              ParameterValues.of(Tiling.class, Tiling::parse)),
          of(
              new Option(
                  "spacing",
                  "NAME",
                  "Which timesteps the sampler visits: leading, trailing, linspace or model."
                      + " Few-step LoRAs want trailing; Karras, LCM and TCD samplers choose"
                      + " otherwise. Default: model, its own."),
              "Timestep spacing",
              null,
              AdvancedSettings::spacing,
              AdvancedSettings::withSpacing,
              ParameterValues.of(TimestepSpacing.class, TimestepSpacing::parse)),
          of(
              new Option(
                  "decoder",
                  "NAME",
                  "What decodes the finished picture: full, the model's own decoder, or tiny, the"
                      + " one given with --preview-decoder: much faster, but fine detail and smooth"
                      + " gradients suffer. Default: full."),
              "VAE Decoder",
              null,
              AdvancedSettings::decoder,
              AdvancedSettings::withDecoder,
              new ParameterValues<>(
                  LatentDecoder.class, LatentDecoder::parse, LatentDecoder::inPictures)),
          size(
              "original-size",
              "Size conditioning: the size before any resizing.",
              "Original size",
              SizeSettings::original,
              SizeSettings::withOriginal),
          corner(
              "crop",
              "Size conditioning: the corner at which the picture was cropped.",
              "Crop",
              SizeSettings::crop,
              SizeSettings::withCrop),
          size(
              "target-size",
              "Size conditioning: the size to generate.",
              "Target size",
              SizeSettings::target,
              SizeSettings::withTarget),
          size(
              "negative-original-size",
              "As --original-size, for the negative prompt.",
              "Negative original size",
              SizeSettings::negativeOriginal,
              SizeSettings::withNegativeOriginal),
          corner(
              "negative-crop",
              "As --crop, for the negative prompt.",
              "Negative crop",
              SizeSettings::negativeCrop,
              SizeSettings::withNegativeCrop),
          size(
              "negative-target-size",
              "As --target-size, for the negative prompt.",
              "Negative target size",
              SizeSettings::negativeTarget,
              SizeSettings::withNegativeTarget));

  private AdvancedParameters() {}

  private static <T> Parameter<T> of(
      Option option,
      String key,
      @Nullable Range range,
      Function<AdvancedSettings, @Nullable T> get,
      BiFunction<AdvancedSettings, T, AdvancedSettings> with,
      ParameterValues<T> values) {
    return new Parameter<>(
        option,
        key,
        range,
        settings -> unusual(get.apply(settings.advanced()), get.apply(AdvancedSettings.DEFAULT)),
        (settings, value) -> settings.withAdvanced(with.apply(settings.advanced(), value)),
        values);
  }

  private static <T> @Nullable T unusual(@Nullable T value, @Nullable T usual) {
    return Objects.equals(value, usual) ? null : value;
  }

  private static <T> Parameter<T> interval(
      Option option,
      String key,
      @Nullable Range range,
      Function<GuidanceInterval, @Nullable T> get,
      BiFunction<GuidanceInterval, T, GuidanceInterval> with,
      ParameterValues<T> values) {
    return of(
        option,
        key,
        range,
        advanced -> get.apply(advanced.guidanceInterval()),
        (advanced, value) ->
            advanced.withGuidanceInterval(with.apply(advanced.guidanceInterval(), value)),
        values);
  }

  private static Parameter<Double> control(
      Option option,
      String key,
      Range range,
      Function<ControlSettings, Double> get,
      BiFunction<ControlSettings, Double, ControlSettings> with) {
    return of(
        option,
        key,
        range,
        advanced -> get.apply(advanced.control()),
        (advanced, value) -> advanced.withControl(with.apply(advanced.control(), value)),
        ParameterValues.NUMBERS);
  }

  private static <T> Parameter<T> noise(
      Option option,
      String key,
      @Nullable Range range,
      Function<NoiseSettings, @Nullable T> get,
      BiFunction<NoiseSettings, T, NoiseSettings> with,
      ParameterValues<T> values) {
    return of(
        option,
        key,
        range,
        advanced -> get.apply(advanced.noise()),
        (advanced, value) -> advanced.withNoise(with.apply(advanced.noise(), value)),
        values);
  }

  /** A1111 writes it wherever only the masked part is refined, the usual one as well. */
  private static @Nullable Integer written(MaskSettings mask) {
    boolean usual = mask.margin() == MaskSettings.DEFAULT.margin();
    return mask.onlyMasked() || !usual ? Integer.valueOf(mask.margin()) : null;
  }

  private static <T> Parameter<T> mask(
      Option option,
      String key,
      @Nullable Range range,
      Function<MaskSettings, @Nullable T> get,
      BiFunction<MaskSettings, T, MaskSettings> with,
      ParameterValues<T> values) {
    return of(
        option,
        key,
        range,
        advanced -> get.apply(advanced.mask()),
        (advanced, value) -> advanced.withMask(with.apply(advanced.mask(), value)),
        values);
  }

  private static Parameter<PixelSize> size(
      String name,
      String help,
      String key,
      Function<SizeSettings, @Nullable PixelSize> get,
      BiFunction<SizeSettings, PixelSize, SizeSettings> with) {
    return told(
        new Option(name, "WxH", help),
        key,
        get,
        with,
        ParameterValues.of(PixelSize.class, PixelSize::parse));
  }

  private static Parameter<Corner> corner(
      String name,
      String help,
      String key,
      Function<SizeSettings, @Nullable Corner> get,
      BiFunction<SizeSettings, Corner, SizeSettings> with) {
    return told(
        new Option(name, "TOP,LEFT", help),
        key,
        get,
        with,
        ParameterValues.of(Corner.class, Corner::parse));
  }

  private static <T> Parameter<T> told(
      Option option,
      String key,
      Function<SizeSettings, @Nullable T> get,
      BiFunction<SizeSettings, T, SizeSettings> with,
      ParameterValues<T> values) {
    return of(
        option,
        key,
        null,
        advanced -> get.apply(advanced.sizes()),
        (advanced, value) -> advanced.withSizes(with.apply(advanced.sizes(), value)),
        values);
  }
}
