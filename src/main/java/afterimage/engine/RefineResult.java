package afterimage.engine;

import afterimage.image.Picture;
import java.time.Duration;
import java.util.List;

/**
 * A finished picture and how it came about.
 *
 * @param picture of the source's size, with the source's alpha, if there was a source
 * @param settings as they were used
 * @param modelName the model that made it
 * @param device where it ran, e.g. {@code cpu}
 * @param total from request to picture, model loading included
 * @param loading time spent on loading the model, zero if it was loaded already
 * @param sessions time inside the networks, in the order of first use
 */
public record RefineResult(
    Picture picture,
    RefineSettings settings,
    String modelName,
    String device,
    Duration total,
    Duration loading,
    List<SessionTime> sessions) {

  /**
   * Time that a network's runs took.
   *
   * @param network {@code text_encoder_2}, {@code vae_encoder}, {@code unet}, {@code vae_decoder}
   * @param runs how often it ran
   * @param time of all runs together, measured around ONNX Runtime's own call
   */
  public record SessionTime(String network, int runs, Duration time) {}
}
