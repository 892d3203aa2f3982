package afterimage.ui.open;

import afterimage.ui.run.RunModel;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.SourcePresence;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.value.ObservableBooleanValue;
import javafx.util.Subscription;

/**
 * Recognises pictures that were away, such as those of a drive, when the user comes back to the
 * window or chooses one, and goes on with what waits for them. For the FX thread.
 */
public final class PicturesBack implements AutoCloseable {
  private final ObservableBooleanValue focused;
  private Subscription focus = Subscription.EMPTY;
  private final Session session;
  private final RunModel runs;
  private final Executor background;
  private final SourcePresence presence;

  public PicturesBack(
      ObservableBooleanValue focused, Session session, RunModel runs, Executor background) {
    this.focused = focused;
    this.session = session;
    this.runs = runs;
    this.background = background;
    this.presence = new SourcePresence(session, background, this::back);
  }

  /** Looks no more; the window may outlive the studio. */
  @Override
  public void close() {
    focus.unsubscribe();
  }

  /** Looks from now on. */
  public void follow() {
    focus =
        focused.subscribe(
            now -> {
              if (now) {
                presence.look();
              }
            });
    session
        .selectedProperty()
        .subscribe(
            source -> {
              if (source != null) {
                presence.look(List.of(source));
              }
            });
  }

  private void back(Source source) {
    Importer.makeThumbnails(List.of(source), background);
    runs.back(source);
    if (session.selectedProperty().get() == source) {
      session.openAgain();
    }
  }
}
