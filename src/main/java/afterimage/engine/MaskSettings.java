package afterimage.engine;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * How a masked picture is refined: as a whole, or only what the mask covers, cut out with a margin
 * and brought to the size that the model knows best (diffusers' {@code padding_mask_crop}, A1111's
 * "Only masked"). Without a mask it has no meaning.
 *
 * @param onlyMasked whether the masked part alone is refined
 * @param margin pixels around it that the model sees as well, 0 to {@value #MAX_MARGIN}
 */
@RecordBuilder
public record MaskSettings(boolean onlyMasked, int margin) implements MaskSettingsBuilder.With {

  /** The widest margin. */
  public static final int MAX_MARGIN = 1024;

  /**
   * Of the part that the model sees, as far as the picture goes: SDXL's own pictures are square.
   */
  public static final PixelSize PROPORTIONS = new PixelSize(1, 1);

  /** The whole picture; A1111's margin where that is changed. */
  public static final MaskSettings DEFAULT = new MaskSettings(false, 32);

  /**
   * The settings in their ranges.
   *
   * @throws IllegalArgumentException if the margin is out of its range
   */
  public MaskSettings {
    AdvancedParameters.MASK_MARGIN.require(margin);
  }
}
