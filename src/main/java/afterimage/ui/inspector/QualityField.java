package afterimage.ui.inspector;

import afterimage.engine.ModelInfo;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Fast, balanced, best, or a number of steps. */
public final class QualityField extends VBox {

  private final InspectorModel values;
  private final FastQuality fast;
  private final List<ToggleButton> buttons;
  private final Label note = new Label();
  private final Button get = new Button(Texts.of("models.get"));
  private final HBox notes = new HBox(note, get);

  /**
   * @param values what it shows and changes
   * @param fast what fast means for models with a few-step LoRA; for others, fewer steps
   */
  public QualityField(InspectorModel values, FastQuality fast) {
    this.values = values;
    this.fast = fast;
    getStyleClass().add("field");
    Label name = new Label(Texts.of("quality.name"));
    name.getStyleClass().add("field-name");
    buttons =
        List.of(
            button(Quality.FAST, Styles.LEFT_PILL),
            button(Quality.BALANCED, Styles.CENTER_PILL),
            button(Quality.BEST, Styles.RIGHT_PILL));
    HBox pills = new HBox();
    pills.getStyleClass().add("pills");
    pills.getChildren().addAll(buttons);
    HBox.setHgrow(pills, Priority.ALWAYS);

    Spinner<Integer> number =
        new TypedNumber(
                values.stepsProperty(),
                1,
                InspectorModel.MAX_STEPS,
                1,
                Texts.of("quality.steps"),
                values.typed())
            .spinner();
    number.setId("steps");
    number.getStyleClass().add("number");
    number.setTooltip(new Tooltip(Texts.of("quality.steps")));

    HBox row = new HBox(pills, number);
    row.getStyleClass().add("field-row");
    note.setId("quality-note");
    note.getStyleClass().add("field-help");
    note.setWrapText(true);
    note.setMinHeight(USE_PREF_SIZE);
    get.setId("quality-get");
    get.getStyleClass().add(Styles.SMALL);
    get.setMinWidth(USE_PREF_SIZE);
    HBox.setHgrow(note, Priority.ALWAYS);
    notes.getStyleClass().add("field-row");
    getChildren().addAll(name, row, notes);
    values.stepsProperty().subscribe(_ -> mark());
    values.loras().addListener((InvalidationListener) _ -> mark());
    values.modelProperty().subscribe(this::show);
  }

  private void show(@Nullable ModelInfo model) {
    boolean few = model != null && fast.isFor(model);
    buttons
        .getFirst()
        .setTooltip(new Tooltip(Texts.of(few ? "quality.fast.lora" : "quality.fast.fewer")));
    tell(null);
    // Its values are shown after the model.
    Platform.runLater(() -> fast.resume(values, this::tell));
    mark();
  }

  private ToggleButton button(Quality quality, String pill) {
    String key = "quality." + quality.name().toLowerCase(Locale.ROOT);
    ToggleButton button = new ToggleButton(Texts.of(key));
    button.setId("quality-" + quality.name().toLowerCase(Locale.ROOT));
    button.getStyleClass().addAll(pill, Styles.SMALL);
    button.setUserData(quality);
    button.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(button, Priority.ALWAYS);
    button.setOnAction(
        _ -> {
          ModelInfo model = values.modelProperty().get();
          if (model != null) {
            choose(quality, model);
          }
          mark();
        });
    return button;
  }

  private void choose(Quality quality, ModelInfo model) {
    if (quality == Quality.FAST && fast.isFor(model)) {
      fast.switchOn(values, this::tell);
      return;
    }
    tell(null);
    fast.switchOff(values);
    values.stepsProperty().set(quality.steps(model.defaults().steps()));
  }

  private void tell(FastQuality.@Nullable Note told) {
    Runnable remedy = told == null ? null : told.get();
    note.setText(told == null ? "" : told.text());
    get.setOnAction(
        _ -> {
          if (remedy != null) {
            remedy.run();
          }
        });
    get.setVisible(remedy != null);
    get.setManaged(remedy != null);
    notes.setVisible(told != null);
    notes.setManaged(told != null);
  }

  private void mark() {
    ModelInfo model = values.modelProperty().get();
    for (ToggleButton button : buttons) {
      button.setSelected(
          model != null && button.getUserData() instanceof Quality quality && isOn(quality, model));
    }
  }

  private boolean isOn(Quality quality, ModelInfo model) {
    if (fast.isFor(model) && (quality == Quality.FAST || fast.isOn(values))) {
      return quality == Quality.FAST && fast.isOn(values);
    }
    return quality.steps(model.defaults().steps()) == values.stepsProperty().get();
  }
}
