package afterimage.ui.run;

import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.session.Session;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;

/** Whether there is something to refine: a model, and a picture that is there or on its way. */
public final class Readiness {
  private Readiness() {}

  /** Whoever holds it hears of it. */
  public static BooleanBinding of(Session session, InspectorModel values) {
    return Bindings.createBooleanBinding(
        () -> {
          Session.OnCanvas now = session.canvasProperty().get();
          boolean picture = now != null && !(now instanceof Session.Unreadable);
          return picture && values.modelProperty().get() != null;
        },
        session.canvasProperty(),
        values.modelProperty());
  }
}
