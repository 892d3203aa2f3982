package afterimage.ui.shell;

import afterimage.ui.command.Command;
import afterimage.ui.command.Commands;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** What the canvas says while nothing is open. */
final class EmptyState extends VBox {
  private final Button open;

  /**
   * @param commands what its buttons do
   * @param hasSample whether there is a picture to try the studio with
   */
  EmptyState(Commands commands, boolean hasSample) {
    getStyleClass().add("empty-state");
    setId("empty-state");
    setAlignment(Pos.CENTER);
    var icon = Icons.PICTURES.node();
    icon.getStyleClass().add("empty-icon");
    Label title = new Label(Texts.of("empty.title"));
    title.getStyleClass().add("empty-title");
    wrap(title);
    Label hint = new Label(Texts.of("empty.hint"));
    hint.getStyleClass().add("empty-hint");
    wrap(hint);
    open = button("empty-open", "empty.open", Icons.OPEN, commands.get("open"));
    FlowPane buttons =
        new FlowPane(
            open,
            button("empty-folder", "empty.folder", Icons.PICTURES, commands.get("openFolder")),
            button("empty-words", "empty.words", Icons.WORDS, commands.get("words")));
    buttons.getStyleClass().add("empty-buttons");
    buttons.setAlignment(Pos.CENTER);
    buttons.setMinHeight(Region.USE_PREF_SIZE);
    getChildren().addAll(icon, title, hint, buttons);
    if (hasSample) {
      Button try1 = button("try-sample", "empty.sample", Icons.SAMPLE, commands.get("sample"));
      try1.getStyleClass().add(Styles.FLAT);
      getChildren().add(try1);
    }
  }

  /** Offers what was opened lately, as far as there is room. */
  void offer(EmptyRecents recents) {
    getChildren().add(recents);
    recents.onChange(() -> fit(recents));
    heightProperty().subscribe(_ -> fit(recents));
    visibleProperty()
        .subscribe(
            visible -> {
              if (visible) {
                recents.lookAgain();
              }
            });
  }

  private void fit(EmptyRecents recents) {
    recents.showIf(true);
    recents.showIf(prefHeight(-1) <= getHeight());
  }

  /** Takes the keyboard where there is no canvas to have it. */
  @Override
  public void requestFocus() {
    open.requestFocus();
  }

  private static void wrap(Label label) {
    label.setWrapText(true);
    label.setTextAlignment(TextAlignment.CENTER);
    label.setMinHeight(Region.USE_PREF_SIZE);
  }

  private static Button button(String id, String key, Icons icon, Command command) {
    Button button = new Button(Texts.of(key), icon.node());
    button.setId(id);
    button.setOnAction(_ -> command.run());
    return button;
  }
}
