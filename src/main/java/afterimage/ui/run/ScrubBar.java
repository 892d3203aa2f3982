package afterimage.ui.run;

import afterimage.engine.PreviewFrame;
import afterimage.ui.command.KeyHints;
import afterimage.ui.text.Texts;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/**
 * A slim slider over the canvas' foot that goes back through a run's steps. It lies over the
 * picture, so that nothing moves when it comes and goes.
 */
public final class ScrubBar extends HBox {

  /**
   * @param scrub what it moves
   * @param inTheWay whether it hides for now
   * @param hints name the keys that move it, too
   */
  public ScrubBar(Scrub scrub, ObservableBooleanValue inTheWay, KeyHints hints) {
    getStyleClass().add("scrub-bar");
    setId("scrub");
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    Slider slider = new Slider();
    slider.setId("scrub-slider");
    slider.setBlockIncrement(1);
    slider.setMajorTickUnit(1);
    slider.setMinorTickCount(0);
    slider.setSnapToTicks(true);
    Tooltip tooltip = new Tooltip();
    slider.setTooltip(tooltip);
    hints.tell(
        "scrub.accessible",
        text -> {
          tooltip.setText(text);
          slider.setAccessibleText(text);
        },
        "frameBack",
        "frameOn");
    Label step = new Label();
    step.setId("scrub-step");
    getChildren().addAll(slider, step);
    scrub
        .lastProperty()
        .subscribe(
            last -> {
              // First the room for the value, or it would be cut and told back.
              slider.setMax(Math.max(1, last.intValue()));
              slider.setValue(scrub.positionProperty().get());
            });
    visibleProperty().bind(scrub.lastProperty().greaterThan(0).and(Bindings.not(inTheWay)));
    slider
        .valueProperty()
        .subscribe(value -> scrub.positionProperty().set((int) Math.round(value.doubleValue())));
    scrub.positionProperty().subscribe(position -> slider.setValue(position.intValue()));
    scrub
        .imageProperty()
        .subscribe(
            _ -> {
              PreviewFrame frame = scrub.frame();
              step.setText(
                  frame == null
                      ? Texts.of("scrub.result")
                      : Texts.of("step", frame.step(), frame.steps()));
            });
  }
}
