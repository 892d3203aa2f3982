package afterimage.catalog.download;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells a listener how far a download is, not too often. */
final class Telling {
  private final Consumer<DownloadProgress> listener;
  private final TransferSpeed speed = new TransferSpeed();
  private @Nullable Long total;

  Telling(Consumer<DownloadProgress> listener, @Nullable Long total) {
    this.listener = listener;
    this.total = total;
  }

  void knowsTotal(@Nullable Long bytes) {
    total = bytes;
  }

  /** Returns true, to go on with. */
  boolean checking(long done) {
    if (speed.note(System.nanoTime(), done)) {
      listener.accept(new DownloadProgress(DownloadProgress.Phase.CHECKING, done, total, 0, null));
    }
    return true;
  }

  void connecting(long done) {
    listener.accept(new DownloadProgress(DownloadProgress.Phase.CONNECTING, done, total, 0, null));
    speed.restart(System.nanoTime(), done);
  }

  void waiting(long done) {
    listener.accept(new DownloadProgress(DownloadProgress.Phase.WAITING, done, total, 0, null));
  }

  void receiving(long done) {
    if (speed.note(System.nanoTime(), done)) {
      long perSecond = speed.bytesPerSecond();
      Duration left =
          total == null || perSecond <= 0
              ? null
              : Duration.ofSeconds(Math.ceilDiv(Math.max(0, total - done), perSecond));
      listener.accept(
          new DownloadProgress(DownloadProgress.Phase.RECEIVING, done, total, perSecond, left));
    }
  }
}
