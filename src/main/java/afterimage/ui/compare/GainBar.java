package afterimage.ui.compare;

import afterimage.ui.canvas.CompareMode;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.Gains;
import afterimage.ui.command.KeyHints;
import afterimage.ui.mask.Protection;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The mode's name, its gain and what the colours mean, where the canvas shows what has changed. */
public final class GainBar extends VBox {
  private final CompareView view;
  private final KeyHints hints;
  private final Label name = new Label();
  private final Label gain = new Label();
  private final Button less;
  private final Button more;
  private final HeatLegend legend = new HeatLegend();
  private final ProtectHint protect;

  /**
   * @param view whose gains it shows and changes
   * @param protection what a click on the heat map does
   * @param hints name the keys that do the same
   */
  public GainBar(CompareView view, Protection protection, KeyHints hints) {
    this.protect = new ProtectHint(protection);
    this.view = view;
    this.hints = hints;
    Gains gains = view.gains();
    less = button("less-gain", "lessGain", Icons.ZOOM_OUT, () -> gains.lower(mode()));
    more = button("more-gain", "moreGain", Icons.ZOOM_IN, () -> gains.raise(mode()));
    setId("gain-bar");
    getStyleClass().add("gain-bar");
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    name.setId("gain-mode");
    name.getStyleClass().add("field-name");
    gain.setId("gain");
    gain.getStyleClass().add("gain");
    HBox controls = new HBox(name, less, gain, more);
    controls.getStyleClass().add("gain-row");
    controls.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(new Rows(controls, legend), protect);
    view.modeProperty().subscribe(this::show);
    view.shownProperty().subscribe(this::show);
    gains.subscribe(this::show);
    show();
  }

  private CompareMode mode() {
    return view.modeProperty().get();
  }

  private void show() {
    boolean places = mode().findsChanges();
    setVisible(view.showsBothAsOne());
    name.setText(Texts.of("keys." + mode().command()));
    gain.setText(Texts.of("gain", view.gains().of(mode())));
    less.setDisable(view.gains().isMin(mode()));
    more.setDisable(view.gains().isMax(mode()));
    legend.setVisible(places);
    legend.setManaged(places);
    protect.setVisible(places);
    protect.setManaged(places);
  }

  private Button button(String id, String command, Icons icon, Runnable action) {
    Button button = new Button("", icon.node());
    button.setId(id);
    button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    Tooltip tooltip = new Tooltip();
    button.setTooltip(tooltip);
    hints.name(
        command,
        text -> {
          tooltip.setText(text);
          button.setAccessibleText(text);
        });
    button.setOnAction(_ -> action.run());
    return button;
  }

  /** One row, unless the window leaves less; by itself, a flow wants to be of a fixed width. */
  private static final class Rows extends FlowPane {
    Rows(Node... parts) {
      super(parts);
      getStyleClass().add("gain-rows");
      setAlignment(Pos.CENTER_LEFT);
      setRowValignment(VPos.CENTER);
    }

    @Override
    protected double computePrefWidth(double height) {
      return getManagedChildren().stream()
          .mapToDouble(part -> snapSizeX(part.prefWidth(-1)) + getHgap())
          .sum();
    }
  }
}
