package afterimage.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private final LinkedBlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();

  @Test
  void close_withFilesToSave_savesThemFirst() {
    Queue<Integer> saved = new ConcurrentLinkedQueue<>();
    try (Workers workers = new Workers(faults::add)) {
      for (int i = 0; i < 100; i++) {
        int one = i;
        workers.files().execute(() -> saved.add(one));
      }
    }

    assertThat(saved).containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void execute_afterClose_isDroppedWithoutAFault() {
    Workers workers = new Workers(faults::add);
    workers.close();
    Queue<String> done = new ConcurrentLinkedQueue<>();

    for (Executor executor :
        List.<Executor>of(
            workers.files(), workers.tiles(), workers.background(), workers.counting())) {
      executor.execute(() -> done.add("late"));
    }

    assertThat(done).isEmpty();
    assertThat(faults).isEmpty();
  }

  @Test
  void execute_whatThrows_isToldAndTheNextIsDone() throws Exception {
    CountDownLatch next = new CountDownLatch(1);
    try (Workers workers = new Workers(faults::add)) {
      workers
          .files()
          .execute(
              () -> {
                throw new IllegalStateException("broken");
              });
      workers.files().execute(next::countDown);

      assertThat(next.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(faults.poll(1, TimeUnit.MINUTES)).hasMessage("broken");
    }
  }
}
