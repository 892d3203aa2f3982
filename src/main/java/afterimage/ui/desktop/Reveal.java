package afterimage.ui.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows a file in the desktop's file manager. Waits for other programs: not for the FX thread. */
public final class Reveal {
  private static final System.Logger LOG = System.getLogger(Reveal.class.getName());
  private static final long PATIENCE_SECONDS = 5;

  private Reveal() {}

  /**
   * Shows a file.
   *
   * @return whether a program took it on
   */
  public static boolean show(Path file) {
    return commands(System.getProperty("os.name", ""), file.toAbsolutePath()).stream()
        .anyMatch(Reveal::runs);
  }

  /** What to try, one after the other: with the file selected, then its folder alone. */
  static List<List<String>> commands(String osName, Path file) {
    String os = osName.toLowerCase(Locale.ROOT);
    String folder = String.valueOf(file.getParent());
    if (os.startsWith("windows")) {
      return List.of(List.of("explorer.exe", "/select," + file));
    }
    if (os.startsWith("mac")) {
      return List.of(List.of("open", "-R", file.toString()), List.of("open", folder));
    }
    // The freedesktop interface of file managers knows selection; xdg-open knows folders only.
    return List.of(
        List.of(
            "gdbus",
            "call",
            "--session",
            "--dest=org.freedesktop.FileManager1",
            "--object-path=/org/freedesktop/FileManager1",
            "--method=org.freedesktop.FileManager1.ShowItems",
            "['" + file.toUri().toString().replace("'", "%27") + "']",
            ""),
        List.of("xdg-open", folder));
  }

  private static boolean runs(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // Explorer answers 1 even when it is content; a viewer that stays open is content, too.
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return !ended || process.exitValue() == 0 || command.getFirst().startsWith("explorer");
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot start {0}", command);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
