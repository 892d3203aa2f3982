package afterimage.cli;

import afterimage.engine.ImageResult;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.message.Problem;
import afterimage.process.Memory;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one picture, as {@code --json} prints it; or of a request from noise that made
 * none. Parts that a failure left unknown are null.
 *
 * @param input the source, or null for a picture from noise
 * @param ok whether there is a result
 * @param kept whether that is one of an earlier run
 * @param output the result
 * @param width in pixels
 * @param height in pixels
 * @param size both of them
 * @param model its name
 * @param refiner the second model's, or null
 * @param device where it ran
 * @param settings as they were used, with this picture's seed
 * @param seconds where time went
 * @param loadingSeconds of these, for loading models, 0 if they were loaded already
 * @param sessions inside the networks, by name
 * @param peakMemoryBytes the most memory that the process has held so far
 * @param notices what the user should know
 * @param error why it failed, or null
 */
record PictureReport(
    @Nullable String input,
    boolean ok,
    boolean kept,
    @Nullable String output,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable PixelSize size,
    @Nullable String model,
    @Nullable String refiner,
    @Nullable String device,
    @Nullable RefineSettings settings,
    @Nullable Seconds seconds,
    double loadingSeconds,
    Map<String, Session> sessions,
    long peakMemoryBytes,
    List<String> notices,
    @Nullable Problem error) {

  /** Wall seconds. */
  sealed interface Seconds {
    double total();
  }

  /**
   * Of a picture that is refined.
   *
   * @param total from reading the source to the written result
   * @param read decoding the source
   * @param refine inside the engine, loading included
   * @param loading loading the model, 0 if it was loaded already
   * @param write encoding and writing the result
   * @param sessions inside the networks, by name
   */
  record Laps(
      double total,
      double read,
      double refine,
      double loading,
      double write,
      Map<String, Session> sessions)
      implements Seconds {}

  /** Of a whole request, all its pictures together; a plain number. */
  record Whole(@JsonValue double total) implements Seconds {}

  /** Runs of a network and the seconds they took together. */
  record Session(int runs, double seconds) {}

  /** Of a request that made no picture. */
  static PictureReport failed(BatchRun.Task task, Failure failure, List<String> notices) {
    return without(task, false, notices, failure.problem());
  }

  /** Of a request whose result was there already. */
  static PictureReport kept(BatchRun.Task task, List<String> notices) {
    return without(task, true, notices, null);
  }

  private static PictureReport without(
      BatchRun.Task task, boolean kept, List<String> notices, @Nullable Problem problem) {
    boolean refines = task.input() != null;
    return new PictureReport(
        refines ? String.valueOf(task.input()) : null,
        kept,
        kept,
        refines ? null : task.output().toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        refines ? null : new Whole(0),
        0,
        Map.of(),
        Memory.peak(),
        notices,
        problem);
  }

  /**
   * @param failure why the picture could not be written, or null
   */
  static PictureReport of(
      BatchRun.Task task,
      Path target,
      ImageResult result,
      int index,
      Stopwatch watch,
      List<String> notices,
      @Nullable Failure failure) {
    Picture picture = result.pictures().get(index);
    Map<String, Session> sessions = new LinkedHashMap<>();
    for (ImageResult.SessionTime time : result.sessions()) {
      sessions.put(time.network(), new Session(time.runs(), time.time().toNanos() / 1e9));
    }
    double loading = result.loading().toNanos() / 1e9;
    return new PictureReport(
        task.input() == null ? null : task.input().toString(),
        failure == null,
        false,
        target.toString(),
        picture.width(),
        picture.height(),
        new PixelSize(picture.width(), picture.height()),
        result.modelName(),
        result.refinerName(),
        result.device(),
        result.settings(index),
        task.input() == null
            ? new Whole(result.total().toNanos() / 1e9)
            : new Laps(
                watch.total(),
                watch.lap("read"),
                watch.lap("refine"),
                loading,
                watch.lap("write"),
                sessions),
        loading,
        sessions,
        Memory.peak(),
        notices,
        failure == null ? null : failure.problem());
  }
}
