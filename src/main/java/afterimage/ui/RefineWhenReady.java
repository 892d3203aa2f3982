package afterimage.ui;

import afterimage.ui.run.RefineControl;
import afterimage.ui.text.Texts;
import afterimage.ui.toast.Toasts;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.value.ObservableValue;

/**
 * Refines when asked: at once, or as soon as the picture that is being opened and the model are
 * there. Asked with nothing open it says so.
 */
final class RefineWhenReady {
  private final RefineControl control;
  private final ObservableValue<Boolean> ready;
  private final ReadOnlyIntegerProperty opening;
  private final Toasts toasts;
  private boolean asked;

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

  void refine() {
    if (opening.get() > 0) {
      asked = true;
      toasts.tell(Texts.of("refine.later"));
    } else if (ready.getValue()) {
      control.refine();
    } else {
      toasts.tell(Texts.of("refine.nothing"));
    }
  }

  private void goOn() {
    if (asked && opening.get() == 0) {
      asked = false;
      if (ready.getValue()) {
        control.refine();
      }
    }
  }
}
