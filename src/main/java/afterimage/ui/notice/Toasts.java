package afterimage.ui.notice;

import afterimage.ui.style.Icons;
import atlantafx.base.controls.Notification;
import atlantafx.base.theme.Styles;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * Messages over the lower middle of the window. News go by themselves; errors stay until they are
 * closed or acted on.
 */
public final class Toasts extends VBox {
  private static final Duration NEWS_STAY = Duration.seconds(6);
  private static final int MOST = 3;

  public Toasts() {
    getStyleClass().add("toasts");
    setId("toasts");
    setAlignment(Pos.BOTTOM_CENTER);
    setPickOnBounds(false);
    setMaxHeight(Region.USE_PREF_SIZE);
  }

  /** A button in a message. */
  public record Action(String name, Runnable run) {}

  /** Tells something good or neutral. */
  public void tell(String message, Action... actions) {
    Notification toast = add(message, Icons.INFO, Styles.ACCENT, actions);
    PauseTransition stay = new PauseTransition(NEWS_STAY);
    stay.setOnFinished(_ -> getChildren().remove(toast));
    stay.play();
  }

  /** Tells what went wrong and what to do. */
  public void warn(String what, String remedy, Action... actions) {
    add(what + "\n" + remedy, Icons.ERROR, Styles.DANGER, actions);
  }

  /** Tells what the user should have read; it stays until it is closed. */
  public void warn(String message) {
    add(message, Icons.ERROR, Styles.DANGER);
  }

  /** Takes all messages away. */
  public void clear() {
    getChildren().clear();
  }

  private Notification add(String message, Icons icon, String style, Action... actions) {
    Notification toast = new Notification(message, icon.node());
    toast.getStyleClass().addAll(style, Styles.ELEVATED_2);
    toast.setAccessibleText(message);
    toast.setMinHeight(Region.USE_PREF_SIZE);
    toast.setOnClose(_ -> getChildren().remove(toast));
    for (Action action : actions) {
      Button button = new Button(action.name());
      button.setOnAction(
          _ -> {
            getChildren().remove(toast);
            action.run().run();
          });
      toast.getPrimaryActions().add(button);
    }
    if (getChildren().size() == MOST) {
      getChildren().removeFirst();
    }
    getChildren().add(toast);
    return toast;
  }
}
