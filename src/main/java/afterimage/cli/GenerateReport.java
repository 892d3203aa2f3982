package afterimage.cli;

import afterimage.engine.ImageResult;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A picture made from words, as {@code --json} prints it; or all of a request, which failed, and of
 * which parts are null.
 *
 * @param output the file
 * @param size in pixels
 * @param model the base
 * @param refiner the second model, or null
 * @param device where it ran
 * @param settings with this picture's seed
 * @param seconds of the whole request, all its pictures together
 * @param loadingSeconds of these, for loading models
 * @param sessions of the whole request, inside the networks, by name
 * @param peakMemoryBytes the most memory that the process has held so far
 * @param notices what the user should know
 * @param error why it could not be written, or null
 */
record GenerateReport(
    boolean ok,
    String output,
    @Nullable PixelSize size,
    @Nullable String model,
    @Nullable String refiner,
    @Nullable String device,
    @Nullable RefineSettings settings,
    double seconds,
    double loadingSeconds,
    Map<String, PictureReport.Session> sessions,
    long peakMemoryBytes,
    List<String> notices,
    PictureReport.@Nullable Problem error) {

  /** Of a request that made no picture. */
  static GenerateReport failed(String output, Failure failure, List<String> notices) {
    return new GenerateReport(
        false,
        output,
        null,
        null,
        null,
        null,
        null,
        0,
        0,
        Map.of(),
        PeakMemory.bytes(),
        notices,
        new PictureReport.Problem(failure.what(), failure.remedy()));
  }

  /**
   * @param failure why the picture could not be written, or null
   */
  static GenerateReport of(
      ImageResult result,
      int index,
      String output,
      List<String> notices,
      @Nullable Failure failure) {
    Map<String, PictureReport.Session> sessions = new LinkedHashMap<>();
    for (ImageResult.SessionTime time : result.sessions()) {
      sessions.put(
          time.network(), new PictureReport.Session(time.runs(), time.time().toNanos() / 1e9));
    }
    return new GenerateReport(
        failure == null,
        output,
        new PixelSize(result.pictures().get(index).width(), result.pictures().get(index).height()),
        result.modelName(),
        result.refinerName(),
        result.device(),
        result.settings(index),
        result.total().toNanos() / 1e9,
        result.loading().toNanos() / 1e9,
        sessions,
        PeakMemory.bytes(),
        notices,
        failure == null ? null : new PictureReport.Problem(failure.what(), failure.remedy()));
  }
}
