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
  /**
   * @param masks has the brush
   */
  public MaskBar(MaskModel masks) {
    getStyleClass().add("mask-bar");
    setId("mask-bar");
    setAlignment(Pos.CENTER_LEFT);
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    ToggleButton erase = new ToggleButton(Texts.of("mask.erase"));
    erase.setId("mask-erase");
    erase.getStyleClass().add(Styles.SMALL);
    erase.setTooltip(new Tooltip(Texts.of("mask.erase.tooltip")));
    erase.selectedProperty().bindBidirectional(masks.erasingProperty());
    Button done = button("mask-done", "settings.done", () -> masks.paintingProperty().set(false));
    done.getStyleClass().add(Styles.ACCENT);
    getChildren()
        .addAll(
            group(
                new Label(Texts.of("mask.size"), Icons.BRUSH.node()),
                slider("mask-size", "mask.size", 0.005, 0.3, masks.sizeProperty())),
            group(
                new Label(Texts.of("mask.feather")),
                slider("mask-feather", "mask.feather", 0, 1, masks.featherProperty())),
            erase,
            button("mask-undo", "undo", masks::undo),
            button("mask-invert", "mask.invert", masks::invert),
            button("mask-clear", "mask.clear", masks::clear),
            done);
    masks
        .paintingProperty()
        .subscribe(
            on -> {
              setVisible(on);
              setManaged(on);
            });
  }

  /** In one row wherever there is room for it. */
  @Override
  protected double computePrefWidth(double height) {
    int count = getManagedChildren().size();
    double gaps = getHgap() * (count - 1);
    double nodes = getManagedChildren().stream().mapToDouble(node -> node.prefWidth(-1)).sum();
    // Each is rounded up to a whole pixel where it stands.
    return Math.ceil(snappedLeftInset() + nodes + gaps + snappedRightInset()) + count;
  }

  /** A slider stays with its name. */
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
