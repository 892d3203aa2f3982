package afterimage.ui.inspector;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** The names of a box's choices, none of which can be typed. */
public final class Named<T> extends StringConverter<T> {
  private final Function<T, String> name;

  public Named(Function<T, String> name) {
    this.name = name;
  }

  @Override
  public String toString(@Nullable T choice) {
    return choice == null ? "" : name.apply(choice);
  }

  @Override
  public @Nullable T fromString(String text) {
    return null;
  }
}
