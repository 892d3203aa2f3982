package afterimage.ui.watch;

import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** Says which folder is watched, and begins or stops it. */
public final class WatchButton extends Button {
  private final Tooltip tooltip = new Tooltip();

  /**
   * @param model what is watched
   * @param toggle asks for a folder, or stops
   */
  public WatchButton(WatchModel model, Runnable toggle) {
    super("", Icons.WATCH.node());
    setId("watch");
    setMnemonicParsing(false);
    getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "quiet");
    setTooltip(tooltip);
    setOnAction(_ -> toggle.run());
    model.stateProperty().subscribe(this::show);
  }

  private void show(WatchModel.@Nullable State state) {
    if (state == null) {
      setText("");
      tell(Texts.of("watch.begin"));
    } else {
      String name = String.valueOf(state.folder().getFileName());
      setText(Texts.of("watch.state", name, state.done()));
      tell(Texts.of("watch.stop", name, state.done(), state.failed()));
    }
  }

  private void tell(String text) {
    tooltip.setText(text);
    setAccessibleText(text);
  }
}
