package packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts {@code installer/linux/launcher.sh} in the place of jpackage's launcher, with the class path
 * and the options that jpackage wrote into its configuration.
 */
final class LinuxLauncher {
  private LinuxLauncher() {}

  static void replace(Build build, Path image) throws IOException {
    Path configuration = build.platform().app(image).resolve("afterimage.cfg");
    List<String> lines = Files.readAllLines(configuration);
    String script =
        Files.readString(build.resources().resolve("launcher.sh"))
            .replace("@START@\n", start(build))
            .replace(
                "@OPTIONS@",
                values(lines, "java-options=")
                    .map(option -> '"' + option + '"')
                    .collect(Collectors.joining(" \\\n  ")))
            .replace(
                "@CLASSPATH@", values(lines, "app.classpath=").collect(Collectors.joining(":")))
            .replace("@MAIN@", values(lines, "app.mainclass=").findFirst().orElseThrow());
    Path launcher = build.platform().launcher(image);
    Files.writeString(launcher, script);
    Files.delete(configuration);
    Files.delete(image.resolve("lib/libapplauncher.so"));
  }

  /** What the launcher of {@code mvn package} does, too, and reads at each start. */
  private static String start(Build build) throws IOException {
    return Files.readString(build.project().resolve("src/main/launcher/lib/start.sh"));
  }

  private static java.util.stream.Stream<String> values(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).replace("$APPDIR", "$app"));
  }
}
