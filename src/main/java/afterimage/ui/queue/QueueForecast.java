package afterimage.ui.queue;

import afterimage.engine.RefineListener.Phase;
import afterimage.job.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells when each item of a queue will be done. A model's time grows with pixels and steps; its
 * rate is measured on whole items, and until one has ended taken from the steps of the first. Needs
 * no toolkit; for one thread.
 */
final class QueueForecast {
  /** Reading and writing latents take about as long as so many steps. */
  private static final int OTHER_STEPS = 2;

  private static final double NEWEST = 0.5;

  /** Nanoseconds a pixel and step, by model. */
  private final Map<Object, Double> measured = new HashMap<>();

  private final Map<Object, Double> supposed = new HashMap<>();
  private @Nullable Work current;
  private long begun;
  private boolean complete;

  /**
   * What an item asks of a model.
   *
   * @param id the item's
   * @param model equal for items of equal speed
   * @param pixels of the picture
   * @param steps that run
   */
  record Work(String id, Object model, long pixels, int steps) {
    double size() {
      return (double) pixels * (steps + OTHER_STEPS);
    }
  }

  /** An item of the queue, in its order. */
  record Item(Work work, JobState state) {}

  /** An item is at work, at a time as {@link System#nanoTime} counts. */
  void running(Work work, JobState.Running state, long nanos) {
    if (state.phase() == Phase.LOADING_MODEL) {
      return;
    }
    if (current == null || !work.id.equals(current.id)) {
      current = work;
      begun = nanos;
    }
    int left = state.steps() - state.step();
    Duration remaining = state.remaining();
    if (left > 0 && remaining != null) {
      supposed.put(work.model, remaining.toNanos() / ((double) left * work.pixels));
    }
    complete = state.phase() == Phase.DECODING || (state.steps() > 0 && left == 0);
  }

  /** An item is no longer at work; its time counts if it came to its end. */
  void ended(Work work, long nanos) {
    if (current != null && work.id.equals(current.id)) {
      if (complete) {
        double rate = (nanos - begun) / work.size();
        measured.merge(work.model, rate, (old, now) -> old + NEWEST * (now - old));
      }
      current = null;
      complete = false;
    }
  }

  /**
   * How long it will be until each item is done; null where nobody can tell yet, and for those that
   * are done or have failed.
   */
  List<@Nullable Duration> ends(List<Item> items) {
    List<@Nullable Duration> ends = new ArrayList<>();
    double sum = 0;
    for (Item item : items) {
      if (item.state.isFinal()) {
        ends.add(null);
        continue;
      }
      // What nobody knows makes all that comes after it unknown, too.
      sum += nanosLeft(item);
      ends.add(Double.isNaN(sum) ? null : Duration.ofNanos(Math.round(sum)));
    }
    return ends;
  }

  private double nanosLeft(Item item) {
    Work work = item.work;
    double rate = measured.getOrDefault(work.model, supposed.getOrDefault(work.model, Double.NaN));
    if (item.state instanceof JobState.Running(Phase phase, int step, int steps, Duration left)) {
      if (phase == Phase.DECODING) {
        return rate * work.pixels * (OTHER_STEPS / 2);
      }
      if (left != null) {
        return left.toNanos() + rate * work.pixels * (OTHER_STEPS / 2);
      }
      double share = steps > 0 ? (double) step / steps : 0;
      return rate * work.size() * (1 - share);
    }
    return rate * work.size();
  }
}
