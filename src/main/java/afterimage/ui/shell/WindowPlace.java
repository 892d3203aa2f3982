package afterimage.ui.shell;

import afterimage.settings.SettingsStore;
import afterimage.settings.WindowBounds;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Where the window is, from one start to the next. */
record WindowPlace(Stage stage, SettingsStore settings) {
  private static final double MIN_WIDTH = 880;
  private static final double MIN_HEIGHT = 560;

  /** Puts the window where it was, unless that screen is gone. */
  void restore() {
    stage.setMinWidth(MIN_WIDTH);
    stage.setMinHeight(MIN_HEIGHT);
    WindowBounds bounds = settings.get().window();
    if (bounds == null || !(bounds.width() >= MIN_WIDTH) || !(bounds.height() >= MIN_HEIGHT)) {
      return;
    }
    Rectangle2D place = new Rectangle2D(bounds.x(), bounds.y(), bounds.width(), bounds.height());
    boolean visible =
        Screen.getScreens().stream().anyMatch(screen -> screen.getVisualBounds().intersects(place));
    if (visible) {
      stage.setX(bounds.x());
      stage.setY(bounds.y());
      stage.setWidth(bounds.width());
      stage.setHeight(bounds.height());
    }
    stage.setMaximized(bounds.maximized());
  }

  /** Keeps where it is now. */
  void remember() {
    WindowBounds bounds =
        new WindowBounds(
            stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
    settings.update(old -> old.withWindow(bounds));
  }
}
