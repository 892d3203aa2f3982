import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Times the studio's start, from the start of its process to its first usable frame, packaged
 * against the JDK that runs this: {@code StartTime PROJECT [ROUNDS [PACKAGED]]}. The two take
 * turns, so that whatever else the machine does falls on both. Needs a display, or {@code Xvfb}.
 */
public final class StartTime {
  /** What the studio prints when it is told to end after its start. */
  private static final String STARTED = "started";

  private StartTime() {}

  public static void main(String[] args) throws Exception {
    Path project = Path.of(args[0]).toAbsolutePath();
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    Path packaged =
        args.length > 2
            ? Path.of(args[2])
            : project.resolve("target/installer/afterimage/bin/afterimage");
    Path home = Files.createTempDirectory("afterimage-start");
    List<String> jdk = jdk(project.resolve("target/afterimage"));

    // Brings both into the page cache.
    time(jdk, home);
    time(List.of(packaged.toString()), home);
    Start[] plain = new Start[rounds];
    Start[] image = new Start[rounds];
    for (int round = 0; round < rounds; round++) {
      plain[round] = time(jdk, home);
      image[round] = time(List.of(packaged.toString()), home);
    }
    System.out.println("ms to the first usable frame    median   CPU  all");
    print("java " + Runtime.version(), plain);
    print("packaged", image);
    Path load = Path.of("/proc/loadavg");
    if (Files.exists(load)) {
      System.out.print(
          Runtime.getRuntime().availableProcessors()
              + " processors, load "
              + Files.readString(load));
    }
  }

  /** What the launcher script runs, without the time it takes to find a JDK. */
  private static List<String> jdk(Path distribution) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        "--enable-native-access=javafx.graphics,ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:-UsePerfData",
        "--module-path",
        distribution.resolve("lib/javafx").toString(),
        "--add-modules",
        "javafx.controls",
        "-Dafterimage.models=" + distribution.resolve("models"),
        "-Dafterimage.assets=" + distribution.resolve("assets"),
        "-cp",
        distribution.resolve("lib") + "/*",
        "afterimage.app.Main");
  }

  /**
   * One start, up to its first usable frame.
   *
   * @param wall milliseconds
   * @param processor milliseconds of all threads together, which other programs change less
   */
  private record Start(double wall, double processor) {}

  private static Start time(List<String> command, Path home)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    if (command.size() > 1) {
      // As the launcher does.
      Path temporary = Files.createTempDirectory("afterimage-tmp-");
      command = new ArrayList<>(command);
      command.add(1, "-Djava.io.tmpdir=" + temporary);
      builder.command(command);
    }
    builder
        .environment()
        .put("JAVA_TOOL_OPTIONS", "-Dafterimage.exit.after.start=true -Dafterimage.home=" + home);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    long before = System.nanoTime();
    Process process = builder.start();
    try (BufferedReader lines = process.inputReader()) {
      List<String> others = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(STARTED)) {
          double taken = (System.nanoTime() - before) / 1e6;
          double processor =
              process.info().totalCpuDuration().map(cpu -> cpu.toNanos() / 1e6).orElse(0.0);
          process.waitFor();
          return new Start(taken, processor);
        }
        others.add(line);
      }
      throw new IOException(command + " did not start: " + others);
    }
  }

  private static void print(String name, Start[] starts) {
    String all =
        Arrays.stream(starts)
            .map(start -> "%.0f".formatted(start.wall()))
            .collect(Collectors.joining(" "));
    double wall = median(Arrays.stream(starts).mapToDouble(Start::wall));
    double processor = median(Arrays.stream(starts).mapToDouble(Start::processor));
    System.out.println("%-30s %7.0f %5.0f  %s".formatted(name, wall, processor, all));
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
