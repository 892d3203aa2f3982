package afterimage.cli;

import afterimage.engine.RefineSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells people or machines how a batch goes: results to {@code out}, all else to {@code err}. */
final class RefineConsole implements RefineBatch.Console {
  private final ConsoleWriter out;
  private final ConsoleWriter err;
  private final boolean terminal;
  private final boolean json;
  private final Messages messages;

  RefineConsole(CommandLineParts parts, boolean json, Messages messages) {
    this.out = parts.out();
    this.err = parts.err();
    this.terminal = parts.terminal();
    this.json = json;
    this.messages = messages;
  }

  @Override
  public Progress begin(Path file, int number, int count) {
    String name = String.valueOf(file.getFileName());
    String label = count == 1 ? name : "[%d/%d] %s".formatted(number, count, name);
    return new Progress(err, terminal, label, messages);
  }

  @Override
  public void done(PictureReport report) {
    if (json) {
      print(report);
      return;
    }
    RefineSettings settings = report.settings();
    PictureReport.Seconds seconds = report.seconds();
    if (settings != null && seconds != null) {
      out.println(
          String.format(
              Locale.ROOT,
              "%s -> %s (%.1f s, %d steps, seed %d)",
              report.input(),
              report.output(),
              seconds.total(),
              settings.stepsRun(),
              settings.seed()));
      out.flush();
    }
  }

  @Override
  public void failed(Path file, Failure failure, List<String> notices) {
    if (json) {
      print(PictureReport.failed(file.toString(), failure, notices));
    }
    messages.failure(failure);
  }

  @Override
  public void stopped(int left) {
    if (left > 0) {
      err.println(
          left == 1
              ? "Stopped. One picture is left; those that are done stay done."
              : "Stopped. %d pictures are left; those that are done stay done.".formatted(left));
      err.flush();
    }
  }

  @Override
  public boolean isBroken() {
    return out.checkError();
  }

  /** Tells of an argument that holds no picture. */
  void failed(Failure failure) {
    messages.failure(failure);
  }

  private void print(PictureReport report) {
    out.println(Json.line(report));
    out.flush();
  }
}
