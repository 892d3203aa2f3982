package afterimage.ui.run;

import afterimage.job.Place;
import afterimage.ui.notice.Notices;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.text.Texts;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * Refines when asked: at once, or as soon as the picture that is being opened and the model are
 * there. Asked with nothing to refine it says so.
 */
public final class RefineWhenReady {
  private final RunModel runs;
  private final Session session;
  private final ObservableValue<Boolean> ready;
  private final ReadOnlyIntegerProperty opening;
  private final Notices notices;
  private @Nullable Asked asked;

  /**
   * What waits.
   *
   * @param source the picture that was chosen and on its way; null if it is still to be chosen
   */
  private record Asked(Place place, @Nullable Source source) {}

  public RefineWhenReady(
      RunModel runs,
      Session session,
      ObservableValue<Boolean> ready,
      ReadOnlyIntegerProperty opening,
      Notices notices) {
    this.runs = runs;
    this.session = session;
    this.ready = ready;
    this.opening = opening;
    this.notices = notices;
    opening.subscribe(_ -> goOn());
    ready.subscribe(_ -> goOn());
    session.canvasProperty().subscribe(_ -> goOn());
  }

  public void refine(Place place) {
    if (session.canvasProperty().get() instanceof Session.Opening(Source source)) {
      asked = new Asked(place, source);
      notices.tell(Texts.of("refine.later"));
    } else if (opening.get() > 0) {
      asked = new Asked(place, null);
      notices.tell(Texts.of("refine.later"));
    } else if (ready.getValue()) {
      runs.refine(place);
    } else {
      notices.tell(
          Texts.of(session.canvasProperty().get() == null ? "refine.nothing" : "canvas.nothing"));
    }
  }

  private void goOn() {
    Asked now = asked;
    boolean waits = opening.get() > 0 || session.canvasProperty().get() instanceof Session.Opening;
    if (now == null || waits) {
      return;
    }
    asked = null;
    Source there = session.selectedProperty().get();
    // Who chose another picture meanwhile did not ask for that one.
    if (ready.getValue() && (now.source == null || now.source == there)) {
      runs.refine(now.place);
    }
  }
}
