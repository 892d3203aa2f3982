package afterimage.ui.export;

import atlantafx.base.theme.Styles;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The choices of a value side by side, one of them pressed. Which there are may change.
 *
 * @param <T> of the value
 */
final class Pills<T extends @Nullable Object> extends HBox {
  private static final List<String> SHAPES =
      List.of(Styles.LEFT_PILL, Styles.CENTER_PILL, Styles.RIGHT_PILL);

  private final ObjectProperty<T> value;
  private final Function<T, String> name;
  private final Map<T, ToggleButton> buttons = new HashMap<>();

  Pills(String id, ObjectProperty<T> value, Function<T, String> name) {
    this.value = value;
    this.name = name;
    setId(id);
    getStyleClass().add("pills");
    setAlignment(Pos.CENTER_LEFT);
    value.subscribe(
        now -> buttons.forEach((one, button) -> button.setSelected(Objects.equals(now, one))));
  }

  /** Offers these; buttons that are there stay the same ones. */
  void offer(List<T> choices) {
    List<ToggleButton> offered = choices.stream().map(this::button).toList();
    if (getChildren().equals(offered)) {
      return;
    }
    getChildren().setAll(offered);
    for (int i = 0; i < offered.size(); i++) {
      List<String> styles = offered.get(i).getStyleClass();
      styles.removeAll(SHAPES);
      styles.add(SHAPES.get(i == 0 ? 0 : i == offered.size() - 1 ? 2 : 1));
    }
  }

  private ToggleButton button(T choice) {
    return buttons.computeIfAbsent(choice, this::made);
  }

  private ToggleButton made(T choice) {
    ToggleButton button = new ToggleButton(name.apply(choice));
    button.setId(getId() + "-" + String.valueOf(choice).toLowerCase(Locale.ROOT).replace(' ', '-'));
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setSelected(Objects.equals(value.get(), choice));
    button.setOnAction(
        _ -> {
          value.set(choice);
          button.setSelected(true);
        });
    return button;
  }
}
