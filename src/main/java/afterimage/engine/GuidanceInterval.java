package afterimage.engine;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * While guidance is on (Kynkäänniemi et al. 2024, "Applying Guidance in a Limited Interval Improves
 * Sample and Distribution Quality in Diffusion Models"). Outside, the network evaluates the prompt
 * alone, which takes half the time.
 *
 * @param start share in [0, 1] of the network's calls of a run that come before guidance
 * @param end share in [0, 1] of the calls after which guidance is over; none is guided if it is not
 *     above the start
 * @param minSigma noise level in [0, 1000], noise over picture, below which every other call is
 *     without guidance: A1111's "negative guidance minimum sigma"; 0 for none
 * @param everyStep whether below that level all calls are without it
 */
@RecordBuilder
public record GuidanceInterval(double start, double end, double minSigma, boolean everyStep)
    implements GuidanceIntervalBuilder.With {

  /** All the time. */
  public static final GuidanceInterval ALWAYS = new GuidanceInterval(0, 1, 0, false);

  /**
   * The interval in its ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public GuidanceInterval {
    AdvancedParameters.GUIDANCE_START.require(start);
    AdvancedParameters.GUIDANCE_END.require(end);
    AdvancedParameters.GUIDANCE_MIN_SIGMA.require(minSigma);
  }

  /**
   * Whether a call of the network is guided.
   *
   * @param call from 0
   * @param calls of the run
   * @param sigma noise over picture that the call begins with
   */
  public boolean includes(int call, int calls, double sigma) {
    boolean isSkipped = sigma < minSigma && (everyStep || call % 2 == 1);
    // Shares as they are typed: 0.3 of 10 calls are 3, although 0.3 * 10 may not be.
    double passed = (double) call / calls;
    return passed >= start && passed < end && !isSkipped;
  }
}
