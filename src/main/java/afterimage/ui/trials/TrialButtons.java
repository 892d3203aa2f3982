package afterimage.ui.trials;

import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Opens and closes the series. */
public final class TrialButtons extends HBox {

  /**
   * @param trials has the series
   * @param ready whether there is something to refine
   */
  public TrialButtons(TrialsModel trials, ObservableValue<Boolean> ready) {
    getStyleClass().add("trial-buttons");
    getChildren()
        .addAll(
            button("strengths", Series.STRENGTHS, Icons.STRENGTHS, trials, ready),
            button("seeds", Series.SEEDS, Icons.DICE, trials, ready));
  }

  private static ToggleButton button(
      String name, Series series, Icons icon, TrialsModel trials, ObservableValue<Boolean> ready) {
    ToggleButton button = new ToggleButton(Texts.of("trials.button." + name), icon.node());
    button.setId("try-" + name);
    button.getStyleClass().add(Styles.SMALL);
    button.setTooltip(new Tooltip(Texts.of("trials.button." + name + ".tooltip")));
    button.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(button, Priority.ALWAYS);
    button.setOnAction(
        _ -> {
          trials.toggle(series, 4);
          button.setSelected(trials.seriesProperty().get() == series);
        });
    trials.seriesProperty().subscribe(now -> button.setSelected(now == series));
    ready.subscribe(now -> button.setDisable(!now));
    return button;
  }
}
