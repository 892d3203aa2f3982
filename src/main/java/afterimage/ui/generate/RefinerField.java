package afterimage.ui.generate;

import afterimage.engine.ModelInfo;
import afterimage.ui.generate.GenerateModel.After;
import afterimage.ui.inspector.LabeledSlider;
import afterimage.ui.inspector.Named;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What a refiner does after the base model: nothing, the schedule's end, or a second pass. */
final class RefinerField extends VBox {
  private static final PseudoClass WARN = PseudoClass.getPseudoClass("warn");

  private final GenerateModel words;
  private final List<ToggleButton> ways = new ArrayList<>();
  private final ComboBox<ModelInfo> refiner = new ComboBox<>();
  private final LabeledSlider switchAt;
  private final LabeledSlider strength;
  private final LabeledSlider look;
  private final Label help = new Label();

  RefinerField(GenerateModel words, List<ModelInfo> refiners) {
    this.words = words;
    getStyleClass().addAll("field", "refiner-field");
    Label name = new Label(Texts.of("words.after"));
    name.getStyleClass().add("field-name");
    HBox pills = new HBox();
    pills.getStyleClass().add("pills");
    ways.add(way(After.NOTHING, Styles.LEFT_PILL));
    ways.add(way(After.ENSEMBLE, Styles.CENTER_PILL));
    ways.add(way(After.SECOND_PASS, Styles.RIGHT_PILL));
    pills.getChildren().addAll(ways);

    refiner.setId("words-refiner");
    refiner.setAccessibleText(Texts.of("words.refiner"));
    refiner.setConverter(new Named<>(ModelInfo::name));
    refiner.getItems().setAll(refiners);
    refiner.setMaxWidth(Double.MAX_VALUE);
    refiner.valueProperty().bindBidirectional(words.refinerProperty());
    ModelInfo chosen = words.refinerProperty().get();
    if (chosen == null || !refiners.contains(chosen)) {
      refiner.setValue(refiners.isEmpty() ? null : refiners.getFirst());
    }

    switchAt =
        new LabeledSlider(
            new LabeledSlider.Kind(
                "words-switch",
                Texts.of("words.switch"),
                Texts.of("words.switch.tooltip"),
                0.05,
                0.95,
                0.05),
            words.switchAtProperty(),
            RefinerField::percent,
            () -> 0.8);
    strength =
        new LabeledSlider(
            new LabeledSlider.Kind(
                "words-strength",
                Texts.of("strength.name"),
                Texts.of("words.strength.tooltip"),
                0.05,
                1,
                0.01),
            words.strengthProperty(),
            RefinerField::percent,
            () -> 0.3);
    look =
        new LabeledSlider(
            new LabeledSlider.Kind(
                "words-look", Texts.of("look.name"), Texts.of("look.tooltip"), 1, 10, 0.5),
            words.values().lookProperty(),
            score -> String.format(Locale.getDefault(), "%.1f", score),
            this::usualLook);
    help.setId("words-after-help");
    help.getStyleClass().add("field-help");
    help.setWrapText(true);
    getChildren().addAll(name, pills, help, refiner, switchAt, strength, look);
    words.afterProperty().subscribe(_ -> update());
    words.refinerProperty().subscribe(_ -> update());
    words.strengthProperty().subscribe(_ -> update());
    words.values().stepsProperty().subscribe(_ -> update());
  }

  private ToggleButton way(After after, String pill) {
    String key = "words.after." + after.name().toLowerCase(Locale.ROOT);
    ToggleButton button = new ToggleButton(Texts.of(key));
    button.setId("words-after-" + after.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    button.getStyleClass().addAll(pill, Styles.SMALL);
    button.setTooltip(new Tooltip(Texts.of(key + ".help")));
    button.setUserData(after);
    button.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(button, Priority.ALWAYS);
    button.setOnAction(
        _ -> {
          words.afterProperty().set(after);
          update();
        });
    return button;
  }

  private double usualLook() {
    ModelInfo second = words.refinerProperty().get();
    return second == null ? 1 : second.defaults().aestheticScore();
  }

  private void update() {
    After after = words.afterProperty().get();
    ModelInfo second = words.refinerProperty().get();
    ways.forEach(button -> button.setSelected(button.getUserData() == after));
    boolean refines = after != After.NOTHING;
    show(refiner, refines && second != null);
    show(switchAt, after == After.ENSEMBLE && second != null);
    show(strength, after == After.SECOND_PASS && second != null);
    show(look, refines && second != null && second.aestheticScores());
    boolean none = after == After.SECOND_PASS && words.stepsOfSecondPass() == 0;
    help.pseudoClassStateChanged(WARN, none || (refines && second == null));
    help.setText(help(after, second != null, none));
  }

  private String help(After after, boolean isThere, boolean none) {
    if (after != After.NOTHING && !isThere) {
      return Texts.of("words.refiner.none");
    }
    int steps = words.values().stepsProperty().get();
    return none
        ? Texts.of("strength.nothing", steps)
        : Texts.of("words.after." + after.name().toLowerCase(Locale.ROOT) + ".help");
  }

  private static String percent(double share) {
    return Texts.of("percent", Math.round(share * 100));
  }

  private static void show(Node node, boolean visible) {
    node.setVisible(visible);
    node.setManaged(visible);
  }
}
