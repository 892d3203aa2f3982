package afterimage.ui.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What stands in text fields and may not be taken over yet: a key that begins a run leaves the
 * field where it is, so that what is typed must be asked for. What cannot be read keeps the run
 * from beginning; it is never replaced by something else. Needs no toolkit; for one thread at a
 * time.
 */
public final class TypedValues {
  private final List<Field> fields = new ArrayList<>();
  private Consumer<String> refused = _ -> {};

  /** A field for a value that is typed. */
  public interface Field {

    /**
     * Takes over what is typed.
     *
     * @return what is wrong with it; nothing if it counts now
     */
    Optional<String> takeOver();

    /** Shows the user where it is. */
    void show();
  }

  /** A field that counts from now on. */
  public void add(Field field) {
    fields.add(field);
  }

  /** No field counts any more, as when a page makes new ones. */
  public void clear() {
    fields.clear();
  }

  /** What is told why a run cannot begin. */
  public void onRefused(Consumer<String> told) {
    refused = told;
  }

  /**
   * Takes over what is typed everywhere, for a run.
   *
   * @return whether all of it counts; if not, the first that does not is shown and told
   */
  public boolean takeOver() {
    Field wrong = null;
    String why = "";
    for (Field field : fields) {
      Optional<String> problem = field.takeOver();
      if (problem.isPresent() && wrong == null) {
        wrong = field;
        why = problem.get();
      }
    }
    if (wrong == null) {
      return true;
    }
    wrong.show();
    refused.accept(why);
    return false;
  }

  /** Takes over what can be read, and leaves the rest as it is. */
  public void takeOverQuietly() {
    fields.forEach(Field::takeOver);
  }
}
