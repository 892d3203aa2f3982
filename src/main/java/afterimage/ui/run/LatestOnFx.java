package afterimage.ui.run;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Carries values to the FX thread, the latest only: at most one call waits there, so a fast sender
 * can never flood it. Values arrive in the order they were sent; the last one always arrives.
 */
public final class LatestOnFx<T> {
  private final AtomicReference<@Nullable T> slot = new AtomicReference<>();
  private final Consumer<T> receiver;

  /**
   * @param receiver takes values, on the FX thread
   */
  public LatestOnFx(Consumer<T> receiver) {
    this.receiver = receiver;
  }

  /** Sends a value, from any thread. */
  public void send(T value) {
    if (slot.getAndSet(value) == null) {
      Platform.runLater(this::deliver);
    }
  }

  private void deliver() {
    T value = slot.getAndSet(null);
    if (value != null) {
      receiver.accept(value);
    }
  }
}
