package afterimage.ui.mask;

import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.beans.property.DoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The brush's controls over the canvas, while it is in use. */
public final class MaskBar extends FlowPane {
  /** In one row wherever there is room for it. */
  private static final double ONE_ROW = 4000;

  /**
   * @param control has the brush
   */
  public MaskBar(MaskControl control) {
    getStyleClass().add("mask-bar");
    setId("mask-bar");
    setAlignment(Pos.CENTER_LEFT);
    setPrefWrapLength(ONE_ROW);
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    ToggleButton erase = new ToggleButton(Texts.of("mask.erase"));
    erase.setId("mask-erase");
    erase.getStyleClass().add(Styles.SMALL);
    erase.setTooltip(new Tooltip(Texts.of("mask.erase.tooltip")));
    erase.selectedProperty().bindBidirectional(control.erasingProperty());
    Button done = button("mask-done", "settings.done", () -> control.paintingProperty().set(false));
    done.getStyleClass().add(Styles.ACCENT);
    getChildren()
        .addAll(
            group(
                new Label(Texts.of("mask.size"), Icons.BRUSH.node()),
                slider("mask-size", "mask.size", 0.005, 0.3, control.sizeProperty())),
            group(
                new Label(Texts.of("mask.feather")),
                slider("mask-feather", "mask.feather", 0, 1, control.featherProperty())),
            group(
                erase,
                button("mask-undo", "undo", control::undo),
                button("mask-invert", "mask.invert", control::invert),
                button("mask-clear", "mask.clear", control::clear),
                done));
    control
        .paintingProperty()
        .subscribe(
            on -> {
              setVisible(on);
              setManaged(on);
            });
  }

  /** What stays together where the bar has no room for one row. */
  private static HBox group(Node... nodes) {
    HBox group = new HBox(nodes);
    group.getStyleClass().add("mask-group");
    group.setAlignment(Pos.CENTER_LEFT);
    return group;
  }

  private static Slider slider(
      String id, String key, double from, double to, DoubleProperty value) {
    Slider slider = new Slider(from, to, value.get());
    slider.setId(id);
    slider.setAccessibleText(Texts.of(key));
    slider.setBlockIncrement((to - from) / 20);
    slider.valueProperty().bindBidirectional(value);
    return slider;
  }

  private static Button button(String id, String key, Runnable action) {
    Button button = new Button(Texts.of(key));
    button.setId(id);
    button.getStyleClass().add(Styles.SMALL);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
