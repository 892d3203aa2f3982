package afterimage.ui.notice;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What the line under everything says: device, model, picture. For the FX thread. */
public final class StatusModel {
  private final StringProperty device = new SimpleStringProperty("");
  private final StringProperty model = new SimpleStringProperty("");
  private final StringProperty picture = new SimpleStringProperty("");

  /** What refines run on. */
  public StringProperty deviceProperty() {
    return device;
  }

  /** The name of the model in use; empty while there is none. */
  public StringProperty modelProperty() {
    return model;
  }

  /** What there is to say about the picture on the canvas. */
  public StringProperty pictureProperty() {
    return picture;
  }
}
