package afterimage.cli;

import afterimage.engine.ImageResult;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A picture made from words, as {@code --json} prints it.
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
 */
record GenerateReport(
    boolean ok,
    String output,
    PixelSize size,
    String model,
    @Nullable String refiner,
    String device,
    RefineSettings settings,
    double seconds,
    double loadingSeconds,
    Map<String, PictureReport.Session> sessions,
    long peakMemoryBytes,
    List<String> notices) {

  static GenerateReport of(ImageResult result, int index, String output, List<String> notices) {
    Map<String, PictureReport.Session> sessions = new LinkedHashMap<>();
    for (ImageResult.SessionTime time : result.sessions()) {
      sessions.put(
          time.network(), new PictureReport.Session(time.runs(), time.time().toNanos() / 1e9));
    }
    return new GenerateReport(
        true,
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
        notices);
  }
}
