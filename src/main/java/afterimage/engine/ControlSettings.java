package afterimage.engine;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * How a ControlNet steers a run (Zhang et al. 2023, "Adding Conditional Control to Text-to-Image
 * Diffusion Models"). Without one it has no meaning. Names and rules follow diffusers' SDXL
 * pipelines.
 *
 * @param scale by which what it adds is multiplied, in [0, 2]; 0 for nothing
 * @param start share in [0, 1] of the steps that are over before it begins
 * @param end share in [0, 1] of the steps after which it ends; none is steered if it is not above
 *     the start
 */
@RecordBuilder
public record ControlSettings(double scale, double start, double end)
    implements ControlSettingsBuilder.With {

  /** As it was trained, at all steps. */
  public static final ControlSettings DEFAULT = new ControlSettings(1, 0, 1);

  /**
   * The settings in their ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public ControlSettings {
    AdvancedParameters.CONTROL_SCALE.require(scale);
    AdvancedParameters.CONTROL_START.require(start);
    AdvancedParameters.CONTROL_END.require(end);
  }

  /**
   * The scale of one of the network's calls, 0 where it is not steered.
   *
   * @param call from 0
   * @param calls of the run
   */
  public double scaleOf(int call, int calls) {
    boolean isOff = (double) call / calls < start || (double) (call + 1) / calls > end;
    return isOff ? 0 : scale;
  }
}
