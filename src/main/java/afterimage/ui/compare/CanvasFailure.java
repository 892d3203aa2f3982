package afterimage.ui.compare;

import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** What stands in the canvas' place when its picture cannot be shown: which, why, what to do. */
final class CanvasFailure extends VBox {
  private final Label title = new Label();
  private final Label reason = new Label();
  private final Button retry = new Button(Texts.of("retry"), Icons.RETRY.node());

  /**
   * What to say.
   *
   * @param what which picture cannot be shown
   * @param why what happened, and what the user can do
   * @param retry tries it again
   */
  record Message(String what, String why, Runnable retry) {}

  CanvasFailure() {
    getStyleClass().addAll("empty-state", "canvas-failure");
    setId("canvas-failure");
    setAlignment(Pos.CENTER);
    var icon = Icons.ERROR.node();
    icon.getStyleClass().add("empty-icon");
    title.setId("canvas-failure-title");
    title.getStyleClass().add("empty-title");
    reason.setId("canvas-failure-reason");
    reason.getStyleClass().add("empty-hint");
    for (Label label : new Label[] {title, reason}) {
      label.setWrapText(true);
      label.setTextAlignment(TextAlignment.CENTER);
      label.setMinHeight(Region.USE_PREF_SIZE);
    }
    retry.setId("canvas-failure-retry");
    getChildren().addAll(icon, title, reason, retry);
    // It has the keyboard itself: on the button, arrow keys would go from one control to the next.
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TEXT);
    setVisible(false);
  }

  void show(Message message) {
    title.setText(message.what);
    reason.setText(message.why);
    setAccessibleText(message.what + ". " + message.why);
    retry.setOnAction(_ -> message.retry.run());
    setVisible(true);
  }

  void hide() {
    setVisible(false);
  }

  /** Takes the keyboard where there is no canvas to have it. */
  void focus() {
    requestFocus();
  }
}
