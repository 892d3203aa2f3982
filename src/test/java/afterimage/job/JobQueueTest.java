package afterimage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.DeviceCheck;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelPlacement;
import afterimage.engine.ModelRef;
import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.engine.TokenCount;
import afterimage.image.Picture;
import afterimage.message.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DuplicateFormatFlagsException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queue's own rules; each engine here does one thing that a real one does only by accident. */
class JobQueueTest {
  private static final RefineSettings SETTINGS =
      new RefineSettings("", "", 0.5, 4, 1, 6, 2.5, 0, null);
  private static final Picture PICTURE = Picture.of8Bit(1, 1, new byte[3], null);

  private final List<JobState> states = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch ended = new CountDownLatch(1);
  private JobQueue queue = new JobQueue(engine((_, _, _) -> result()));

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void submit_goodPicture_runsOnTheInferenceThreadAndIsDone() throws InterruptedException {
    List<String> threads = Collections.synchronizedList(new ArrayList<>());
    use(
        (_, listener, _) -> {
          threads.add(Thread.currentThread().getName());
          listener.phase(RefineListener.Phase.DENOISING);
          listener.step(1, 2);
          listener.step(2, 2);
          return result();
        });
    submit();
    awaitEnd();
    assertThat(threads).containsExactly("inference");
    assertThat(states.getLast()).isInstanceOf(JobState.Done.class);
    assertThat(states.stream().filter(JobState.Running.class::isInstance))
        .extracting(state -> ((JobState.Running) state).step())
        .containsExactly(0, 1, 2);
  }

  @Test
  void submit_engineException_becomesAFailureWithItsRemedy() throws InterruptedException {
    use(
        (_, _, _) -> {
          throw new EngineException("It broke.", "Mend it.");
        });
    submit();
    awaitEnd();
    assertThat(states).containsExactly(new JobState.Failed(new Problem("It broke.", "Mend it.")));
  }

  @Test
  void submit_outOfMemory_becomesAFailureAndTheNextRuns() throws InterruptedException {
    use(
        (request, _, _) -> {
          if (request.settings().seed() == 0) {
            throw new OutOfMemoryError("for the test");
          }
          return result();
        });
    CountDownLatch second = new CountDownLatch(1);
    submit();
    queue.submit(
        ImageRequest.refine(PICTURE, Path.of("m"), SETTINGS.withSeed(1), Device.CPU),
        new JobListener() {
          @Override
          public void changed(Job job, JobState state) {
            if (state instanceof JobState.Done) {
              second.countDown();
            }
          }
        });
    assertThat(second.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(states.getFirst()).isInstanceOf(JobState.Failed.class);
  }

  static List<Throwable> errors() {
    return List.of(
        new StackOverflowError(),
        new AssertionError("for the test"),
        new InternalError("a fault occurred in an unsafe memory access operation"),
        new NoClassDefFoundError("for the test"),
        new CancellationException(),
        new DuplicateFormatFlagsException("for the test"),
        new Error("for the test"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void submit_anyError_becomesAFailureAndTheNextRuns(Throwable error) throws InterruptedException {
    use(
        (request, _, _) -> {
          if (request.settings().seed() == 0) {
            Thread.currentThread().interrupt(); // What a guarded decoder may leave.
            throw JobQueueTest.<RuntimeException>unchecked(error);
          }
          return result();
        });
    submit();
    awaitEnd();
    CountDownLatch second = new CountDownLatch(1);
    queue.submit(
        ImageRequest.refine(PICTURE, Path.of("m"), SETTINGS.withSeed(1), Device.CPU),
        new JobListener() {
          @Override
          public void changed(Job job, JobState state) {
            if (state instanceof JobState.Done) {
              second.countDown();
            }
          }
        });
    assertThat(second.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(states.getFirst())
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed -> {
              assertThat(failed.problem().what()).contains(error.getClass().getSimpleName());
              assertThat(failed.problem().remedy()).isNotEmpty();
            });
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X unchecked(Throwable error) throws X {
    throw (X) error;
  }

  @Test
  void submit_listenerThrowsErrorsAtAllNews_runsTheJobAndTheNext() throws InterruptedException {
    use(
        (_, listener, _) -> {
          listener.phase(RefineListener.Phase.DENOISING);
          listener.step(1, 1);
          listener.preview(new PreviewFrame(1, 1, 1, 1, new int[1]));
          listener.notice("news");
          return result();
        });
    Job first =
        queue.submit(
            request(),
            new JobListener() {
              @Override
              public void changed(Job job, JobState state) {
                throw new StackOverflowError();
              }

              @Override
              public void preview(Job job, PreviewFrame frame) {
                throw new OutOfMemoryError("for the test");
              }

              @Override
              public void notice(Job job, String message) {
                throw new AssertionError(message);
              }
            });
    submit();
    awaitEnd();
    assertThat(first.state()).isInstanceOf(JobState.Done.class);
    assertThat(states.getLast()).isInstanceOf(JobState.Done.class);
  }

  @Test
  void submit_faultInTheEngine_becomesAFailureWithoutItsStackTrace() throws InterruptedException {
    use(
        (_, _, _) -> {
          throw new IllegalStateException("internal");
        });
    submit();
    awaitEnd();
    assertThat(states.getFirst())
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed -> assertThat(failed.problem().what()).doesNotContain("\n"));
  }

  @Test
  void cancel_runningJob_endsCancelled() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    use(
        (_, _, cancellation) -> {
          CountDownLatch cancelled = new CountDownLatch(1);
          try (var _ = cancellation.onCancel(cancelled::countDown)) {
            running.countDown();
            cancelled.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new CancelledException();
        });
    Job job = submit();
    running.await();
    job.cancel();
    awaitEnd();
    assertThat(states).containsExactly(new JobState.Cancelled());
  }

  @Test
  void cancel_waitingJob_neverReachesTheEngine() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    List<Long> seeds = Collections.synchronizedList(new ArrayList<>());
    use(
        (request, _, _) -> {
          seeds.add(request.settings().seed());
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return result();
        });
    submit();
    Job waiting =
        queue.submit(
            ImageRequest.refine(PICTURE, Path.of("m"), SETTINGS.withSeed(7), Device.CPU),
            new JobListener() {});
    waiting.cancel();
    assertThat(waiting.state()).isEqualTo(new JobState.Cancelled());
    release.countDown();
    awaitEnd();
    queue.close();
    assertThat(seeds).containsExactly(0L);
  }

  @Test
  void submit_toTheFront_runsBeforeWhatWaits() throws InterruptedException {
    List<Long> seeds = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch all = new CountDownLatch(3);
    use(
        (request, _, _) -> {
          seeds.add(request.settings().seed());
          all.countDown();
          return result();
        });
    queue.pause();
    submit(1, Place.END);
    submit(2, Place.END);
    submit(3, Place.FRONT);
    queue.resume();

    assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(seeds).containsExactly(3L, 1L, 2L);
  }

  private void submit(long seed, Place place) {
    ImageRequest request =
        ImageRequest.refine(PICTURE, Path.of("m"), SETTINGS.withSeed(seed), Device.CPU);
    queue.submit(
        (engine, progress, cancellation) -> engine.run(request, progress, cancellation),
        place,
        new JobListener() {});
  }

  @Test
  void changed_listenerThrows_queueGoesOn() throws InterruptedException {
    use((_, _, _) -> result());
    queue.submit(
        request(),
        new JobListener() {
          @Override
          public void changed(Job job, JobState state) {
            throw new IllegalStateException("a listener's fault");
          }
        });
    submit();
    awaitEnd();
    assertThat(states.getLast()).isInstanceOf(JobState.Done.class);
  }

  @Test
  void submit_afterClose_isRefused() {
    queue.close();
    assertThatThrownBy(this::submit).isInstanceOf(IllegalStateException.class);
  }

  private interface Refining {
    ImageResult refine(ImageRequest request, RefineListener listener, Cancellation cancellation)
        throws EngineException, CancelledException;
  }

  private void use(Refining refining) {
    queue.close();
    queue = new JobQueue(engine(refining));
  }

  private Job submit() {
    return queue.submit(
        request(),
        new JobListener() {
          @Override
          public void changed(Job job, JobState state) {
            states.add(state);
            if (state.isFinal()) {
              ended.countDown();
            }
          }
        });
  }

  private void awaitEnd() throws InterruptedException {
    assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
  }

  private static ImageRequest request() {
    return ImageRequest.refine(PICTURE, Path.of("m"), SETTINGS, Device.CPU);
  }

  private static ImageResult result() {
    return new ImageResult(
        List.of(PICTURE),
        true,
        SETTINGS,
        "m",
        null,
        null,
        "cpu",
        Duration.ZERO,
        Duration.ZERO,
        List.of());
  }

  private static ImageEngine engine(Refining refining) {
    return new ImageEngine() {
      @Override
      public ModelInfo describe(ModelRef model) throws EngineException {
        throw new EngineException("No model.", "None needed.");
      }

      @Override
      public DeviceReport devices() {
        return new DeviceReport("test", List.of());
      }

      @Override
      public DeviceReport measureDevices() {
        return devices();
      }

      @Override
      public DeviceCheck checkDevice(Device device) {
        return new DeviceCheck(device, "test", true, "test", List.of());
      }

      @Override
      public ModelPlacement placement(ModelRef model, Device device) {
        throw new UnsupportedOperationException();
      }

      @Override
      public TokenCount countTokens(ModelRef model, String prompt, boolean plain)
          throws EngineException {
        throw new EngineException("No model.", "None needed.");
      }

      @Override
      public ImageResult run(
          ImageRequest request, RefineListener listener, Cancellation cancellation)
          throws EngineException, CancelledException {
        return refining.refine(request, listener, cancellation);
      }

      @Override
      public void limitMemory(long bytes) {}

      @Override
      public void close() {}
    };
  }
}
