package afterimage.ui.inspector;

import afterimage.engine.PixelSize;
import afterimage.engine.SizeSettings;
import afterimage.engine.SizeSettings.Corner;
import afterimage.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The sizes and crops that the model is told of, for both prompts; empty fields are the run's. */
final class SizesField extends VBox implements TypedValues.Field {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("error");

  private final ObjectProperty<SizeSettings> value;
  private final List<TextField> fields = new ArrayList<>();
  private boolean showing;

  SizesField(ObjectProperty<SizeSettings> value) {
    this.value = value;
    getStyleClass().add("field");
    Label name = new Label(Texts.of("sizes"));
    name.getStyleClass().add("field-name");
    GridPane grid = new GridPane();
    grid.getStyleClass().add("sizes");
    heading(grid, 1, "sizes.prompt");
    heading(grid, 2, "sizes.negative");
    row(grid, 1, "sizes.original", "sizes.size.hint");
    row(grid, 2, "sizes.crop", "sizes.crop.hint");
    row(grid, 3, "sizes.target", "sizes.size.hint");
    getChildren().addAll(name, grid);
    value.subscribe(now -> show(now));
  }

  private static void heading(GridPane grid, int column, String key) {
    Label label = new Label(Texts.of(key));
    label.getStyleClass().add("field-help");
    grid.add(label, column, 0);
  }

  private void row(GridPane grid, int row, String key, String hint) {
    Label label = new Label(Texts.of(key));
    label.setMinWidth(USE_PREF_SIZE);
    label.getStyleClass().add("field-help");
    grid.add(label, 0, row);
    for (int column = 1; column <= 2; column++) {
      TextField field = new TextField();
      field.setId("advanced-size-" + row + "-" + column);
      field.setPromptText(Texts.of(hint));
      field.setAccessibleText(Texts.of(key));
      field.setTooltip(new Tooltip(Texts.of(key + ".tooltip")));
      field.textProperty().subscribe(_ -> read());
      GridPane.setHgrow(field, Priority.ALWAYS);
      fields.add(field);
      grid.add(field, column, row);
    }
  }

  private void show(SizeSettings now) {
    if (showing || now.equals(parsed())) {
      return;
    }
    showing = true;
    fields.get(0).setText(text(now.original()));
    fields.get(1).setText(text(now.negativeOriginal()));
    fields.get(2).setText(text(now.crop()));
    fields.get(3).setText(text(now.negativeCrop()));
    fields.get(4).setText(text(now.target()));
    fields.get(5).setText(text(now.negativeTarget()));
    showing = false;
  }

  /** Takes what is typed over as soon as all of it can be read. */
  private void read() {
    if (showing || fields.size() < 6) {
      return;
    }
    SizeSettings typed = parsed();
    if (typed != null) {
      showing = true;
      value.set(typed);
      showing = false;
    }
  }

  /** What can be read counts already while it is typed. */
  @Override
  public Optional<String> takeOver() {
    return parsed() == null ? Optional.of(Texts.of("sizes.wrong")) : Optional.empty();
  }

  @Override
  public void show() {
    fields.stream()
        .filter(field -> field.getPseudoClassStates().contains(WRONG))
        .findFirst()
        .ifPresent(TextField::requestFocus);
  }

  private @Nullable SizeSettings parsed() {
    boolean readable = true;
    for (int i = 0; i < fields.size(); i++) {
      boolean wrong = !isReadable(fields.get(i).getText(), i == 2 || i == 3);
      fields.get(i).pseudoClassStateChanged(WRONG, wrong);
      readable &= !wrong;
    }
    return readable
        ? new SizeSettings(size(0), corner(2), size(4), size(1), corner(3), size(5))
        : null;
  }

  private static boolean isReadable(String text, boolean corner) {
    try {
      if (!text.isBlank() && corner) {
        Corner.parse(text);
      } else if (!text.isBlank()) {
        PixelSize.parse(text);
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private @Nullable PixelSize size(int field) {
    String text = fields.get(field).getText();
    return text.isBlank() ? null : PixelSize.parse(text);
  }

  private Corner corner(int field) {
    String text = fields.get(field).getText();
    return text.isBlank() ? Corner.ORIGIN : Corner.parse(text);
  }

  private static String text(@Nullable PixelSize size) {
    return size == null ? "" : size.toString();
  }

  private static String text(Corner corner) {
    return corner.equals(Corner.ORIGIN) ? "" : corner.top() + "," + corner.left();
  }
}
