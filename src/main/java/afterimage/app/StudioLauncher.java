package afterimage.app;

import javafx.application.Application;

/**
 * Starts the studio. Not an {@link Application} itself: the JVM's launcher treats a main class that
 * is one in its own way, which fails where JavaFX is not on its module path.
 */
public final class StudioLauncher {
  private StudioLauncher() {}

  /** Opens the window and returns when it is closed; the arguments are pictures to open. */
  public static void main(String[] args) {
    Application.launch(StudioApplication.class, args);
  }
}
