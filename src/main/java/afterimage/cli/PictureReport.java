package afterimage.cli;

import afterimage.engine.ImageResult;
import afterimage.engine.RefineSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one picture, as {@code --json} prints it. Parts of a failed picture are null.
 *
 * @param input the source
 * @param output the result
 * @param width in pixels
 * @param height in pixels
 * @param model its name
 * @param device where it ran
 * @param settings as they were used
 * @param seconds where time went
 * @param peakMemoryBytes the most memory that the process has held so far
 * @param notices what the user should know
 * @param error why it failed
 */
record PictureReport(
    String input,
    boolean ok,
    @Nullable String output,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable String model,
    @Nullable String device,
    @Nullable RefineSettings settings,
    @Nullable Seconds seconds,
    long peakMemoryBytes,
    List<String> notices,
    @Nullable Problem error) {

  /**
   * Wall seconds.
   *
   * @param total from reading the source to the written result
   * @param read decoding the source
   * @param refine inside the engine, loading included
   * @param loading loading the model, 0 if it was loaded already
   * @param write encoding and writing the result
   * @param sessions inside the networks, by name
   */
  record Seconds(
      double total,
      double read,
      double refine,
      double loading,
      double write,
      Map<String, Session> sessions) {}

  /** Runs of a network and the seconds they took together. */
  record Session(int runs, double seconds) {}

  /** What happened, and what to do. */
  record Problem(String what, String remedy) {}

  static PictureReport failed(String input, Failure failure, List<String> notices) {
    return new PictureReport(
        input,
        false,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        PeakMemory.bytes(),
        notices,
        new Problem(failure.what(), failure.remedy()));
  }

  static PictureReport done(
      String input, String output, ImageResult result, Stopwatch watch, List<String> notices) {
    Map<String, Session> sessions = new LinkedHashMap<>();
    for (ImageResult.SessionTime time : result.sessions()) {
      sessions.put(time.network(), new Session(time.runs(), time.time().toNanos() / 1e9));
    }
    Seconds seconds =
        new Seconds(
            watch.total(),
            watch.lap("read"),
            watch.lap("refine"),
            result.loading().toNanos() / 1e9,
            watch.lap("write"),
            sessions);
    return new PictureReport(
        input,
        true,
        output,
        result.picture().width(),
        result.picture().height(),
        result.modelName(),
        result.device(),
        result.settings(),
        seconds,
        PeakMemory.bytes(),
        notices,
        null);
  }
}
