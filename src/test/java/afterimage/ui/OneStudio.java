package afterimage.ui;

import afterimage.file.FolderRemoval;
import atlantafx.base.controls.Notification;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Opens the studio once for a class whose tests begin with nothing open and mind neither settings
 * nor versions of the tests before: after each, pictures are closed and messages dismissed. A flow
 * that restarts the studio, or that looks at what a first start shows, opens its own {@link
 * OpenStudio}.
 */
final class OneStudio implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private @Nullable Path home;
  private @Nullable OpenStudio studio;

  /** The open studio. */
  OpenStudio get() {
    if (studio == null) {
      throw new IllegalStateException("not before the class begins");
    }
    return studio;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    home = Files.createTempDirectory("studio");
    studio = OpenStudio.in(home);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    OpenStudio open = get();
    while (open.pictureCount() > 0) {
      open.focus("#filmstrip");
      open.press(KeyCode.DELETE);
    }
    // Only now, since closing a picture with versions is told.
    open.onFx(
        () -> {
          open.robot()
              .lookup("#toasts .notification")
              .queryAllAs(Notification.class)
              .forEach(toast -> toast.getOnClose().handle(null));
          return true;
        });
    open.await("silence", () -> open.messages().isEmpty());
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (studio != null) {
      studio.close();
    }
    if (home != null) {
      FolderRemoval.remove(home);
    }
  }
}
