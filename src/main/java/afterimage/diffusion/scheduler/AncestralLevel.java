package afterimage.diffusion.scheduler;

/**
 * How an ancestral step splits the noise level on which it ends: down² + up² = level².
 *
 * @param down level to which the flow is followed
 * @param up deviation of the new noise that is added then
 */
record AncestralLevel(float down, float up) {

  /** The split that makes a step the posterior of a diffusion (Ho et al. 2020, equation 7). */
  static AncestralLevel between(float from, float to) {
    float variance = to * to * (from * from - to * to) / (from * from);
    float up = (float) Math.sqrt(variance);
    return new AncestralLevel((float) Math.sqrt(to * to - up * up), up);
  }
}
