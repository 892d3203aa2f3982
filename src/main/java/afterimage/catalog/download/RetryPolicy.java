package afterimage.catalog.download;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how soon a download tries again. Tries that bring something are not counted.
 *
 * @param attempts in a row that may bring nothing
 * @param first the wait after the first of them; each following is twice as long
 * @param longest wait, also where a server asks for a longer one
 * @param answer how long a server may take until it answers
 * @param silence how long nothing may come while it sends
 */
public record RetryPolicy(
    int attempts, Duration first, Duration longest, Duration answer, Duration silence) {

  /** What people get. */
  public static final RetryPolicy USUAL =
      new RetryPolicy(
          6,
          Duration.ofSeconds(1),
          Duration.ofMinutes(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60));

  private static final int MAX_DOUBLINGS = 20;

  /**
   * The wait after a number of tries that brought nothing: between half of what it is called and
   * all of it, so that those who were cut off together don't come back together.
   */
  Duration waitAfter(int tries) {
    Duration doubled = first.multipliedBy(1L << Math.min(Math.max(tries - 1, 0), MAX_DOUBLINGS));
    Duration whole = doubled.compareTo(longest) > 0 ? longest : doubled;
    return whole
        .dividedBy(2)
        .plusNanos(ThreadLocalRandom.current().nextLong(whole.toNanos() / 2 + 1));
  }
}
