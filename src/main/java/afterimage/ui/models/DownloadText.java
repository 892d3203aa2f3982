package afterimage.ui.models;

import afterimage.catalog.PublishedModel;
import afterimage.catalog.download.DownloadProgress;
import afterimage.ui.text.Texts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far a download is, in words. */
final class DownloadText {
  private static final double MEGABYTE = 1e6;
  private static final double GIGABYTE = 1e9;

  private DownloadText() {}

  /** What a model is for, how large it is, and under which terms. */
  static String of(PublishedModel model) {
    Long bytes = model.bytes();
    String size = bytes == null ? Texts.of("models.size.unknown") : size(bytes);
    return model.purpose() + "\n" + size + ", " + model.terms().title();
  }

  /** How large a file is. */
  static String size(long bytes) {
    return bytes < GIGABYTE
        ? Texts.of("models.size.megabytes", bytes / MEGABYTE)
        : Texts.of("models.size", bytes / GIGABYTE);
  }

  static String of(DownloadProgress progress) {
    return switch (progress.phase()) {
      case CHECKING -> Texts.of("models.download.checking", amount(progress));
      case CONNECTING -> Texts.of("models.download.connecting");
      case WAITING -> Texts.of("models.download.waiting", amount(progress));
      case RECEIVING ->
          Texts.of(
                  "models.download.receiving",
                  amount(progress),
                  progress.bytesPerSecond() / MEGABYTE)
              + left(progress.left());
    };
  }

  static String kept(long bytes, @Nullable Long total) {
    return total == null
        ? Texts.of("models.download.kept", bytes / MEGABYTE)
        : Texts.of("models.download.kept.of", bytes / MEGABYTE, total / MEGABYTE);
  }

  private static String amount(DownloadProgress progress) {
    Long total = progress.total();
    return total == null
        ? Texts.of("models.download.amount", progress.done() / MEGABYTE)
        : Texts.of("models.download.amount.of", progress.done() / MEGABYTE, total / MEGABYTE);
  }

  private static String left(@Nullable Duration left) {
    if (left == null) {
      return "";
    }
    if (left.toMinutes() < 1) {
      return ", " + Texts.of("eta.seconds", left.toSeconds());
    }
    return ", "
        + (left.toHours() < 1
            ? Texts.of("eta.minutes", left.toMinutes())
            : Texts.of("eta.hours", left.toHours(), left.toMinutesPart()));
  }
}
