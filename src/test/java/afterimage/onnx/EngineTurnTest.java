package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class EngineTurnTest {
  private final EngineTurn turn = new EngineTurn();

  @Test
  void take_whileARunHasItsTurn_waitsForItsEnd() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    Thread measuring;
    try (EngineTurn.Held _ = turn.take(new Cancellation())) {
      measuring =
          Thread.startVirtualThread(
              () -> {
                try (EngineTurn.Held _ = turn.take()) {
                  order.add("measured");
                }
              });
      Thread.sleep(50);
      order.add("run");
    }
    measuring.join();

    assertThat(order).containsExactly("run", "measured");
  }

  @Test
  void take_cancelledWhileAMeasurementHasItsTurn_isNotWaitedFor() throws Exception {
    Cancellation cancellation = new Cancellation();
    Thread cancelling;
    try (EngineTurn.Held _ = turn.take()) {
      Thread run =
          Thread.startVirtualThread(
              () ->
                  assertThatThrownBy(() -> turn.take(cancellation).close())
                      .isInstanceOf(CancelledException.class));
      cancelling = Thread.startVirtualThread(cancellation::cancel);
      run.join();
    }
    cancelling.join();
  }
}
