package afterimage.ui.inspector;

import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Strength with named marks and the number of steps it will run. */
final class StrengthField extends VBox {
  private static final PseudoClass WARN = PseudoClass.getPseudoClass("warn");

  private final InspectorModel values;
  private final Label help = new Label();

  /** A strength with a name. */
  private record Mark(String key, double strength) {}

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
            this::modelStrength);
    HBox marks = new HBox();
    marks.getStyleClass().add("marks");
    marks
        .getChildren()
        .addAll(
            button(new Mark("strength.touchUp", 0.15)),
            button(new Mark("strength.balanced", 0.30)),
            button(new Mark("strength.reimagine", 0.55)));
    help.setId("strength-help");
    help.getStyleClass().add("field-help");
    getChildren().addAll(slider, marks, help);
    values.strengthProperty().subscribe(_ -> explain());
    values.stepsProperty().subscribe(_ -> explain());
  }

  private Button button(Mark mark) {
    Button button = new Button(Texts.of(mark.key));
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "mark");
    button.setAccessibleText(
        Texts.of("strength.mark", Texts.of(mark.key), Math.round(mark.strength * 100)));
    button.setOnAction(_ -> values.strengthProperty().set(mark.strength));
    values
        .strengthProperty()
        .subscribe(
            now ->
                button.pseudoClassStateChanged(
                    PseudoClass.getPseudoClass("chosen"),
                    Math.abs(now.doubleValue() - mark.strength) < 0.005));
    return button;
  }

  private double modelStrength() {
    var model = values.modelProperty().get();
    return model == null ? values.strengthProperty().get() : model.defaults().strength();
  }

  private void explain() {
    int steps = values.stepsProperty().get();
    int run = values.settings().stepsRun();
    help.setText(
        run == 0 ? Texts.of("strength.nothing", steps) : Texts.of("strength.help", run, steps));
    help.pseudoClassStateChanged(WARN, run == 0);
  }
}
