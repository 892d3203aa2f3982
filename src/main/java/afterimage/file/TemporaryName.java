package afterimage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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

  /**
   * Whether a process of this machine wrote it, and has ended.
   *
   * @param changed when the file was last written
   */
  boolean isOrphan(Instant changed) {
    return machine.equals(HERE) && WritingProcess.hasEnded(process, changed);
  }

  /**
   * The machine's name, and on Linux which processes it counts: a container's numbers are its own.
   * Never by a look-up in the network, as Java's {@code InetAddress} would. Where a machine does
   * not tell its name so, each process is one: what it leaves waits for its week.
   */
  private static String machineHere() {
    String name = System.getenv().getOrDefault("COMPUTERNAME", "");
    try {
      name =
          Files.readString(Path.of("/proc/sys/kernel/hostname"))
              + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      if (name.isEmpty()) {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
      }
    }
    return HexFormat.of().toHexDigits(name.hashCode());
  }
}
