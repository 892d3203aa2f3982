package afterimage.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void call_result_isReturned() throws Exception {
    assertThat(Guard.call(() -> "a")).isEqualTo("a");
    assertThat(Guard.call(LONG, () -> "b")).isEqualTo("b");
  }

  @Test
  void call_refusalOfItsOwn_passes() {
    assertThatThrownBy(() -> Guard.call(() -> fail(new IOException("own"))))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Guard.call(LONG, () -> fail(new IOException("own"))))
        .isInstanceOf(IOException.class)
        .hasMessage("own");
  }

  @Test
  void call_endlessRecursion_isTooDeep() {
    assertThatThrownBy(() -> Guard.call(() -> recurse(0)))
        .satisfies(is(GuardException.Kind.TOO_DEEP));
    assertThatThrownBy(() -> Guard.call(LONG, () -> recurse(0)))
        .satisfies(is(GuardException.Kind.TOO_DEEP));
  }

  @Test
  void call_moreThanTheHeap_isTooLarge() {
    assertThatThrownBy(() -> Guard.call(() -> new long[Integer.MAX_VALUE - 8][2].length))
        .satisfies(is(GuardException.Kind.TOO_LARGE));
  }

  @Test
  void call_anyOtherThrowable_isDamage() {
    for (Throwable thrown :
        new Throwable[] {new IllegalStateException(), new AssertionError(), new InternalError()}) {
      assertThatThrownBy(() -> Guard.call(() -> raise(thrown)))
          .satisfies(is(GuardException.Kind.DAMAGED))
          .hasCause(thrown);
    }
  }

  @Test
  void call_endlessWork_isTooSlowAndStopsAtItsNextCheck() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                Guard.call(
                    Duration.ofMillis(50),
                    () -> {
                      try {
                        while (true) {
                          Deadline.check();
                        }
                      } finally {
                        stopped.countDown();
                      }
                    }))
        .satisfies(is(GuardException.Kind.TOO_SLOW));

    assertThat(stopped.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void call_interruptedCaller_cancelsTheWork() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                Guard.call(
                    LONG,
                    () -> {
                      try {
                        while (true) {
                          Deadline.check();
                        }
                      } finally {
                        stopped.countDown();
                      }
                    }))
        .isInstanceOf(CancellationException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(stopped.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void check_outsideOfAGuard_doesNothing() {
    Deadline.check();
  }

  private static java.util.function.Consumer<Throwable> is(GuardException.Kind kind) {
    return thrown ->
        assertThat(thrown)
            .isInstanceOfSatisfying(
                GuardException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @SuppressWarnings("InfiniteRecursion") // that is the case
  private static int recurse(int depth) {
    return recurse(depth + 1) + 1;
  }

  private static Object fail(IOException e) throws IOException {
    throw e;
  }

  private static Object raise(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
