package afterimage.image.watermark;

/**
 * What a picture holds where the watermark would be.
 *
 * @param bits as read, {@code 0} and {@code 1}, the first leftmost
 * @param matching how many of them equal the message's
 * @param chance the probability that so many or more match in a picture without the watermark, if
 *     its bits were tossed coins; in [0, 1]
 */
public record WatermarkReading(String bits, int matching, double chance) {
  private static final double SURE = 1e-6;
  private static final double LIKELY = 1e-3;

  /** How sure a reading is. */
  public enum Verdict {
    /** By chance less often than once in a million pictures. */
    PRESENT,
    /** By chance less often than once in a thousand pictures. */
    LIKELY,
    /** Nothing that chance does not do. */
    NOT_FOUND
  }

  static WatermarkReading of(double[] scores, boolean[] message) {
    StringBuilder bits = new StringBuilder();
    int matching = 0;
    for (int i = 0; i < message.length; i++) {
      // The library's threshold: just below a half.
      boolean one = scores[i] * 255 > 127;
      bits.append(one ? '1' : '0');
      matching += one == message[i] ? 1 : 0;
    }
    return new WatermarkReading(bits.toString(), matching, tail(message.length, matching));
  }

  /** The probability of {@code least} heads or more in {@code tosses}. */
  private static double tail(int tosses, int least) {
    double probability = Math.pow(0.5, tosses);
    double sum = 0;
    for (int heads = 0; heads <= tosses; heads++) {
      if (heads >= least) {
        sum += probability;
      }
      probability = probability * (tosses - heads) / (heads + 1);
    }
    return Math.min(1, sum);
  }

  public Verdict verdict() {
    if (chance < SURE) {
      return Verdict.PRESENT;
    }
    return chance < LIKELY ? Verdict.LIKELY : Verdict.NOT_FOUND;
  }
}
