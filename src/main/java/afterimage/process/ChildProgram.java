package afterimage.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Another process of this program, for work that may take its process down. Runs on the same Java
 * and the same classes, whether the program was installed, unpacked, or is run by a build.
 */
public final class ChildProgram {
  /** Set by the launchers of native packages; there is no other way to start their Java. */
  private static final String PACKAGE_LAUNCHER = "jpackage.app-path";

  /** Little work is done, so that compiling it well would take longer. */
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:ErrorFile=crash.log",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Djava.awt.headless=true");

  /**
   * By which jpackage's launcher for Linux knows itself; a second one would misread its arguments.
   */
  private static final String LAUNCHED = "_JPACKAGE_LAUNCHER";

  /** Options that Java takes from the environment. */
  private static final Set<String> OTHERS_OPTIONS =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", LAUNCHED);

  private ChildProgram() {}

  /**
   * How to start it; in the folder, where it leaves its traces should it crash.
   *
   * @param mainClass what is run, given the arguments
   * @param command what a native package's launcher is given before the arguments, for the
   *     program's own main class to run that one
   * @return nothing if this process does not know how it was started
   */
  public static Optional<ProcessBuilder> of(
      Class<?> mainClass, String command, List<String> arguments, Path folder) {
    List<String> line = new ArrayList<>();
    String launcher = System.getProperty(PACKAGE_LAUNCHER);
    Path java = Path.of(System.getProperty("java.home"), "bin", javaName());
    if (launcher != null && Files.isExecutable(Path.of(launcher))) {
      line.add(launcher);
      line.add(command);
    } else if (Files.isExecutable(java)) {
      line.add(java.toString());
      line.addAll(OPTIONS);
      line.add("-Djava.io.tmpdir=" + folder.toAbsolutePath());
      line.add(mainClass.getName());
    } else {
      return Optional.empty();
    }
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    // Not on the command line, which may not be so long on every system.
    builder.environment().put("CLASSPATH", classPath());
    // Meant for this process: a debugger's port, say, cannot be opened twice.
    builder.environment().keySet().removeAll(OTHERS_OPTIONS);
    return Optional.of(builder);
  }

  private static String javaName() {
    return System.getProperty("os.name", "").startsWith("Windows") ? "java.exe" : "java";
  }

  /** With absolute paths, as the child works in another folder. */
  private static String classPath() {
    String given = System.getProperty("java.class.path", "");
    List<String> entries = new ArrayList<>();
    for (String entry : given.split(File.pathSeparator, -1)) {
      entries.add(entry.isEmpty() ? entry : Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
