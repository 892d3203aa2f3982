package afterimage.ui.inspector;

import atlantafx.base.controls.ProgressSliderSkin;
import atlantafx.base.theme.Styles;
import java.util.function.DoubleFunction;
import java.util.function.DoubleSupplier;
import javafx.beans.property.DoubleProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A slider with its name on the left and its value on the right; a double click resets it. */
public final class LabeledSlider extends VBox {
  private final Slider slider;

  /**
   * What tells one slider from another.
   *
   * @param id for tests and styles
   * @param name for people
   * @param tooltip the field's own term
   * @param min the smallest value
   * @param max the largest value
   * @param step values are multiples of it
   */
  public record Kind(String id, String name, String tooltip, double min, double max, double step) {}

  /**
   * @param value what it shows and changes
   * @param format the value for people
   * @param reset the value of a double click
   */
  public LabeledSlider(
      Kind kind, DoubleProperty value, DoubleFunction<String> format, DoubleSupplier reset) {
    slider = new Slider(kind.min, kind.max, Math.clamp(value.get(), kind.min, kind.max));
    slider.setId(kind.id);
    slider.setSkin(new ProgressSliderSkin(slider));
    slider.getStyleClass().add(Styles.SMALL);
    slider.setBlockIncrement(kind.step);
    slider.setAccessibleText(kind.name);
    slider.setTooltip(new Tooltip(kind.tooltip));
    slider.valueProperty().subscribe(raw -> value.set(rounded(raw.doubleValue(), kind)));
    value.subscribe(now -> follow(now.doubleValue(), kind));
    slider.setOnMouseClicked(
        event -> {
          if (event.getClickCount() == 2) {
            value.set(reset.getAsDouble());
          }
        });
    Label name = new Label(kind.name);
    name.getStyleClass().add("field-name");
    name.setLabelFor(slider);
    Label shown = new Label();
    shown.getStyleClass().add("field-value");
    shown.setId(kind.id + "-value");
    value.subscribe(now -> shown.setText(format.apply(now.doubleValue())));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    getChildren().addAll(new HBox(name, gap, shown), slider);
    getStyleClass().add("field");
  }

  /** Where the middle of the thumb is at a value, from the left edge of this view. */
  double placeOf(double value) {
    Node thumb = slider.lookup(".thumb");
    double radius = thumb == null ? 0 : thumb.getLayoutBounds().getWidth() / 2;
    double share = (value - slider.getMin()) / (slider.getMax() - slider.getMin());
    return slider.getLayoutX() + radius + share * (slider.getWidth() - 2 * radius);
  }

  private void follow(double value, Kind kind) {
    if (rounded(slider.getValue(), kind) != value) {
      slider.setValue(value);
    }
  }

  private static double rounded(double raw, Kind kind) {
    double steps = Math.round(raw / kind.step);
    // The division keeps 0.15 from becoming 0.15000000000000002.
    double inverse = Math.round(1 / kind.step);
    return Math.clamp(steps / inverse, kind.min, kind.max);
  }
}
