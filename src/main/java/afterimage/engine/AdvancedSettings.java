package afterimage.engine;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Settings that have a good value for everybody; {@link #DEFAULT} is diffusers' behaviour, but for
 * prompts, in which brackets weigh words.
 *
 * @param prompt2 for the second text encoder of models with two, or null for the prompt
 * @param negativePrompt2 for the second text encoder, or null for the negative prompt
 * @param plainPrompts whether brackets and {@code BREAK} are words like others and a prompt ends at
 *     75 tokens, as in diffusers, and not A1111's syntax
 * @param clipSkip layers of the text encoders to leave out before the penultimate, 0 for none
 * @param guidanceRescale in [0, 1], how much of the contrast that guidance adds is taken back
 * @param guidanceInTwoCalls whether prompt and negative prompt go through the UNet one after the
 *     other, which halves the memory of a step and takes a little longer
 * @param guidanceInterval while guidance is on
 * @param noise where random noise comes from
 * @param sizes that the model is told of
 * @param control how a ControlNet steers, where there is one
 * @param keepDetail in [0, 1], how much of the detail that the autoencoder loses is put back where
 *     the picture did not change; meaningless where there is no picture to begin with
 * @param mask what is refined of a picture with a mask
 * @param watermark whether the invisible watermark is put into the result
 * @param tiling whether the autoencoder sees large pictures in tiles
 * @param spacing which timesteps the sampler visits
 * @param decoder what turns the finished latents into a picture
 */
@RecordBuilder
public record AdvancedSettings(
    @Nullable String prompt2,
    @Nullable String negativePrompt2,
    boolean plainPrompts,
    int clipSkip,
    double guidanceRescale,
    boolean guidanceInTwoCalls,
    GuidanceInterval guidanceInterval,
    NoiseSettings noise,
    SizeSettings sizes,
    ControlSettings control,
    double keepDetail,
    MaskSettings mask,
    boolean watermark,
    Tiling tiling,
    TimestepSpacing spacing,
    LatentDecoder decoder)
    implements AdvancedSettingsBuilder.With {

  /** No second prompts, nothing skipped, rescaled, varied, kept or marked. */
  public static final AdvancedSettings DEFAULT =
      new AdvancedSettings(
          null,
          null,
          false,
          0,
          0,
          false,
          GuidanceInterval.ALWAYS,
          NoiseSettings.DEFAULT,
          SizeSettings.OF_RUN,
          ControlSettings.DEFAULT,
          0,
          MaskSettings.DEFAULT,
          false,
          Tiling.AUTO,
          TimestepSpacing.MODEL,
          LatentDecoder.FULL);

  /**
   * The settings in their ranges; parts that an older file lacks get their defaults.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public AdvancedSettings {
    guidanceInterval = guidanceInterval == null ? GuidanceInterval.ALWAYS : guidanceInterval;
    noise = noise == null ? NoiseSettings.DEFAULT : noise;
    sizes = sizes == null ? SizeSettings.OF_RUN : sizes;
    control = control == null ? ControlSettings.DEFAULT : control;
    mask = mask == null ? MaskSettings.DEFAULT : mask;
    tiling = tiling == null ? Tiling.AUTO : tiling;
    spacing = spacing == null ? TimestepSpacing.MODEL : spacing;
    decoder = decoder == null ? LatentDecoder.FULL : decoder;
    AdvancedParameters.CLIP_SKIP.require(clipSkip);
    AdvancedParameters.GUIDANCE_RESCALE.require(guidanceRescale);
    AdvancedParameters.KEEP_DETAIL.require(keepDetail);
  }
}
