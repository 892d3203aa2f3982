package afterimage.ui.film;

import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;

/** Which of how many versions is on the canvas, and whether there is something to save. */
public final class ShownVersion {
  private final ReadOnlyObjectWrapper<Place> place = new ReadOnlyObjectWrapper<>(Place.NONE);
  private final ReadOnlyObjectWrapper<Version.@Nullable GivenBackMap> givenBack =
      new ReadOnlyObjectWrapper<>();

  /**
   * A version among the versions of its picture.
   *
   * @param number from 1; 0 for none
   * @param count of all
   * @param exportable whether there is something to save: a version, or a picture that was made
   */
  public record Place(int number, int count, boolean exportable) {
    static final Place NONE = new Place(0, 0, false);
  }

  /** Now. */
  public ReadOnlyObjectProperty<Place> placeProperty() {
    return place.getReadOnlyProperty();
  }

  /** What the floor of the one on the canvas took back; null where nothing is known. */
  public ReadOnlyObjectProperty<Version.@Nullable GivenBackMap> givenBack() {
    return givenBack.getReadOnlyProperty();
  }

  /** Whether there is an older one. */
  public ObservableBooleanValue hasOlder() {
    return holds(now -> now.number > 1);
  }

  /** Whether there is a newer one. */
  public ObservableBooleanValue hasNewer() {
    return holds(now -> now.number < now.count);
  }

  /** Whether there is something to save. */
  public ObservableBooleanValue exportable() {
    return holds(Place::exportable);
  }

  private ObservableBooleanValue holds(Predicate<Place> condition) {
    return Bindings.createBooleanBinding(() -> condition.test(place.get()), place);
  }

  /** Looks at the picture on the canvas; null if there is none that could be shown. */
  public void look(@Nullable Source source) {
    Version version = source == null ? null : source.shownProperty().get();
    givenBack.set(version == null ? null : version.givenBack());
    if (source == null) {
      place.set(Place.NONE);
      return;
    }
    Version shown = source.shownProperty().get();
    boolean made = source.isFromWords() && !source.awaitedProperty().get();
    place.set(
        shown == null
            ? new Place(0, 0, made)
            : new Place(
                source.versions().indexOf(shown) + 1,
                source.versions().size(),
                made || !source.versions().isEmpty()));
  }
}
