package afterimage.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionShots {
  @TempDir Path temporary;

  @Test
  void shots() throws Exception {
    Path out = Files.createDirectories(Path.of("target/region-shots"));
    Screenshots shots = new Screenshots(out);
    try (OpenStudio studio = OpenStudio.in(temporary.resolve("home"))) {
      studio.dropAndAwait(studio.photograph(temporary.resolve("photo.png")));
      studio.focus("#compare");
      studio.press(KeyCode.K);
      studio.onFx(
          () -> {
            var view = studio.compare();
            var v = view.viewportProperty().get();
            double cx = v.imageWidth() * 0.4;
            double cy = v.imageHeight() * 0.45;
            Point2D a = view.localToScene(v.toViewX(cx), v.toViewY(cy));
            Point2D b = view.localToScene(v.toViewX(cx * 1.15), v.toViewY(cy * 1.1));
            fire(view, MouseEvent.MOUSE_PRESSED, a.getX(), a.getY());
            fire(view, MouseEvent.MOUSE_DRAGGED, b.getX(), b.getY());
            fire(view, MouseEvent.MOUSE_RELEASED, b.getX(), b.getY());
            return true;
          });
      shots.take(studio, "off");
      studio.activate("#mask-crop");
      shots.take(studio, "on");
      studio.activate("#mask-done");
      studio.steps(40);
      studio.focus("#compare");
      studio.press(KeyCode.CONTROL, KeyCode.ENTER);
      studio.await("a preview", () -> studio.compare().frameProperty().get() != null);
      shots.take(studio, "running");
      studio.await("the end", () -> !studio.isVisible("#cancel"));
      shots.take(studio, "done");
    }
    shots.writeSheets();
  }

  private static void fire(javafx.scene.Node view, EventType<MouseEvent> type, double x, double y) {
    boolean down = type != MouseEvent.MOUSE_RELEASED;
    Event.fireEvent(
        view,
        new MouseEvent(
            type,
            x,
            y,
            x,
            y,
            MouseButton.PRIMARY,
            1,
            false,
            false,
            false,
            false,
            down,
            false,
            false,
            false,
            false,
            false,
            null));
  }
}
