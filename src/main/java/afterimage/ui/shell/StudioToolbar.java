package afterimage.ui.shell;

import afterimage.ui.canvas.CompareMode;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.command.CommandButtons;
import afterimage.ui.film.ShownVersion;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.Arrays;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The bar over the canvas: open, compare modes, zoom, versions, export, settings. */
final class StudioToolbar extends HBox {
  private final CompareView compare;
  private final CommandButtons buttons;
  private final Label version = new Label();
  private final Button open;
  private final Button export;
  private @Nullable Button save;

  /**
   * @param compare the canvas
   * @param buttons make those of commands
   * @param shown which version is on it
   * @param painting whether a mask is painted
   * @param edits whether the result goes back to another program
   */
  StudioToolbar(
      CompareView compare,
      CommandButtons buttons,
      ShownVersion shown,
      BooleanProperty painting,
      boolean edits) {
    this.compare = compare;
    this.buttons = buttons;
    getStyleClass().add("studio-toolbar");
    setAlignment(Pos.CENTER_LEFT);
    open = buttons.words("open", Texts.of("toolbar.open"));
    export = buttons.words("export", Texts.of("toolbar.export"));
    buttons.explain(export, "toolbar.export.tooltip", "export", "saveAs");
    version.setId("version");
    version.getStyleClass().add("toolbar-text");
    shown.placeProperty().subscribe(this::showVersion);
    HBox versions = new HBox(buttons.icon("older"), version, buttons.icon("newer"));
    versions.setAlignment(Pos.CENTER);
    HBox modes = modes();
    HBox zoom = zoom();
    compare
        .shownProperty()
        .subscribe(
            picture -> {
              modes.setDisable(picture == null);
              zoom.setDisable(picture == null);
            });
    getChildren()
        .addAll(
            new HBox(open, buttons.icon("words")),
            new HBox(buttons.icon("undo"), buttons.icon("redo")),
            gap(),
            modes,
            buttons.toggle("mask", painting),
            buttons.icon("blind"),
            zoom,
            gap(),
            versions,
            export,
            buttons.icon("settings"));
    if (edits) {
      save = buttons.words("saveBack", Texts.of("toolbar.saveBack"));
      save.getStyleClass().add(Styles.ACCENT);
      getChildren().add(getChildren().indexOf(export), save);
    }
    widthProperty().subscribe(_ -> fit());
    // It is higher with larger texts.
    heightProperty().subscribe(_ -> fit());
  }

  /** Leaves words away where there is no room for them; tooltips still say them. */
  private void fit() {
    write(true);
    write(prefWidth(-1) <= getWidth());
  }

  private void write(boolean words) {
    open.setContentDisplay(words ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY);
    // Where there is something to save, exporting is the rarer wish.
    boolean both = words && save == null;
    export.setContentDisplay(both ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY);
    version.setVisible(words);
    version.setManaged(words);
  }

  private void showVersion(ShownVersion.Place place) {
    version.setText(
        place.number() == 0
            ? Texts.of("toolbar.noVersion")
            : Texts.of("toolbar.version", place.number(), place.count()));
  }

  private HBox modes() {
    List<ToggleButton> all = Arrays.stream(CompareMode.values()).map(this::mode).toList();
    all.forEach(button -> button.getStyleClass().add(Styles.CENTER_PILL));
    all.getFirst().getStyleClass().set(pillOf(all.getFirst()), Styles.LEFT_PILL);
    all.getLast().getStyleClass().set(pillOf(all.getLast()), Styles.RIGHT_PILL);
    new ToggleGroup().getToggles().addAll(all);
    compare
        .modeProperty()
        .subscribe(mode -> all.forEach(button -> button.setSelected(button.getUserData() == mode)));
    HBox box = new HBox();
    box.getChildren().addAll(all);
    return box;
  }

  private static int pillOf(ToggleButton button) {
    return button.getStyleClass().indexOf(Styles.CENTER_PILL);
  }

  private ToggleButton mode(CompareMode mode) {
    ToggleButton button = new ToggleButton("", new FontIcon(mode.icon()));
    button.getStyleClass().add(Styles.BUTTON_ICON);
    button.setId(mode.id());
    buttons.explain(button, mode.text(), mode.command(), "lessGain", "moreGain");
    button.setUserData(mode);
    button.setOnAction(
        _ -> {
          compare.modeProperty().set(mode);
          button.setSelected(true);
        });
    return button;
  }

  private HBox zoom() {
    MenuButton level = new MenuButton();
    level.setId("zoom");
    level.getStyleClass().addAll(Styles.FLAT, "zoom-level");
    level.setAccessibleText(Texts.of("zoom.accessible"));
    level
        .getItems()
        .addAll(
            buttons.item("fit"),
            buttons.item("full"),
            buttons.item("double"),
            buttons.item("quadruple"));
    compare.viewportProperty().subscribe(_ -> showZoom(level));
    compare.shownProperty().subscribe(_ -> showZoom(level));
    HBox box = new HBox(buttons.icon("zoom-out"), level, buttons.icon("zoom-in"));
    box.setAlignment(Pos.CENTER);
    return box;
  }

  private void showZoom(MenuButton level) {
    level.setText(
        compare.shownProperty().get() == null
            ? Texts.of("zoom.none")
            : Texts.of("percent", Math.round(compare.zoom().deviceScale() * 100)));
  }

  private static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }
}
