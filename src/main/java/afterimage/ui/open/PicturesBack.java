package afterimage.ui.open;

import afterimage.ui.run.RunModel;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.SourcePresence;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ObservableBooleanValue;
import javafx.util.Duration;
import javafx.util.Subscription;

/**
 * Recognises pictures that were away, such as those of a drive, and goes on with what waits for
 * them: within seconds, since a queue runs on unwatched, and at once when the user comes back to
 * the window or chooses one. For the FX thread.
 */
public final class PicturesBack implements AutoCloseable {
  private static final Duration PERIOD = Duration.seconds(5);

  private final ObservableBooleanValue focused;
  private Subscription focus = Subscription.EMPTY;
  private final Session session;
  private final RunModel runs;
  private final Executor background;
  private final SourcePresence presence;
  private final Timeline awaiting;

  public PicturesBack(
      ObservableBooleanValue focused, Session session, RunModel runs, Executor background) {
    this.focused = focused;
    this.session = session;
    this.runs = runs;
    this.background = background;
    this.presence = new SourcePresence(session, background, this::back);
    this.awaiting = new Timeline(new KeyFrame(PERIOD, _ -> presence.lookForMissing()));
    this.awaiting.setCycleCount(Animation.INDEFINITE);
  }

  /** Looks no more; the window may outlive the studio. */
  @Override
  public void close() {
    focus.unsubscribe();
    awaiting.stop();
  }

  /** Looks from now on. */
  public void follow() {
    awaiting.play();
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
