package afterimage.ui.shell;

import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.ui.run.RunReports;
import afterimage.ui.session.Source;
import java.util.function.Supplier;

/** The queue's control is built before the window that its reports appear in. */
public record LateReports(Supplier<RunReports> reports) implements RunReports {
  @Override
  public void started(ModelInfo model, RefineSettings settings) {
    reports.get().started(model, settings);
  }

  @Override
  public void done(Source source, ImageResult result) {
    reports.get().done(source, result);
  }

  @Override
  public void made(Source source, ImageResult result) {
    reports.get().made(source, result);
  }

  @Override
  public void failed(String what, String remedy, Runnable retry) {
    reports.get().failed(what, remedy, retry);
  }

  @Override
  public void held(String what, String remedy, Runnable resume) {
    reports.get().held(what, remedy, resume);
  }

  @Override
  public void notice(String message) {
    reports.get().notice(message);
  }
}
