package afterimage.ui.mask;

import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.beans.property.DoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The brush's controls over the canvas, while it is in use. */
public final class MaskBar extends VBox {
  private static final int MAX_MARGIN = 256;
  private static final int MARGIN_STEP = 8;

  /**
   * @param masks has the brush
   */
  public MaskBar(MaskModel masks) {
    getStyleClass().add("mask-bar");
    setId("mask-bar");
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    ToggleButton erase = new ToggleButton(Texts.of("mask.erase"));
    erase.setId("mask-erase");
    erase.getStyleClass().add(Styles.SMALL);
    erase.setTooltip(new Tooltip(Texts.of("mask.erase.tooltip")));
    erase.selectedProperty().bindBidirectional(masks.erasingProperty());
    Button done = button("mask-done", "settings.done", () -> masks.paintingProperty().set(false));
    done.getStyleClass().add(Styles.ACCENT);
    Tools tools = new Tools();
    tools
        .getChildren()
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
            crop(masks),
            done);
    // In a row of its own, so that nothing moves away from the pointer that switches it on.
    getChildren().addAll(tools, margin(masks));
    masks
        .paintingProperty()
        .subscribe(
            on -> {
              setVisible(on);
              setManaged(on);
            });
  }

  private static CheckBox crop(MaskModel masks) {
    CheckBox crop = new CheckBox(Texts.of("mask.crop"));
    crop.setId("mask-crop");
    crop.setTooltip(new Tooltip(Texts.of("mask.crop.tooltip")));
    crop.selectedProperty().bindBidirectional(masks.onlyMaskedProperty());
    return crop;
  }

  /** There only while it has a meaning. */
  private static HBox margin(MaskModel masks) {
    Slider slider = new Slider(0, MAX_MARGIN, Math.min(MAX_MARGIN, masks.marginProperty().get()));
    slider.setId("mask-margin");
    slider.setAccessibleText(Texts.of("mask.margin"));
    slider.setTooltip(new Tooltip(Texts.of("mask.margin.tooltip")));
    slider.setBlockIncrement(MARGIN_STEP);
    slider
        .valueProperty()
        .subscribe(
            raw -> {
              int stepped = (int) Math.round(raw.doubleValue() / MARGIN_STEP) * MARGIN_STEP;
              // A margin that was set elsewhere stays until the slider is moved.
              if (stepped != shown(masks.marginProperty().get())) {
                masks.marginProperty().set(stepped);
              }
            });
    Label value = new Label();
    value.setId("mask-margin-value");
    value.setMinWidth(USE_PREF_SIZE);
    value.getStyleClass().add("mask-margin-value");
    masks
        .marginProperty()
        .subscribe(
            now -> {
              if (shown(now.intValue()) != Math.round(slider.getValue())) {
                slider.setValue(shown(now.intValue()));
              }
              value.setText(Texts.of("mask.margin.value", now.intValue()));
            });
    HBox group = group(new Label(Texts.of("mask.margin")), slider, value);
    group.setAlignment(Pos.CENTER_RIGHT);
    masks
        .onlyMaskedProperty()
        .subscribe(
            on -> {
              group.setVisible(on);
              group.setManaged(on);
            });
    return group;
  }

  /** Where the slider stands at a margin. */
  private static int shown(int margin) {
    return Math.min(MAX_MARGIN, Math.round((float) margin / MARGIN_STEP) * MARGIN_STEP);
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

  /** In one row wherever there is room for it. */
  private static final class Tools extends FlowPane {
    Tools() {
      getStyleClass().add("mask-tools");
      setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected double computePrefWidth(double height) {
      int count = getManagedChildren().size();
      double gaps = getHgap() * (count - 1);
      double nodes = getManagedChildren().stream().mapToDouble(node -> node.prefWidth(-1)).sum();
      // Each is rounded up to a whole pixel where it stands.
      return Math.ceil(snappedLeftInset() + nodes + gaps + snappedRightInset()) + count;
    }
  }
}
