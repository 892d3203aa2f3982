package afterimage.app;

import afterimage.file.PathText;
import com.sun.glass.ui.Application;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that macOS asks the running program to open: those double-clicked in the Finder or
 * dropped on the Dock's icon. Elsewhere the system starts the program again, and {@link
 * SingleInstance} hands the files over.
 *
 * <p>JavaFX has no public way to this event, only its windowing layer's handler; hence the {@code
 * --add-exports} among the options of the macOS package. The layer repeats what came before the
 * handler did.
 */
final class OpenFilesEvent {
  private static final System.Logger LOG = System.getLogger(OpenFilesEvent.class.getName());

  private OpenFilesEvent() {}

  /**
   * Takes the files of this event from now on, and of one that came already. Without access to
   * JavaFX's windowing layer nothing is listened to.
   *
   * @param taker called on the JavaFX thread
   * @throws IllegalStateException if this is not the JavaFX thread
   */
  static void listen(Consumer<List<Path>> taker) {
    Module javafx = javafx.application.Platform.class.getModule();
    if (!javafx.isExported("com.sun.glass.ui", OpenFilesEvent.class.getModule())) {
      LOG.log(System.Logger.Level.DEBUG, "JavaFX's windowing layer is closed to us");
      return;
    }
    Listening.begin(taker);
  }

  /** Apart, so that the class that may not be accessible is loaded only where it is. */
  private static final class Listening {
    static void begin(Consumer<List<Path>> taker) {
      Application application = Application.GetApplication();
      application.setEventHandler(new Handler(application.getEventHandler(), taker));
    }
  }

  /** Passes everything on to JavaFX's own handler, which for one thing closes windows at "Quit". */
  private static final class Handler extends Application.EventHandler {
    private final Application.EventHandler next;
    private final Consumer<List<Path>> taker;

    Handler(Application.@Nullable EventHandler next, Consumer<List<Path>> taker) {
      this.next = next == null ? new Application.EventHandler() : next;
      this.taker = taker;
    }

    @Override
    public void handleOpenFilesAction(Application application, long time, String[] files) {
      next.handleOpenFilesAction(application, time, files);
      taker.accept(Stream.of(files).flatMap(file -> PathText.find(file).stream()).toList());
    }

    @Override
    public void handleWillFinishLaunchingAction(Application application, long time) {
      next.handleWillFinishLaunchingAction(application, time);
    }

    @Override
    public void handleDidFinishLaunchingAction(Application application, long time) {
      next.handleDidFinishLaunchingAction(application, time);
    }

    @Override
    public void handleWillBecomeActiveAction(Application application, long time) {
      next.handleWillBecomeActiveAction(application, time);
    }

    @Override
    public void handleDidBecomeActiveAction(Application application, long time) {
      next.handleDidBecomeActiveAction(application, time);
    }

    @Override
    public void handleWillResignActiveAction(Application application, long time) {
      next.handleWillResignActiveAction(application, time);
    }

    @Override
    public void handleDidResignActiveAction(Application application, long time) {
      next.handleDidResignActiveAction(application, time);
    }

    @Override
    public void handleWillHideAction(Application application, long time) {
      next.handleWillHideAction(application, time);
    }

    @Override
    public void handleDidHideAction(Application application, long time) {
      next.handleDidHideAction(application, time);
    }

    @Override
    public void handleWillUnhideAction(Application application, long time) {
      next.handleWillUnhideAction(application, time);
    }

    @Override
    public void handleDidUnhideAction(Application application, long time) {
      next.handleDidUnhideAction(application, time);
    }

    @Override
    public void handleQuitAction(Application application, long time) {
      next.handleQuitAction(application, time);
    }

    @Override
    public void handlePreferencesChanged(Map<String, Object> preferences) {
      next.handlePreferencesChanged(preferences);
    }
  }
}
