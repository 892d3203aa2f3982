package afterimage.onnx.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WebGpuTurnTest {
  private static final Provider WEBGPU = new Provider(new Device(Device.Kind.WEBGPU, 0));

  @Test
  void take_whileAnotherRuns_waitsForIt() throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Boolean> second;
      try (WebGpuTurn _ = WebGpuTurn.take()) {
        second = thread.submit(WebGpuTurnTest::takeAndGiveBack);
        assertThat(second.isDone()).isFalse();
      }
      assertThat(second.get()).isTrue();
    }
  }

  private static boolean takeAndGiveBack() throws CancelledException {
    try (WebGpuTurn turn = WebGpuTurn.take(WEBGPU, new Cancellation())) {
      return turn != null;
    }
  }

  @Test
  void take_cancelledWhileWaiting_isGivenUp() {
    Cancellation cancellation = new Cancellation();
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        WebGpuTurn _ = WebGpuTurn.take()) {
      Future<WebGpuTurn> waiting = thread.submit(() -> WebGpuTurn.take(WEBGPU, cancellation));
      cancellation.cancel();

      assertThatThrownBy(waiting::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(CancelledException.class);
    }
  }

  @Test
  void take_onAnotherDevice_waitsForNobody() throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        WebGpuTurn _ = WebGpuTurn.take()) {
      Provider processor = new Provider(Device.CPU);
      thread
          .submit(
              () -> {
                WebGpuTurn.take(processor).close();
                WebGpuTurn.take(processor, new Cancellation()).close();
                return true;
              })
          .get();
    }
  }
}
