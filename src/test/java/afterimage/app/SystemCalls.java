package afterimage.app;

import afterimage.file.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program asked its system for, as {@code strace} wrote it down. */
final class SystemCalls {
  /** "1234 openat(AT_FDCWD, "/a/b", O_RDWR|O_CREAT, 0600) = 6", interrupted calls put together. */
  private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\((.*)\\) += (-?\\w+)(.*)");

  private static final Pattern UNFINISHED = Pattern.compile("(\\d+) +(.*) <unfinished \\.\\.\\.>");
  private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. \\w+ resumed>(.*)");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern SOCKET = Pattern.compile("sun_path=@?\"([^\"]*)\"");

  /**
   * What the C library asks a caching service for, where there is one: a user's name by number. A
   * machine's name by that way would be seen by {@link #LOOKUPS}, which are read first.
   */
  private static final String USER_NAMES = "/var/run/nscd/socket";

  /** What is read to find a machine of the network. */
  private static final List<String> LOOKUPS =
      List.of("/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/gai.conf");

  /** Places where writing leaves nothing. */
  private static final List<Path> NOWHERE =
      List.of(Path.of("/dev/null"), Path.of("/dev/tty"), Path.of("/proc"));

  private final Path workingFolder;
  private final List<String> lines;

  private SystemCalls(Path workingFolder, List<String> lines) {
    this.workingFolder = workingFolder;
    this.lines = lines;
  }

  /** Whether {@code strace} is here and allowed. */
  static boolean canBeWatched() {
    try {
      Process process =
          new ProcessBuilder("strace", "-f", "-e", "trace=network", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Runs a program to its end.
   *
   * @param log a file for the calls
   * @throws AssertionError if it fails
   */
  static SystemCalls of(ProcessBuilder program, Path log) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("strace", "-f", "-qq", "-s", "4096", "-e", "trace=%network,%file", "-o"));
    command.add(log.toString());
    command.addAll(program.command());
    Path output = log.resolveSibling(log.getFileName() + ".out");
    Process process =
        program.command(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError("the program failed: " + Files.readString(output));
    }
    Path folder = program.directory() == null ? Path.of("") : program.directory().toPath();
    return in(folder.toAbsolutePath(), Files.readAllLines(log));
  }

  /** What a log holds of a program that ran in a folder. */
  static SystemCalls in(Path workingFolder, List<String> log) {
    return new SystemCalls(workingFolder, whole(log));
  }

  /** Every call that would reach another machine or program, or find one's address. */
  List<String> contacts(Collection<Path> ownSockets) {
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      Matcher call = CALL.matcher(line);
      if (!call.matches()) {
        continue;
      }
      String arguments = call.group(3);
      boolean contact =
          switch (call.group(2)) {
            case "connect", "sendto", "sendmsg", "sendmmsg", "bind" ->
                !isLocal(arguments, ownSockets) && !arguments.contains("sa_family=AF_UNSPEC");
            case "socket" -> arguments.contains("AF_NETLINK") || arguments.contains("AF_PACKET");
            case "open", "openat" -> paths(arguments).stream().anyMatch(LOOKUPS::contains);
            default -> false;
          };
      if (contact) {
        found.add(line);
      }
    }
    return found;
  }

  private static boolean isLocal(String arguments, Collection<Path> ownSockets) {
    Matcher socket = SOCKET.matcher(arguments);
    return !socket.find()
        ? !arguments.contains("sa_family=") && !arguments.contains("msg_name=")
        : socket.group(1).equals(USER_NAMES)
            || ownSockets.stream().anyMatch(own -> Path.of(socket.group(1)).startsWith(own));
  }

  /** Every file or folder that was made, changed, moved or removed outside of some folders. */
  List<String> changesOutside(Collection<Path> folders) {
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      Matcher call = CALL.matcher(line);
      // A call that failed changed nothing.
      if (call.matches() && !call.group(4).startsWith("-") && changes(call)) {
        for (String path : paths(call.group(3))) {
          Path file = workingFolder.resolve(path).normalize();
          if (folders.stream().noneMatch(file::startsWith)
              && NOWHERE.stream().noneMatch(file::startsWith)
              && !isTemporary(file)) {
            found.add(line);
          }
        }
      }
    }
    return found;
  }

  /**
   * A temporary folder of the program's, also of another process: what it looks for, to clear it.
   */
  private static boolean isTemporary(Path file) {
    for (Path name : file) {
      if (name.toString().startsWith(TemporaryFolder.PREFIX)) {
        return true;
      }
    }
    return false;
  }

  private static boolean changes(Matcher call) {
    return switch (call.group(2)) {
      case "open", "openat", "openat2" -> call.group(3).matches(".*O_(WRONLY|RDWR|CREAT|TRUNC).*");
      case "creat", "mkdir", "mkdirat", "mknod", "mknodat", "rename", "renameat", "renameat2" ->
          true;
      case "link", "linkat", "symlink", "symlinkat", "unlink", "unlinkat", "rmdir" -> true;
      case "truncate", "chmod", "fchmodat", "chown", "lchown", "fchownat", "utimensat" -> true;
      default -> false;
    };
  }

  private static List<String> paths(String arguments) {
    return TEXT.matcher(arguments).results().map(text -> text.group(1)).toList();
  }

  private static List<String> whole(List<String> lines) {
    Map<String, String> begun = new HashMap<>();
    List<String> whole = new ArrayList<>();
    for (String line : lines) {
      Matcher unfinished = UNFINISHED.matcher(line);
      Matcher resumed = RESUMED.matcher(line);
      if (unfinished.matches()) {
        begun.put(unfinished.group(1), unfinished.group(1) + " " + unfinished.group(2));
      } else if (resumed.matches() && begun.containsKey(resumed.group(1))) {
        whole.add(begun.remove(resumed.group(1)) + resumed.group(2));
      } else {
        whole.add(line);
      }
    }
    whole.addAll(begun.values());
    return whole;
  }
}
