package afterimage.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the platform wants a program's files: the XDG base directories on Linux, Application
 * Support, Logs and Caches on macOS, roaming and local application data on Windows.
 *
 * @param config settings
 * @param data models, which are large and never roam
 * @param state queue, history and logs
 * @param cache what may be deleted at any time
 */
public record PlatformFolders(Path config, Path data, Path state, Path cache) {

  /** A system property with a folder that takes the place of them all. */
  public static final String OVERRIDE = "afterimage.home";

  private static final String NAME = "Afterimage";

  /** This machine's. */
  public static PlatformFolders current() {
    return of(
        System.getProperty("os.name", ""), System.getenv(), home(), System.getProperty(OVERRIDE));
  }

  /** The user's folder on this machine, also where the system says nothing of one. */
  public static Path home() {
    Path known = home(System.getenv(), System.getProperty("user.home", ""));
    return known != null
        ? known
        : HomelessFolder.in(Path.of("/var/tmp"), Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * A user's folder.
   *
   * @param environment its variables; {@code HOME} is what the XDG specification builds upon
   * @param known what Java found out, on Linux and macOS from the list of users; "?" for nothing
   * @return null if neither names one
   */
  static @Nullable Path home(Map<String, String> environment, String known) {
    for (String candidate : List.of(environment.getOrDefault("HOME", ""), known)) {
      Path home = absolute(candidate);
      if (home != null) {
        return home;
      }
    }
    return null;
  }

  /**
   * A machine's.
   *
   * @param osName as the system property {@code os.name} has it
   * @param environment its variables
   * @param home the user's folder
   * @param override one folder to hold them all, or null
   */
  static PlatformFolders of(
      String osName, Map<String, String> environment, Path home, @Nullable String override) {
    if (override != null) {
      Path all = Path.of(override);
      return new PlatformFolders(
          all.resolve("config"), all.resolve("data"), all.resolve("state"), all.resolve("cache"));
    }
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      Path roaming = variable(environment, "APPDATA", home.resolve("AppData/Roaming"));
      Path local =
          variable(environment, "LOCALAPPDATA", home.resolve("AppData/Local")).resolve(NAME);
      return new PlatformFolders(
          roaming.resolve(NAME), local.resolve("models"), local, local.resolve("cache"));
    }
    if (os.startsWith("mac")) {
      Path library = home.resolve("Library");
      Path support = library.resolve("Application Support").resolve(NAME);
      return new PlatformFolders(
          support,
          support,
          library.resolve("Logs").resolve(NAME),
          library.resolve("Caches").resolve(NAME));
    }
    String name = NAME.toLowerCase(Locale.ROOT);
    return new PlatformFolders(
        variable(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve(name),
        variable(environment, "XDG_DATA_HOME", home.resolve(".local/share")).resolve(name),
        variable(environment, "XDG_STATE_HOME", home.resolve(".local/state")).resolve(name),
        variable(environment, "XDG_CACHE_HOME", home.resolve(".cache")).resolve(name));
  }

  /** The XDG specification tells to ignore relative paths. */
  private static Path variable(Map<String, String> environment, String name, Path otherwise) {
    Path value = absolute(environment.getOrDefault(name, ""));
    return value == null ? otherwise : value;
  }

  private static @Nullable Path absolute(String value) {
    try {
      Path path = Path.of(value);
      return path.isAbsolute() ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
