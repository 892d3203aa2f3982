package afterimage.ui.run;

import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.message.Problem;
import afterimage.ui.desktop.DesktopNotice;
import afterimage.ui.notice.Notices;
import afterimage.ui.notice.StatusModel;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.text.Texts;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How refines end, told in the window, and on the desktop after a long run nobody watched.
 *
 * @param asked told the values of each refine that is asked for
 * @param session has the picture that the status line is about
 * @param watched whether the user looks at the window
 * @param background where the desktop is told
 */
public record RefineReports(
    Consumer<RefineSettings> asked,
    Session session,
    Notices notices,
    StatusModel status,
    BooleanSupplier watched,
    Executor background)
    implements RunReports {
  private static final double LONG_RUN_SECONDS = 15;

  @Override
  public void started(ModelInfo model, RefineSettings settings) {
    asked.accept(settings);
  }

  @Override
  public void finished(Source source, ImageResult result) {
    double seconds = result.total().toMillis() / 1000.0;
    String key = result.fromPicture() ? "done" : "made";
    showPicture(source, Texts.of("status." + key, source.name(), String.format("%.1f", seconds)));
    if (seconds >= LONG_RUN_SECONDS && !watched.getAsBoolean() && isIdle()) {
      String text = Texts.of("notice." + key, source.name());
      background.execute(() -> DesktopNotice.show("Afterimage", text));
    }
  }

  /** What waits for a drive that is away is no work that goes on. */
  private boolean isIdle() {
    return session.sources().stream()
        .noneMatch(source -> source.busyProperty().get() && !source.missingProperty().get());
  }

  /** The line under the canvas is about the picture on it, and no other. */
  private void showPicture(Source source, String text) {
    if (session.selectedProperty().get() == source) {
      status.pictureProperty().set(text);
    }
  }

  @Override
  public void failed(Problem problem, Runnable retry) {
    notices.warn(problem, new Notices.Action(Texts.of("retry"), retry));
  }

  @Override
  public void held(Problem problem, Runnable resume) {
    notices.warn(problem, new Notices.Action(Texts.of("queue.resume"), resume));
  }

  @Override
  public void notice(String message) {
    notices.tell(message);
  }
}
