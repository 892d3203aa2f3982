package afterimage.ui;

import java.nio.file.Path;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;

/**
 * A session of the studio as a process of its own, for whoever watches it from outside: a picture
 * is dropped, refined, and saved.
 */
public final class StudioSession {
  private StudioSession() {}

  /**
   * Opens it, and goes through a session.
   *
   * @param args the folder for all that it keeps and makes
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    try (OpenStudio studio = OpenStudio.in(folder.resolve("home"))) {
      studio.dropAndAwait(Samples.write(folder.resolve("photo.png"), 160, 128));
      studio.activate("#quality-fast");
      studio.press(KeyCode.CONTROL, KeyCode.ENTER);
      studio.await("a result", () -> studio.compare().afterProperty().get() != null);
      studio.await("the end", () -> !studio.isVisible("#cancel"));
      studio.saveTo(folder.resolve("saved.png"));
      studio.press(KeyCode.CONTROL, KeyCode.S);
      studio.await("saving", () -> studio.messages().contains("saved.png"));
    }
    Platform.exit();
    System.exit(0);
  }
}
