package afterimage.ui.canvas;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;

/** Before and after in turn, slowly enough for everybody: less than once a second each. */
final class Blinking {
  private static final Duration TURN = Duration.millis(700);

  private final Timeline clock;
  private boolean original;

  /**
   * @param turned called when the other side is to be shown
   */
  Blinking(Runnable turned) {
    clock =
        new Timeline(
            new KeyFrame(
                TURN,
                _ -> {
                  original = !original;
                  turned.run();
                }));
    clock.setCycleCount(Animation.INDEFINITE);
  }

  /** Starts and stops. */
  void run(boolean on) {
    original = false;
    if (on) {
      clock.playFromStart();
    } else {
      clock.stop();
    }
  }

  boolean showsOriginal() {
    return original;
  }
}
