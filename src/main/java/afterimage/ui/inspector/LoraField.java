package afterimage.ui.inspector;

import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.beans.property.DoubleProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The LoRAs of the model in use, each with its weight; out of sight while there are none. */
public final class LoraField extends VBox {
  private static final double MAX_WEIGHT = 2;

  private final InspectorModel values;

  /**
   * @param values has the LoRAs
   */
  public LoraField(InspectorModel values) {
    this.values = values;
    getStyleClass().add("field");
    setId("loras");
    values.loras().addListener((InvalidationListener) _ -> show());
    show();
  }

  private void show() {
    boolean any = !values.loras().isEmpty();
    setVisible(any);
    setManaged(any);
    getChildren().setAll(values.loras().stream().map(this::row).toList());
  }

  private VBox row(LoraChoice lora) {
    LabeledSlider weight =
        slider("lora-" + lora.name(), lora.name(), "lora.tooltip", lora.weightProperty());
    LabeledSlider textWeight =
        slider(
            "lora-text-" + lora.name(),
            Texts.of("lora.text", lora.name()),
            "lora.text.tooltip",
            lora.textWeightProperty());
    textWeight.visibleProperty().bind(lora.separateProperty());
    textWeight.managedProperty().bind(lora.separateProperty());
    HBox.setHgrow(weight, Priority.ALWAYS);
    Button remove = new Button("", Icons.REMOVE.node());
    remove.setId("lora-remove-" + lora.name());
    remove.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    remove.setAccessibleText(Texts.of("lora.remove", lora.name()));
    remove.setTooltip(new Tooltip(Texts.of("lora.remove", lora.name())));
    remove.setOnAction(_ -> values.loras().remove(lora));
    HBox row = new HBox(weight, remove);
    row.getStyleClass().add("field-row");
    VBox both = new VBox(row, textWeight);
    both.getStyleClass().add("field");
    return both;
  }

  private static LabeledSlider slider(
      String id, String name, String tooltip, DoubleProperty weight) {
    return new LabeledSlider(
        new LabeledSlider.Kind(
            id,
            name,
            Texts.of(tooltip),
            Math.min(0, weight.get()),
            Math.max(MAX_WEIGHT, weight.get()),
            0.05),
        weight,
        value -> String.format(Locale.getDefault(), "%.2f", value),
        () -> 1);
  }
}
