package afterimage.ui.open;

import afterimage.ui.text.Texts;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** Says that pictures are being opened, once that takes long enough to be noticed. */
public final class OpeningNotice extends HBox {
  private static final Duration NOTICED = Duration.millis(250);

  public OpeningNotice(ReadOnlyIntegerProperty pending) {
    getStyleClass().add("opening");
    setId("opening");
    setAlignment(Pos.CENTER);
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    setMouseTransparent(true);
    ProgressIndicator turning = new ProgressIndicator();
    Label text = new Label(Texts.of("opening"));
    setVisible(false);
    PauseTransition wait = new PauseTransition(NOTICED);
    wait.setOnFinished(
        _ -> {
          // Made when it is first seen: its turning costs a pulse's time while nobody looks.
          if (getChildren().isEmpty()) {
            getChildren().addAll(turning, text);
          }
          setVisible(true);
        });
    pending.subscribe(
        now -> {
          if (now.intValue() == 0) {
            wait.stop();
            setVisible(false);
            getChildren().clear();
          } else if (!isVisible()) {
            wait.playFromStart();
          }
        });
  }
}
