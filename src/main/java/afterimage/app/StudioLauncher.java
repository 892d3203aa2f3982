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
    try {
      Application.launch(StudioApplication.class, args);
    } catch (UnsupportedOperationException e) {
      // What JavaFX throws where GTK or a display is missing.
      System.err.println("The window cannot open: " + e.getMessage());
      System.err.println(
          "Install GTK 3 and OpenGL and start it on a desktop, or use the command line: afterimage --help");
      System.exit(1);
    }
  }
}
