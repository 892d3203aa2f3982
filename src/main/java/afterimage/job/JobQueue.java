package afterimage.job;

import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineListener;
import afterimage.message.Messages;
import afterimage.message.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one picture after the other, on one platform thread of its own: native calls would pin a
 * virtual thread, and two at a time would only share the same device. One job's failure never stops
 * the next; what would hold up every job, such as a full disk, pauses the queue.
 */
public final class JobQueue implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JobQueue.class.getName());

  private final ImageEngine engine;
  private final Deque<Job> waiting = new ArrayDeque<>();
  private final Thread thread;
  private final JobState lastResort =
      new JobState.Failed(new Problem(Messages.of("job.memory"), Messages.of("job.memory.remedy")));
  private @Nullable Job running;
  private boolean closed;
  private boolean paused;

  /** A queue before {@code engine}, which stays its owner's to close, after the queue. */
  public JobQueue(ImageEngine engine) {
    this.engine = engine;
    this.thread = YieldingThread.start("inference", this::work);
  }

  /**
   * Adds a picture at the end.
   *
   * @throws IllegalStateException if the queue is closed
   */
  public Job submit(ImageRequest request, JobListener listener) {
    return submit(
        (engine, progress, cancellation) -> engine.run(request, progress, cancellation),
        Place.END,
        listener);
  }

  Job submit(Work work, Place place, JobListener listener) {
    Job job = new Job(work, listener);
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the queue is closed");
      }
      switch (place) {
        case FRONT -> waiting.addFirst(job);
        case END -> waiting.addLast(job);
      }
      notifyAll();
    }
    return job;
  }

  /** Lets the running job end and begins no other. */
  public synchronized void pause() {
    paused = true;
  }

  /** Goes on after {@link #pause}. */
  public synchronized void resume() {
    paused = false;
    notifyAll();
  }

  /**
   * Moves a waiting job in the order, as far as there is room.
   *
   * @param by places towards the end; negative towards the beginning
   */
  public synchronized void move(Job job, int by) {
    List<Job> order = new ArrayList<>(waiting);
    int from = order.indexOf(job);
    if (from < 0) {
      return;
    }
    order.remove(from);
    order.add(Math.clamp(from + by, 0, order.size()), job);
    waiting.clear();
    waiting.addAll(order);
  }

  /** Jobs that wait or run. */
  public synchronized int size() {
    return waiting.size() + (running == null ? 0 : 1);
  }

  /** Cancels everything and waits for the running job to stop. */
  @Override
  public void close() {
    Job current;
    Deque<Job> rest;
    synchronized (this) {
      closed = true;
      current = running;
      rest = new ArrayDeque<>(waiting);
      waiting.clear();
      notifyAll();
    }
    rest.forEach(Job::cancel);
    if (current != null) {
      current.cancel();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // nothing ends the thread but closing
  private void work() {
    for (Job job = next(); job != null; job = next()) {
      try {
        work(job);
      } catch (RuntimeException | Error e) {
        // Short of memory even for saying so.
        job.enter(lastResort);
      }
      // What a job left of an interruption is not meant for the next one's wait.
      Thread.interrupted();
    }
  }

  private void work(Job job) {
    JobState end = job.cancellation().isCancelled() ? new JobState.Cancelled() : run(job);
    synchronized (this) {
      running = null;
      if (end instanceof JobState.Held) {
        waiting.addFirst(job);
        paused = true;
      }
    }
    job.enter(end);
  }

  private synchronized @Nullable Job next() {
    while (waiting.isEmpty() || paused) {
      if (closed) {
        return null;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        LOG.log(System.Logger.Level.DEBUG, "only closing ends the queue", e);
      }
    }
    running = waiting.removeFirst();
    return running;
  }

  /**
   * The one place where exceptions become states, and where they are logged. Nothing passes it: the
   * thread has other jobs.
   */
  @SuppressWarnings("CatchingUnchecked") // that is what it is for
  private JobState run(Job job) {
    try {
      return new JobState.Done(job.work().run(engine, new Progress(job), job.cancellation()));
    } catch (CancelledException e) {
      return new JobState.Cancelled();
    } catch (HeldException e) {
      LOG.log(System.Logger.Level.WARNING, "the queue pauses: " + e.getMessage(), e);
      return e.state();
    } catch (EngineException e) {
      LOG.log(System.Logger.Level.WARNING, "a refine failed: " + e.getMessage(), e);
      return new JobState.Failed(e.problem());
    } catch (OutOfMemoryError e) {
      LOG.log(System.Logger.Level.ERROR, "a refine ran out of memory", e);
      return new JobState.Failed(
          new Problem(Messages.of("job.memory"), Messages.of("job.memory.remedy")));
    } catch (RuntimeException | Error e) {
      if (e instanceof CancellationException && job.cancellation().isCancelled()) {
        return new JobState.Cancelled();
      }
      LOG.log(System.Logger.Level.ERROR, "a refine failed unexpectedly", e);
      return new JobState.Failed(
          new Problem(
              Messages.of("job.fault", e.getClass().getSimpleName()),
              Messages.of("job.fault.remedy")));
    }
  }

  /** Turns what the engine tells into the job's states. */
  private static final class Progress implements RefineListener {
    private final Job job;
    private final EtaEstimator eta = new EtaEstimator();
    private int step;
    private int steps;
    private Phase phase = Phase.LOADING_MODEL;

    Progress(Job job) {
      this.job = job;
    }

    @Override
    public void phase(Phase next) {
      phase = next;
      if (next == Phase.DENOISING) {
        eta.begin(System.nanoTime());
      }
      publish();
    }

    @Override
    public void step(int done, int all) {
      step = done;
      steps = all;
      eta.step(done, all, System.nanoTime());
      publish();
    }

    @Override
    public void preview(PreviewFrame frame) {
      job.tell(listener -> listener.preview(job, frame));
    }

    @Override
    public void notice(String message) {
      job.tell(listener -> listener.notice(job, message));
    }

    private void publish() {
      job.enter(new JobState.Running(phase, step, steps, eta.remaining()));
    }
  }
}
