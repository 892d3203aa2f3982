package afterimage.ui.settings;

import afterimage.ui.text.Texts;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** A list to choose one of. */
final class Choices {
  private Choices() {}

  /**
   * @param id of the control
   * @param key of its name's text
   * @param choices in their order
   * @param name of a choice, for people
   * @param now what is chosen
   * @param changed told of every other choice
   */
  static <T> ComboBox<T> of(
      String id,
      String key,
      List<T> choices,
      Function<T, String> name,
      T now,
      Consumer<T> changed) {
    ComboBox<T> combo = new ComboBox<>();
    combo.setId(id);
    combo.setAccessibleText(Texts.of(key));
    combo.getItems().setAll(choices);
    combo.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable T choice) {
            return choice == null ? "" : name.apply(choice);
          }

          @Override
          public @Nullable T fromString(String text) {
            return null;
          }
        });
    combo.setValue(now);
    combo.valueProperty().addListener((_, _, chosen) -> changed.accept(chosen));
    return combo;
  }
}
