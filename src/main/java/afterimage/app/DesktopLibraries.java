package afterimage.app;

import afterimage.process.NativeEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Keeps the libraries that bring the window to the screen to the program's own folders and to
 * themselves. To be called before they are loaded.
 */
final class DesktopLibraries {
  private static final System.Logger LOG = System.getLogger(DesktopLibraries.class.getName());

  private DesktopLibraries() {}

  /**
   * Has JavaFX unpack its libraries, and Mesa keep compiled shaders, in a folder of ours, and GIO
   * not watch the network. What the user has set stays; the launchers for Linux set it, too, which
   * spares the time.
   *
   * @param folder a folder in the cache
   */
  static void settle(Path folder) {
    if (System.getProperty("javafx.cachedir") == null) {
      System.setProperty("javafx.cachedir", folder.resolve("javafx").toString());
    }
    if (System.getProperty("os.name", "").equals("Linux")) {
      Map.of(
              "GIO_USE_NETWORK_MONITOR",
              "base",
              "MESA_SHADER_CACHE_DIR",
              folder.resolve("graphics").toString())
          .forEach(DesktopLibraries::setUnlessSet);
    }
  }

  private static void setUnlessSet(String name, String value) {
    if (System.getenv(name) == null) {
      try {
        NativeEnvironment.set(name, value);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, name + " is not set", e);
      }
    }
  }
}
