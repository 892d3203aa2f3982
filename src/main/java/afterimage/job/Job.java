package afterimage.job;

import afterimage.engine.Cancellation;
import java.util.function.Consumer;

/** One picture's way through the queue. Safe to read and cancel from any thread. */
public final class Job {
  private static final System.Logger LOG = System.getLogger(Job.class.getName());

  private final Work work;
  private final JobListener listener;
  private final Cancellation cancellation = new Cancellation();
  private JobState state = new JobState.Queued();

  Job(Work work, JobListener listener) {
    this.work = work;
    this.listener = listener;
  }

  public synchronized JobState state() {
    return state;
  }

  /** Asks for a stop: at once for a job that waits, inside a step for one that runs. */
  public void cancel() {
    cancellation.cancel();
    boolean waited;
    synchronized (this) {
      waited = state instanceof JobState.Queued || state instanceof JobState.Held;
    }
    if (waited) {
      enter(new JobState.Cancelled());
    }
  }

  Work work() {
    return work;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** Tells the listener something. What goes wrong there does not concern the job. */
  @SuppressWarnings("CatchingUnchecked") // a listener's error must not end the inference thread
  void tell(Consumer<JobListener> news) {
    try {
      news.accept(listener);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "a job's listener failed", e);
    }
  }

  /**
   * Enters a state and tells the listener, unless the job had ended already.
   *
   * @return whether it did
   */
  boolean enter(JobState next) {
    synchronized (this) {
      if (state.isFinal()) {
        return false;
      }
      state = next;
    }
    tell(told -> told.changed(this, next));
    return true;
  }
}
