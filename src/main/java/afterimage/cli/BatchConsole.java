package afterimage.cli;

import afterimage.engine.ImageResult;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells people or machines how a batch goes: results to {@code out}, all else to {@code err}. */
final class BatchConsole {
  private final ConsoleWriter out;
  private final ConsoleWriter err;
  private final boolean terminal;
  private final boolean json;
  private final Messages messages;

  BatchConsole(CommandLineParts parts, boolean json, Messages messages) {
    this.out = parts.out();
    this.err = parts.err();
    this.terminal = parts.terminal();
    this.json = json;
    this.messages = messages;
  }

  /** The listener for a request; {@code number} counts from 1. */
  Progress begin(Path subject, int number, int count) {
    String name = String.valueOf(subject.getFileName());
    String label = count == 1 ? name : "[%d/%d] %s".formatted(number, count, name);
    return new Progress(err, terminal, label, messages);
  }

  /** A picture of a result is written. */
  void done(PictureReport report, ImageResult result) {
    if (json) {
      print(report);
      return;
    }
    int count = result.pictures().size();
    PictureReport.Seconds seconds = report.seconds();
    out.println(
        String.format(
            Locale.ROOT,
            "%s%s (%.1f s%s, %s, seed %d)",
            report.input() == null ? "" : report.input() + " -> ",
            report.output(),
            seconds == null ? 0 : seconds.total(),
            count == 1 ? "" : " for " + count,
            result.steps() == 1 ? "1 step" : result.steps() + " steps",
            report.settings() == null ? 0 : report.settings().seed()));
    out.flush();
  }

  void failed(PictureReport report, Failure failure) {
    if (json) {
      print(report);
    }
    messages.failure(failure);
  }

  /** A result of an earlier run stays. */
  void kept(PictureReport report, @Nullable String message) {
    if (json) {
      print(report);
    }
    err.println(message);
    err.flush();
  }

  /** Tells of an argument that holds no picture. */
  void failed(Failure failure) {
    messages.failure(failure);
  }

  /** The batch ends early since what failed last would fail for all; {@code left} are left. */
  void stopped(int left) {
    if (left > 0) {
      err.println(
          left == 1
              ? "Stopped. 1 picture was not processed; finished results are kept."
              : "Stopped. %d pictures were not processed; finished results are kept."
                  .formatted(left));
      err.flush();
    }
  }

  /** Whether what was told does not arrive. */
  boolean isBroken() {
    return out.checkError();
  }

  private void print(PictureReport report) {
    out.println(Json.line(report));
    out.flush();
  }
}
