package afterimage.ui.film;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** What is looked for among pictures and versions. For the FX thread. */
public final class SearchModel {
  private final ObjectProperty<VersionSearch> search =
      new SimpleObjectProperty<>(VersionSearch.ALL);
  private final ReadOnlyIntegerWrapper asked = new ReadOnlyIntegerWrapper();

  /** What is looked for. */
  public ObjectProperty<VersionSearch> searchProperty() {
    return search;
  }

  /** How often somebody wanted to search: the field takes the keyboard whenever that changes. */
  ReadOnlyIntegerProperty askedProperty() {
    return asked.getReadOnlyProperty();
  }

  /** Somebody wants to search. */
  public void begin() {
    asked.set(asked.get() + 1);
  }
}
