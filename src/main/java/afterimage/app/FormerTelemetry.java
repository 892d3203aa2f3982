package afterimage.app;

import afterimage.file.AtomicFile;
import afterimage.file.ForeignFile;
import afterimage.message.Messages;
import afterimage.settings.PlatformFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What ONNX Runtime's telemetry left while earlier versions of Afterimage let it: a random id of
 * the computer, and a database of events that its next start, by whichever program, would send.
 * Deleted once, where nothing says that another program has a part in it: each event names the
 * program it is of. Neither is anything that a user made, and both are made anew by a program that
 * wants them.
 *
 * <p>ONNX Runtime's {@code core/platform/posix/device_id.cc} and {@code telemetry.cc} say where.
 */
final class FormerTelemetry {
  private static final System.Logger LOG = System.getLogger(FormerTelemetry.class.getName());

  /** All that ONNX Runtime and its SQLite ever put there. */
  private static final Set<String> FILES =
      Set.of(
          "deviceid",
          "deviceid.lock",
          "onnxruntime.db",
          "onnxruntime.db-wal",
          "onnxruntime.db-shm",
          "onnxruntime.db-journal",
          "onnxruntime.db.ses");

  /** An empty file in the folder of state: it has been looked after. */
  static final String DONE = "telemetry-removed";

  private static final String DATABASE = "onnxruntime.db";
  private static final int MAX_DATABASE = 64 << 20;

  /** How an event (Bond's compact binary protocol) leads in the path of its program. */
  private static final String PROGRAM = "\u00cb\u0019\n\u0001\u00a9";

  /** Programs that may have been Afterimage. */
  private static final Set<String> OURS = Set.of("java", "javaw", "afterimage");

  private static final Pattern DEBUG_LOG = Pattern.compile("mat-debug-([0-9]{1,18})\\.log");
  private static final Pattern SESSION = Pattern.compile("[0-9]{10,16}\\s+[0-9a-f-]{36}\\s*");
  private static final int MAX_SESSION = 128;

  private FormerTelemetry() {}

  /**
   * Looks after it, unless that has been done.
   *
   * @return what the user should know
   */
  static Optional<String> removeOnce() {
    return removeOnce(folder(), Path.of("/tmp"), PlatformFolders.current().state());
  }

  /**
   * @param folder where ONNX Runtime keeps it; null where it keeps nothing
   * @param temporary where its SDK leaves its logs
   * @param state remembers that it has been done
   */
  static Optional<String> removeOnce(@Nullable Path folder, Path temporary, Path state) {
    Path done = state.resolve(DONE);
    if (folder == null || Files.exists(done)) {
      return Optional.empty();
    }
    try {
      Set<String> programs = programs(folder);
      if (Files.isDirectory(folder) && isInUse(folder.resolve(DATABASE))) {
        return Optional.empty(); // The next start sees again.
      }
      // First: where that cannot be remembered, it would not be once.
      AtomicFile.write(done, new byte[0], AtomicFile.Access.OWNER);
      removeLogs(temporary, Files.getOwner(done));
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      if (!programs.isEmpty()) {
        return Optional.of(
            Messages.of("app.telemetry.shared", folder, String.join(", ", programs)));
      }
      return remove(folder)
          ? Optional.of(Messages.of("app.telemetry.removed", folder))
          : Optional.empty();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "former telemetry stays", e);
      return Optional.empty();
    }
  }

  /** As ONNX Runtime finds it; Windows' builds keep nothing. */
  private static @Nullable Path folder() {
    String os = System.getProperty("os.name", "");
    Path home = PlatformFolders.home();
    Path base;
    if (os.startsWith("Mac")) {
      base = home.resolve("Library/Application Support");
    } else if (os.equals("Linux")) {
      String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
      base = cache.startsWith("/") ? Path.of(cache) : home.resolve(".cache");
    } else {
      return null;
    }
    return base.resolve("Microsoft/DeveloperTools/.onnxruntime");
  }

  /** The programs other than Afterimage that have events there. */
  private static Set<String> programs(Path folder) throws IOException {
    Set<String> others = new TreeSet<>();
    for (String name : List.of(DATABASE, DATABASE + "-wal")) {
      Path file = folder.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = ForeignFile.readAllBytes(file, MAX_DATABASE);
        addPrograms(new String(bytes, StandardCharsets.ISO_8859_1), others);
      }
    }
    return others;
  }

  private static void addPrograms(String database, Set<String> others) {
    for (int at = database.indexOf(PROGRAM); at >= 0; at = database.indexOf(PROGRAM, at + 1)) {
      int start = at + PROGRAM.length();
      int length = 0;
      for (int shift = 0; start < database.length() && shift < 15; shift += 7) {
        char next = database.charAt(start++);
        length |= (next & 0x7f) << shift;
        if (next < 0x80) {
          break;
        }
      }
      String path = database.substring(start, Math.min(start + length, database.length()));
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (path.startsWith("/") && !OURS.contains(name)) {
        others.add(new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
      }
    }
  }

  /** Whether a process that we may look at has a file open. */
  private static boolean isInUse(Path file) {
    return ProcessHandle.allProcesses()
        .anyMatch(
            process -> {
              Path files = Path.of("/proc", Long.toString(process.pid()), "fd");
              try (Stream<Path> open = Files.list(files)) {
                return open.anyMatch(number -> isSame(number, file));
              } catch (IOException | UncheckedIOException e) {
                return false; // Another user's, or no Linux.
              }
            });
  }

  private static boolean isSame(Path number, Path file) {
    try {
      return Files.readSymbolicLink(number).equals(file);
    } catch (IOException e) {
      return false;
    }
  }

  /** Deletes what is known by name, and the folders above if nothing else is in them. */
  private static boolean remove(Path folder) throws IOException {
    boolean removed = false;
    for (String name : FILES) {
      removed |= Files.deleteIfExists(folder.resolve(name));
    }
    Path empty = folder;
    for (int level = 0; level < 3 && empty != null; level++) {
      try {
        Files.delete(empty);
      } catch (DirectoryNotEmptyException e) {
        break;
      }
      empty = empty.getParent();
    }
    return removed;
  }

  /** Empty logs of processes that have ended, and the SDK's note of its session. */
  private static void removeLogs(Path temporary, UserPrincipal owner) {
    try (Stream<Path> files = Files.list(temporary)) {
      for (Path file : files.filter(file -> isLog(file, owner)).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.log(System.Logger.Level.DEBUG, "logs stay in " + temporary, e);
    }
  }

  private static boolean isLog(Path file, UserPrincipal owner) {
    try {
      String name = String.valueOf(file.getFileName());
      Matcher log = DEBUG_LOG.matcher(name);
      if (!(log.matches() || name.equals(".ses"))
          || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || !Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
        return false;
      }
      return name.equals(".ses")
          ? Files.size(file) < MAX_SESSION
              && SESSION.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).matches()
          : Files.size(file) == 0 && ProcessHandle.of(Long.parseLong(log.group(1))).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
