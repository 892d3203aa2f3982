package afterimage.ui.desktop;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A message of the desktop, for when nobody looks at the window: JavaFX has none, so the desktop's
 * own program is asked.
 */
public final class DesktopNotice {
  private static final System.Logger LOG = System.getLogger(DesktopNotice.class.getName());

  private DesktopNotice() {}

  /** Shows it where that is possible, and does nothing elsewhere. Starts a program. */
  public static void show(String title, String text) {
    command(System.getProperty("os.name", ""), title, text)
        .ifPresent(
            command -> {
              try {
                new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
              } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "no notice", e);
              }
            });
  }

  /** The program that shows it; none on Windows, whose toasts need a registered application. */
  static Optional<List<String>> command(String osName, String title, String text) {
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      return Optional.empty();
    }
    if (os.startsWith("mac")) {
      // The words are arguments, never a part of the script.
      return Optional.of(
          List.of(
              "osascript",
              "-e",
              "on run words",
              "-e",
              "display notification (item 2 of words) with title (item 1 of words)",
              "-e",
              "end run",
              title,
              text));
    }
    return Optional.of(
        List.of("notify-send", "--app-name=Afterimage", "--icon=afterimage", "--", title, text));
  }
}
