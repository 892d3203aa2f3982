package afterimage.ui.generate;

import afterimage.engine.ModelInfo;
import afterimage.engine.PixelSize;
import afterimage.ui.inspector.TypedNumber;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.IntegerProperty;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How large the picture becomes: a shape, or width and height. */
final class SizeField extends VBox {
  private static final int STEP = 64;

  private final GenerateModel words;
  private final List<ToggleButton> shapes = new ArrayList<>();

  SizeField(GenerateModel words) {
    this.words = words;
    getStyleClass().add("field");
    Label name = new Label(Texts.of("words.size"));
    name.getStyleClass().add("field-name");
    HBox pills = new HBox();
    pills.getStyleClass().add("pills");
    HBox.setHgrow(pills, Priority.ALWAYS);
    shapes.add(shape(Aspect.SQUARE, Styles.LEFT_PILL));
    shapes.add(shape(Aspect.LANDSCAPE, Styles.CENTER_PILL));
    shapes.add(shape(Aspect.PORTRAIT, Styles.RIGHT_PILL));
    pills.getChildren().addAll(shapes);
    HBox row =
        new HBox(
            pills,
            side("words-width", "words.width", words.widthProperty(), words),
            new Label("×"),
            side("words-height", "words.height", words.heightProperty(), words));
    row.getStyleClass().add("field-row");
    getChildren().addAll(name, row);
    words.widthProperty().subscribe(_ -> mark());
    words.heightProperty().subscribe(_ -> mark());
    words.values().modelProperty().subscribe(_ -> mark());
  }

  private ToggleButton shape(Aspect aspect, String pill) {
    String key = aspect.name().toLowerCase(Locale.ROOT);
    ToggleButton button = new ToggleButton(Texts.of("words." + key));
    button.setId("words-" + key);
    button.getStyleClass().addAll(pill, Styles.SMALL);
    button.setUserData(aspect);
    button.setOnAction(
        _ -> {
          PixelSize usual = usual();
          if (usual != null) {
            PixelSize size = aspect.size(usual);
            words.widthProperty().set(size.width());
            words.heightProperty().set(size.height());
          }
          mark();
        });
    return button;
  }

  private @Nullable PixelSize usual() {
    ModelInfo base = words.values().modelProperty().get();
    return base == null ? null : base.generatedSize();
  }

  private void mark() {
    PixelSize usual = usual();
    PixelSize now = new PixelSize(words.widthProperty().get(), words.heightProperty().get());
    for (ToggleButton button : shapes) {
      button.setSelected(
          usual != null
              && button.getUserData() instanceof Aspect aspect
              && aspect.size(usual).equals(now));
    }
  }

  private static Spinner<Integer> side(
      String id, String key, IntegerProperty value, GenerateModel words) {
    Spinner<Integer> spinner =
        new TypedNumber(
                value, 1, GenerateModel.MAX_SIDE, STEP, Texts.of(key), words.values().typed())
            .spinner();
    spinner.setId(id);
    spinner.getStyleClass().add("number");
    return spinner;
  }
}
