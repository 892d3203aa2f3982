package afterimage;

/**
 * Property tests: a statement that must hold for each of many random cases, the same cases in every
 * run. A failure tells the seed, the case and the values drawn; {@code -Dafterimage.seed=N} runs
 * other cases, or those of a failure once more.
 */
public final class SeededCases {
  private static final long SEED = Long.getLong("afterimage.seed", 20_260_101);

  private SeededCases() {}

  /** What must hold for the values that it draws. */
  @FunctionalInterface
  public interface Property {
    /** Draws values and checks them. */
    void check(SeededCase values) throws Exception;
  }

  /**
   * Checks a property for {@code cases} cases. The first draws the least of everything, the second
   * the greatest; the others mix limits and special values into random ones.
   */
  public static void check(int cases, Property property) {
    for (int index = 0; index < cases; index++) {
      SeededCase values = new SeededCase(SEED, index);
      try {
        property.check(values);
      } catch (Exception | Error e) {
        throw new AssertionError(
            "case %d of %d, -Dafterimage.seed=%d, with %s: %s"
                .formatted(index, cases, SEED, values, e),
            e);
      }
    }
  }
}
