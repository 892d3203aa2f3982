package afterimage.app;

import afterimage.file.PathText;
import afterimage.message.ForeignText;
import afterimage.settings.PlatformFolders;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Application;
import org.jspecify.annotations.Nullable;

/**
 * Starts the studio. Not an {@link Application} itself: the JVM's launcher treats a main class that
 * is one in its own way, which fails where JavaFX is not on its module path.
 */
public final class StudioLauncher {
  private static final int MAX_MESSAGE = 300;

  private static @Nullable SingleInstance instance;

  private StudioLauncher() {}

  /** This process's claim to be the only studio; empty where there is none. */
  static Optional<SingleInstance> instance() {
    return Optional.ofNullable(instance);
  }

  /**
   * Opens the window and returns when it is closed; the arguments are pictures to open. Where a
   * studio is open already, it gets them instead.
   */
  public static void main(String[] args) {
    String[] pictures = Stream.of(args).filter(StudioLauncher::isPath).toArray(String[]::new);
    SingleInstance.Claim claim =
        SingleInstance.claim(
            PlatformFolders.current().state(), Stream.of(pictures).map(Path::of).toList());
    if (claim.handedOver()) {
      System.err.println("Afterimage is open already and takes over.");
      return;
    }
    instance = claim.instance().orElse(null);
    if (!open(pictures)) {
      System.exit(1);
    }
  }

  /**
   * Opens the window and returns when it is closed.
   *
   * @return false if it cannot open, which is told
   */
  static boolean open(String... pictures) {
    DesktopLibraries.settle(UserChoices.librariesFolder());
    SettingsPreload.begin();
    DeferredStderr errors = DeferredStderr.begin();
    try {
      Application.launch(StudioApplication.class, pictures);
      return true;
    } catch (RuntimeException e) {
      boolean nowhere = e.getCause() instanceof UncheckedIOException || !canWriteAnywhere();
      if (nowhere) {
        errors.end(e);
        System.err.println(
            "The window cannot open: neither the home folder nor the one for temporary files can be"
                + " written. Make one of them writable, or name others: HOME, TMPDIR.");
        return false;
      }
      if (DeferredStderr.areReleased()) {
        throw e;
      }
      // What JavaFX throws where GTK or a display is missing.
      String reason = errors.end(e);
      System.err.println("The window cannot open: " + reason);
      System.err.println(
          "Install GTK 3 and OpenGL and start it on a desktop, or use the command line: afterimage --help");
      return false;
    } finally {
      instance().ifPresent(SingleInstance::close);
    }
  }

  /** JavaFX unpacks its libraries to one of these folders, and the session lies in one. */
  private static boolean canWriteAnywhere() {
    return PathText.find(System.getProperty("java.io.tmpdir")).filter(Files::isWritable).isPresent()
        || Files.isWritable(UserChoices.librariesFolder());
  }

  private static boolean isPath(String argument) {
    boolean path = PathText.find(argument).isPresent();
    if (!path) {
      System.err.println(
          ForeignText.line(argument, MAX_MESSAGE) + " is left out: no file can be called so here.");
    }
    return path;
  }
}
