package afterimage.onnx.runtime;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one use of WebGPU at a time in this process: several at once crash ONNX Runtime 1.29's
 * provider (onnxruntime#27592, #31627, #32561). Other devices need no turns.
 */
final class WebGpuTurn implements AutoCloseable {
  private static final ReentrantLock LOCK = new ReentrantLock(true);

  /** How long a cancellation goes unnoticed at most. */
  private static final long PATIENCE_MILLIS = 50;

  private static final WebGpuTurn HELD = new WebGpuTurn(true);
  private static final WebGpuTurn NOT_NEEDED = new WebGpuTurn(false);

  private final boolean held;

  private WebGpuTurn(boolean held) {
    this.held = held;
  }

  /** Waits for it. */
  static WebGpuTurn take() {
    LOCK.lock();
    return HELD;
  }

  /** Waits for it where the device is WebGPU's. */
  static WebGpuTurn take(Provider provider) {
    return isNeeded(provider) ? take() : NOT_NEEDED;
  }

  /** Waits for it where the device is WebGPU's, or until whoever wanted it no longer does. */
  static WebGpuTurn take(Provider provider, Cancellation cancellation) throws CancelledException {
    if (!isNeeded(provider)) {
      return NOT_NEEDED;
    }
    try {
      while (!LOCK.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        cancellation.throwIfCancelled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
    return HELD;
  }

  private static boolean isNeeded(Provider provider) {
    return provider.device().kind() == Device.Kind.WEBGPU;
  }

  @Override
  public void close() {
    if (held) {
      LOCK.unlock();
    }
  }
}
