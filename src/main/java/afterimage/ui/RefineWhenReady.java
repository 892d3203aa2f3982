package afterimage.ui;

import afterimage.job.Place;
import afterimage.ui.run.RefineControl;
import afterimage.ui.text.Texts;
import afterimage.ui.toast.Toasts;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * Refines when asked: at once, or as soon as the picture that is being opened and the model are
 * there. Asked with nothing open it says so.
 */
final class RefineWhenReady {
  private final RefineControl control;
  private final ObservableValue<Boolean> ready;
  private final ReadOnlyIntegerProperty opening;
  private final Toasts toasts;
  private @Nullable Place asked;

  RefineWhenReady(
      RefineControl control,
      ObservableValue<Boolean> ready,
      ReadOnlyIntegerProperty opening,
      Toasts toasts) {
    this.control = control;
    this.ready = ready;
    this.opening = opening;
    this.toasts = toasts;
    opening.subscribe(_ -> goOn());
    ready.subscribe(_ -> goOn());
  }

  void refine(Place place) {
    if (opening.get() > 0) {
      asked = place;
      toasts.tell(Texts.of("refine.later"));
    } else if (ready.getValue()) {
      control.refine(place);
    } else {
      toasts.tell(Texts.of("refine.nothing"));
    }
  }

  private void goOn() {
    Place place = asked;
    if (place != null && opening.get() == 0) {
      asked = null;
      if (ready.getValue()) {
        control.refine(place);
      }
    }
  }
}
