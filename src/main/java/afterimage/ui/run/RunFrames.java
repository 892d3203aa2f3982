package afterimage.ui.run;

import afterimage.engine.PreviewFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The previews of the latest runs, by the id of the version that each became, as many as there is
 * room for: of a long run every second, fourth and so on; of many runs the latest. Thread-safe.
 */
public final class RunFrames {
  private static final int MAX_OF_A_RUN = 64;
  private static final long ROOM = 64L << 20;

  private final int max;
  private final long room;

  /** The oldest run comes first. */
  private final Map<String, Kept> runs = new LinkedHashMap<>();

  /** As many as suit a computer of today: 64 of a run, 64 MB in all. */
  public RunFrames() {
    this(MAX_OF_A_RUN, ROOM);
  }

  /**
   * @param max frames of a run, at least 2
   * @param room for all frames, in bytes
   */
  RunFrames(int max, long room) {
    this.max = max;
    this.room = room;
  }

  /** A run has a new frame; one of an earlier step means that the run started over. */
  synchronized void add(String id, PreviewFrame frame) {
    Kept run = runs.computeIfAbsent(id, _ -> new Kept());
    run.add(frame);
    while (run.frames.size() > max || (run.bytes() > room && run.frames.size() > 1)) {
      run.thinOut();
    }
    long bytes = runs.values().stream().mapToLong(Kept::bytes).sum();
    Iterator<Map.Entry<String, Kept>> oldest = runs.entrySet().iterator();
    while (bytes > room && oldest.hasNext()) {
      Map.Entry<String, Kept> other = oldest.next();
      if (other.getKey().equals(id)) {
        break;
      }
      bytes -= other.getValue().bytes();
      oldest.remove();
    }
  }

  /** The frames of a run that are kept, in order. */
  public synchronized List<PreviewFrame> of(String id) {
    Kept run = runs.get(id);
    return run == null ? List.of() : List.copyOf(run.frames);
  }

  /** Nobody will look at a run any more. */
  synchronized void forget(String id) {
    runs.remove(id);
  }

  private static final class Kept {
    private final List<PreviewFrame> frames = new ArrayList<>();
    private int stride = 1;

    void add(PreviewFrame frame) {
      if (!frames.isEmpty() && frame.step() <= frames.getLast().step()) {
        frames.clear();
        stride = 1;
      }
      if (belongs(frame)) {
        frames.add(frame);
      }
    }

    private boolean belongs(PreviewFrame frame) {
      return frame.step() % stride == 0 || frame.step() == frame.steps();
    }

    void thinOut() {
      stride *= 2;
      frames.removeIf(frame -> !belongs(frame));
    }

    long bytes() {
      return frames.stream().mapToLong(frame -> 4L * frame.width() * frame.height()).sum();
    }
  }
}
