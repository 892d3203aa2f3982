package afterimage.guard;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs work on a stranger's file so that nothing but a {@link GuardException} comes of harm. */
public final class Guard {
  // Decoders and parsers recurse by nesting; what needs more than this is meant to.
  private static final long STACK = 4L << 20;

  private Guard() {}

  /**
   * Work that may refuse in its own way.
   *
   * @param <T> what it makes
   * @param <X> its refusal, which passes the guard as it is
   */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object, X extends Exception> {
    T run() throws X;
  }

  /**
   * Runs work on this thread, as long as it takes; for work that is bounded by its input's size.
   *
   * @throws X what the work itself refuses with
   * @throws GuardException instead of anything unchecked, errors included
   */
  @SuppressWarnings("CatchingUnchecked") // that is what it is for
  public static <T extends @Nullable Object, X extends Exception> T call(Work<T, X> work)
      throws X, GuardException {
    try {
      return work.run();
    } catch (CancellationException e) {
      throw e; // Nobody's fault: the user's wish.
    } catch (RuntimeException | Error e) {
      throw GuardException.of(e);
    }
  }

  /**
   * Runs work on a thread of its own and waits for it, at most as long as {@code limit}. Work that
   * is late or not wanted any more (this thread is interrupted) is asked to stop: its thread is
   * interrupted and its {@link Deadline} over. Work that does not ask goes on at the lowest
   * priority, unheard, until it ends.
   *
   * @throws X what the work itself refuses with
   * @throws GuardException instead of anything unchecked, and if it is late
   * @throws CancellationException if this thread was interrupted; it stays so
   */
  public static <T extends @Nullable Object, X extends Exception> T call(
      Duration limit, Work<T, X> work) throws X, GuardException {
    Deadline deadline = new Deadline(limit);
    FutureTask<T> task =
        new FutureTask<>(() -> ScopedValue.where(Deadline.CURRENT, deadline).call(work::run));
    Thread thread = new Thread(null, task, "guarded", STACK);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw Guard.<X>refusal(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      deadline.end();
      abandon(thread);
      throw new GuardException(GuardException.Kind.TOO_SLOW, e);
    } catch (InterruptedException e) {
      deadline.end();
      abandon(thread);
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it.
  private static void abandon(Thread thread) {
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.interrupt();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Work throws X or unchecked
  private static <X extends Exception> X refusal(Throwable cause) throws GuardException {
    if (cause instanceof CancellationException e) {
      throw e;
    }
    if (cause instanceof RuntimeException || cause instanceof Error) {
      throw GuardException.of(cause);
    }
    return (X) cause;
  }
}
