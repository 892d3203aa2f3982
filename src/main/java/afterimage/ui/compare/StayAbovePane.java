package afterimage.ui.compare;

import afterimage.ui.canvas.LikenessLimit;
import afterimage.ui.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Switches the limit of likeness on, and sets it. */
final class StayAbovePane extends VBox {
  private static final double STEP = 0.01;

  private final CheckBox on = new CheckBox(Texts.of("stayAbove"));

  StayAbovePane(LikenessLimit limit) {
    setId("stay-above");
    getStyleClass().add("stay-above");
    on.setId("stay-above-on");
    on.selectedProperty().bindBidirectional(limit.onProperty());
    Slider least = new Slider(LikenessLimit.LOWEST, LikenessLimit.HIGHEST, LikenessLimit.LOWEST);
    least.setId("stay-above-least");
    least.setAccessibleText(Texts.of("stayAbove.least"));
    least.setBlockIncrement(STEP);
    limit.minProperty().subscribe(value -> least.setValue(value.doubleValue()));
    least.valueProperty().addListener((_, _, value) -> limit.setMin(value.doubleValue()));
    least.disableProperty().bind(limit.onProperty().not());
    Label value = new Label();
    value.getStyleClass().add("field-value");
    value.setMinWidth(Region.USE_PREF_SIZE);
    limit.minProperty().subscribe(now -> value.setText(Texts.of("stayAbove.value", now)));
    HBox row = new HBox(least, value);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("stay-above-row");
    Label help = new Label(Texts.of("stayAbove.help"));
    help.getStyleClass().add("field-help");
    help.setWrapText(true);
    getChildren().addAll(on, row, help);
  }

  void focus() {
    on.requestFocus();
  }
}
