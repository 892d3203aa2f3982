package afterimage.reference;

import static org.assertj.core.api.Assertions.assertThat;

/** Comparisons of computed with recorded values, at the tolerances of the golden data's README. */
public final class Closeness {
  private Closeness() {}

  /** Every value within {@code absolute} of the recorded one. */
  public static void assertWithin(float[] actual, float[] expected, double absolute) {
    assertThat(actual).hasSameSizeAs(expected);
    int worst = 0;
    for (int i = 1; i < actual.length; i++) {
      if (distance(actual[i], expected[i]) > distance(actual[worst], expected[worst])) {
        worst = i;
      }
    }
    if (actual.length > 0) {
      assertThat(distance(actual[worst], expected[worst]))
          .as("value %d of %d: %s, not %s", worst, actual.length, actual[worst], expected[worst])
          .isLessThanOrEqualTo(absolute);
    }
  }

  /** Every value within {@code relative} of the largest recorded one, or of 1 if that is less. */
  public static void assertWithinOfLargest(float[] actual, float[] expected, double relative) {
    double largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertWithin(actual, expected, relative * largest);
  }

  /** Not a number is as far from any number as can be. */
  private static double distance(float actual, float expected) {
    double distance = Math.abs((double) actual - expected);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }
}
