package afterimage.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can run a model here.
 *
 * @param runtime the inference library and its version
 * @param verdicts one for each kind of device, best first
 */
public record DeviceReport(String runtime, List<Verdict> verdicts) {

  /**
   * Whether a kind of device can be used.
   *
   * @param kind which
   * @param usable whether a session can be made on it
   * @param reason why, or what is missing; one sentence
   * @param speed how fast it is, if that was measured
   */
  public record Verdict(Device.Kind kind, boolean usable, String reason, @Nullable Speed speed) {}

  /**
   * What a device took for work like that of the networks, copying to the device and back included.
   *
   * @param convolution milliseconds for the convolutions
   * @param attention milliseconds for the attention
   */
  public record Speed(double convolution, double attention) implements Comparable<Speed> {

    private double total() {
      return convolution + attention;
    }

    @Override
    public int compareTo(Speed other) {
      return Double.compare(total(), other.total());
    }
  }
}
