package afterimage.ui.shell;

import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.ui.desktop.DesktopNotice;
import afterimage.ui.notice.Toasts;
import afterimage.ui.run.RefineControl;
import afterimage.ui.run.RunReports;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.text.Texts;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** How refines end, told in the window, and on the desktop after a long run nobody watched. */
public record RefineReports(
    Consumer<RefineSettings> asked,
    Session session,
    RefineControl control,
    StudioWindow window,
    Executor background)
    implements RunReports {
  private static final double LONG_RUN_SECONDS = 15;

  @Override
  public void started(ModelInfo model, RefineSettings settings) {
    asked.accept(settings);
  }

  @Override
  public void done(Source source, ImageResult result) {
    double seconds = result.total().toMillis() / 1000.0;
    showPicture(source, Texts.of("status.done", source.name(), String.format("%.1f", seconds)));
    if (seconds >= LONG_RUN_SECONDS && !window.isLookedAt() && control.isIdle()) {
      String text = Texts.of("notice.done", source.name());
      background.execute(() -> DesktopNotice.show("Afterimage", text));
    }
  }

  @Override
  public void made(Source source, ImageResult result) {
    double seconds = result.total().toMillis() / 1000.0;
    showPicture(source, Texts.of("status.made", source.name(), String.format("%.1f", seconds)));
  }

  /** The line under the canvas is about the picture on it, and no other. */
  private void showPicture(Source source, String text) {
    if (session.selectedProperty().get() == source) {
      window.status().showPicture(text);
    }
  }

  @Override
  public void failed(String what, String remedy, Runnable retry) {
    window.toasts().warn(what, remedy, new Toasts.Action(Texts.of("retry"), retry));
  }

  @Override
  public void held(String what, String remedy, Runnable resume) {
    window.toasts().warn(what, remedy, new Toasts.Action(Texts.of("queue.resume"), resume));
  }

  @Override
  public void notice(String message) {
    window.toasts().tell(message);
  }
}
