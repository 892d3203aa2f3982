package afterimage.ui.notice;

import afterimage.ui.notice.Notices.Action;
import afterimage.ui.notice.Notices.Kind;
import afterimage.ui.notice.Notices.Notice;
import afterimage.ui.style.Icons;
import atlantafx.base.controls.Notification;
import atlantafx.base.theme.Styles;
import java.util.HashMap;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The notices over the lower middle of the window. */
public final class Toasts extends VBox {
  private static final Duration NEWS_STAY = Duration.seconds(6);

  private final Notices notices;
  private final Map<Notice, Node> toasts = new HashMap<>();

  /**
   * @param notices what it shows
   */
  public Toasts(Notices notices) {
    this.notices = notices;
    getStyleClass().add("toasts");
    setId("toasts");
    setAlignment(Pos.BOTTOM_CENTER);
    setPickOnBounds(false);
    setMaxHeight(Region.USE_PREF_SIZE);
    notices.shown().forEach(this::add);
    notices.shown().addListener(this::changed);
  }

  private void changed(ListChangeListener.Change<? extends Notice> change) {
    while (change.next()) {
      change.getRemoved().forEach(notice -> getChildren().remove(toasts.remove(notice)));
      change.getAddedSubList().forEach(this::add);
    }
  }

  private void add(Notice notice) {
    boolean news = notice.kind() == Kind.NEWS;
    Icons icon = news ? Icons.INFO : Icons.ERROR;
    Notification toast = new Notification(notice.message(), icon.node());
    toast.getStyleClass().addAll(news ? Styles.ACCENT : Styles.DANGER, Styles.ELEVATED_2);
    toast.setAccessibleText(notice.message());
    toast.setMinHeight(Region.USE_PREF_SIZE);
    toast.setOnClose(_ -> notices.remove(notice));
    for (Action action : notice.actions()) {
      Button button = new Button(action.name());
      button.setOnAction(
          _ -> {
            notices.remove(notice);
            action.run().run();
          });
      toast.getPrimaryActions().add(button);
    }
    toasts.put(notice, toast);
    getChildren().add(toast);
    if (news) {
      PauseTransition stay = new PauseTransition(NEWS_STAY);
      stay.setOnFinished(_ -> notices.remove(notice));
      stay.play();
    }
  }
}
