package afterimage.ui.shell;

import afterimage.ui.canvas.CompareMode;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.keys.KeyHints;
import afterimage.ui.session.History;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The bar over the canvas: open, compare modes, zoom, versions, export, settings. */
final class StudioToolbar extends HBox {
  private static final double ZOOM_STEP = 1.25;

  private final CompareView compare;
  private final KeyHints hints;
  private final Button previous;
  private final Button next;
  private final Label version = new Label();
  private final Button export;

  /** What the bar's buttons do. */
  record Actions(
      Runnable open,
      Runnable words,
      Runnable export,
      Runnable older,
      Runnable newer,
      BooleanProperty painting,
      Runnable blind,
      Runnable settings,
      History history) {}

  StudioToolbar(CompareView compare, Actions actions, KeyHints hints) {
    this.compare = compare;
    this.hints = hints;
    getStyleClass().add("studio-toolbar");
    setAlignment(Pos.CENTER_LEFT);
    Button open = new Button(Texts.of("toolbar.open"), Icons.OPEN.node());
    named(open, "open", "toolbar.open.tooltip");
    open.setOnAction(_ -> actions.open.run());
    Button words = iconButton("words", "toolbar.words", Icons.WORDS, actions.words);
    Button undo = iconButton("undo", "toolbar.undo", Icons.UNDO, actions.history::undo);
    Button redo = iconButton("redo", "toolbar.redo", Icons.REDO, actions.history::redo);
    actions.history.canUndoProperty().subscribe(can -> undo.setDisable(!can));
    actions.history.canRedoProperty().subscribe(can -> redo.setDisable(!can));
    HBox edits = new HBox(undo, redo);
    previous = iconButton("older", "toolbar.older", Icons.PREVIOUS, actions.older);
    next = iconButton("newer", "toolbar.newer", Icons.NEXT, actions.newer);
    version.setId("version");
    version.getStyleClass().add("toolbar-text");
    export = new Button(Texts.of("toolbar.export"), Icons.EXPORT.node());
    named(export, "export", "toolbar.export.tooltip");
    export.setOnAction(_ -> actions.export.run());
    Button settings = iconButton("settings", "toolbar.settings", Icons.SETTINGS, actions.settings);
    Button blind = iconButton("blind", "toolbar.blind", Icons.BLIND, actions.blind);
    ToggleButton mask = new ToggleButton("", Icons.BRUSH.node());
    mask.setId("mask");
    mask.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    name(mask, "toolbar.mask");
    mask.selectedProperty().bindBidirectional(actions.painting);
    HBox versions = new HBox(previous, version, next);
    versions.setAlignment(Pos.CENTER);
    HBox modes = modes();
    HBox zoom = zoom();
    compare
        .shownProperty()
        .subscribe(
            picture -> {
              modes.setDisable(picture == null);
              zoom.setDisable(picture == null);
              mask.setDisable(picture == null);
              blind.setDisable(picture == null);
            });
    getChildren()
        .addAll(
            new HBox(open, words),
            edits,
            gap(),
            modes,
            mask,
            blind,
            zoom,
            gap(),
            versions,
            export,
            settings);
    showVersion(0, 0);
    widthProperty().subscribe(_ -> fit(open));
    // It is higher with larger texts.
    heightProperty().subscribe(_ -> fit(open));
  }

  /** Leaves words away where there is no room for them; tooltips still say them. */
  private void fit(Button open) {
    write(open, true);
    write(open, prefWidth(-1) <= getWidth());
  }

  private void write(Button open, boolean words) {
    open.setContentDisplay(words ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY);
    export.setContentDisplay(words ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY);
    version.setVisible(words);
    version.setManaged(words);
  }

  /** Says which of how many versions is shown; 0 for none. */
  void showVersion(int index, int count) {
    version.setText(
        count == 0 ? Texts.of("toolbar.noVersion") : Texts.of("toolbar.version", index, count));
    previous.setDisable(index <= 1);
    next.setDisable(index >= count);
    export.setDisable(count == 0);
  }

  /** There is something to save though there is no version: a picture made from words. */
  void allowExport() {
    export.setDisable(false);
  }

  private HBox modes() {
    ToggleGroup group = new ToggleGroup();
    List<ToggleButton> buttons =
        List.of(
            mode(CompareMode.SPLIT, Icons.SPLIT, Styles.LEFT_PILL),
            mode(CompareMode.SIDE_BY_SIDE, Icons.SIDE_BY_SIDE, Styles.CENTER_PILL),
            mode(CompareMode.SINGLE, Icons.SINGLE, Styles.CENTER_PILL),
            mode(CompareMode.BLINK, Icons.BLINK, Styles.CENTER_PILL),
            mode(CompareMode.DIFFERENCE, Icons.DIFFERENCE, Styles.CENTER_PILL),
            mode(CompareMode.HEAT_MAP, Icons.HEAT_MAP, Styles.RIGHT_PILL));
    group.getToggles().addAll(buttons);
    compare
        .modeProperty()
        .subscribe(
            mode -> buttons.forEach(button -> button.setSelected(button.getUserData() == mode)));
    HBox box = new HBox();
    box.getChildren().addAll(buttons);
    return box;
  }

  private ToggleButton mode(CompareMode mode, Icons icon, String pill) {
    String key = mode.name().toLowerCase(Locale.ROOT);
    ToggleButton button = new ToggleButton("", icon.node());
    button.getStyleClass().addAll(Styles.BUTTON_ICON, pill);
    button.setId("mode-" + key.replace('_', '-'));
    name(button, "mode." + key);
    button.setUserData(mode);
    button.setOnAction(
        _ -> {
          compare.modeProperty().set(mode);
          button.setSelected(true);
        });
    return button;
  }

  private HBox zoom() {
    Button out =
        iconButton("zoom-out", "zoom.out", Icons.ZOOM_OUT, () -> compare.zoom().by(1 / ZOOM_STEP));
    Button in = iconButton("zoom-in", "zoom.in", Icons.ZOOM_IN, () -> compare.zoom().by(ZOOM_STEP));
    MenuButton level = new MenuButton();
    level.setId("zoom");
    level.getStyleClass().addAll(Styles.FLAT, "zoom-level");
    level.setAccessibleText(Texts.of("zoom.accessible"));
    level
        .getItems()
        .addAll(
            zoomItem("fit", compare.zoom()::fit),
            zoomItem("full", () -> compare.zoom().to(1)),
            zoomItem("double", () -> compare.zoom().to(2)),
            zoomItem("quadruple", () -> compare.zoom().to(4)));
    compare.viewportProperty().subscribe(_ -> showZoom(level));
    compare.shownProperty().subscribe(_ -> showZoom(level));
    HBox box = new HBox(out, level, in);
    box.setAlignment(Pos.CENTER);
    return box;
  }

  private MenuItem zoomItem(String command, Runnable action) {
    MenuItem item = new MenuItem();
    hints.name(command, item::setText);
    item.setOnAction(_ -> action.run());
    return item;
  }

  private void showZoom(MenuButton level) {
    level.setText(
        compare.shownProperty().get() == null
            ? Texts.of("zoom.none")
            : Texts.of("percent", Math.round(compare.zoom().deviceScale() * 100)));
  }

  private Button iconButton(String id, String key, Icons icon, Runnable action) {
    Button button = new Button("", icon.node());
    button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    named(button, id, key);
    button.setOnAction(_ -> action.run());
    return button;
  }

  private void named(Button button, String id, String key) {
    button.setId(id);
    name(button, key);
  }

  /** Says what it does, and with which key. */
  private void name(Control button, String key) {
    Tooltip tooltip = new Tooltip();
    button.setTooltip(tooltip);
    hints.tell(
        key,
        text -> {
          tooltip.setText(text);
          button.setAccessibleText(text);
        });
  }

  private static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }
}
