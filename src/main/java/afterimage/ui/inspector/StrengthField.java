package afterimage.ui.inspector;

import afterimage.ui.text.Texts;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Strength with named marks and the number of steps it will run. */
final class StrengthField extends VBox {
  private static final PseudoClass WARN = PseudoClass.getPseudoClass("warn");

  private final InspectorModel values;
  private final Label help = new Label();

  StrengthField(InspectorModel values) {
    this.values = values;
    getStyleClass().add("field");
    LabeledSlider slider =
        new LabeledSlider(
            new LabeledSlider.Kind(
                "strength",
                Texts.of("strength.name"),
                Texts.of("strength.tooltip"),
                InspectorModel.MIN_STRENGTH,
                1,
                0.01),
            values.strengthProperty(),
            value -> Texts.of("percent", Math.round(value * 100)),
            values::modelStrength);
    StrengthMarks marks = new StrengthMarks(values, slider::placeOf);
    help.setId("strength-help");
    help.getStyleClass().add("field-help");
    getChildren().addAll(slider, marks, help);
    values.strengthProperty().subscribe(_ -> explain());
    values.stepsProperty().subscribe(_ -> explain());
  }

  private void explain() {
    int steps = values.stepsProperty().get();
    int run = values.settings().stepsRun();
    help.setText(
        run == 0 ? Texts.of("strength.nothing", steps) : Texts.of("strength.help", run, steps));
    help.pseudoClassStateChanged(WARN, run == 0);
  }
}
