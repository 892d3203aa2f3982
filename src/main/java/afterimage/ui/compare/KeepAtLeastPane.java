package afterimage.ui.compare;

import afterimage.ui.canvas.LikenessLimit;
import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Switches the floor of likeness on, sets it, and shows what it gave back. */
final class KeepAtLeastPane extends VBox {
  private static final double STEP = 0.01;

  private final CheckBox on = new CheckBox(Texts.of("keepAtLeast"));

  KeepAtLeastPane(LikenessLimit limit, ObservableValue<Version.@Nullable GivenBackMap> givenBack) {
    setId("keep-at-least");
    getStyleClass().add("keep-at-least");
    on.setId("keep-at-least-on");
    on.selectedProperty().bindBidirectional(limit.onProperty());
    Slider least = new Slider(LikenessLimit.LOWEST, LikenessLimit.HIGHEST, LikenessLimit.LOWEST);
    least.setId("keep-at-least-floor");
    least.setAccessibleText(Texts.of("keepAtLeast.floor"));
    least.setBlockIncrement(STEP);
    limit.minProperty().subscribe(value -> least.setValue(value.doubleValue()));
    least.valueProperty().addListener((_, _, value) -> limit.setMin(value.doubleValue()));
    least.disableProperty().bind(limit.onProperty().not());
    Label value = new Label();
    value.getStyleClass().add("field-value");
    value.setMinWidth(Region.USE_PREF_SIZE);
    limit.minProperty().subscribe(now -> value.setText(Texts.of("keepAtLeast.value", now)));
    HBox row = new HBox(least, value);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("keep-at-least-row");
    Label help = new Label(Texts.of("keepAtLeast.help"));
    help.getStyleClass().add("field-help");
    help.setWrapText(true);
    getChildren().addAll(on, row, help, new GivenBackView(givenBack));
  }

  void focus() {
    on.requestFocus();
  }
}
