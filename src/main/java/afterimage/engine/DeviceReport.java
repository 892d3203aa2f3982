package afterimage.engine;

import java.util.List;

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
   */
  public record Verdict(Device.Kind kind, boolean usable, String reason) {}
}
