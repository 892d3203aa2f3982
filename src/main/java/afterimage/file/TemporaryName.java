package afterimage.file;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What files are called while they are written: {@code .afterimage-MACHINE-PROCESS-RANDOM.tmp}. The
 * name says whose it is, so that only what nobody writes any more is swept.
 *
 * @param machine tells machines that share a folder apart
 * @param process the id of the process that writes it
 */
record TemporaryName(String machine, long process) {
  private static final Pattern PATTERN =
      Pattern.compile("\\.afterimage-([0-9a-f]{8})-([0-9]{1,18})-[0-9a-f]{16}\\.tmp");
  private static final String HERE = machineHere();

  /** A name that was never used. */
  static String next() {
    return ".afterimage-%s-%d-%s.tmp"
        .formatted(
            HERE,
            ProcessHandle.current().pid(),
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
  }

  /** Reads a file's name; nothing if it is none of ours. */
  static Optional<TemporaryName> of(String name) {
    Matcher matcher = PATTERN.matcher(name);
    return matcher.matches()
        ? Optional.of(new TemporaryName(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** Whether a process of this machine wrote it, and has ended. */
  boolean isOrphan() {
    return machine.equals(HERE) && ProcessHandle.of(process).isEmpty();
  }

  private static String machineHere() {
    String name = System.getenv().getOrDefault("HOSTNAME", "");
    if (name.isEmpty()) {
      try {
        name = InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        name = "localhost";
      }
    }
    return HexFormat.of().toHexDigits(name.hashCode());
  }
}
