package afterimage.ui.preset;

import afterimage.settings.Preset;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;

/** The presets, to be chosen over the inspector. */
public final class PresetMenu extends MenuButton {

  /**
   * @param presets what it lists
   */
  public PresetMenu(Presets presets) {
    super(Texts.of("presets.title"), Icons.PRESET.node());
    setId("presets");
    getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "quiet-menu");
    setTooltip(new Tooltip(Texts.of("presets.tooltip")));
    // Its items are made when it opens: nobody needs them before.
    setOnShowing(_ -> fill(presets));
    getItems().add(new MenuItem());
  }

  private void fill(Presets presets) {
    getItems().clear();
    for (Preset preset : presets.all()) {
      MenuItem item = new MenuItem(preset.name());
      item.setMnemonicParsing(false);
      item.setOnAction(_ -> presets.use(preset));
      getItems().add(item);
    }
    if (!presets.all().isEmpty()) {
      getItems().add(new SeparatorMenuItem());
    }
    MenuItem manage = new MenuItem(Texts.of("presets.manage"));
    manage.setOnAction(_ -> presets.openPage());
    getItems().add(manage);
  }
}
