package packaging;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java runtime of the package: only the modules it needs. */
final class RuntimeImage {
  private RuntimeImage() {}

  /**
   * Links the modules of {@code jpackage/modules.list}. Without {@code --generate-cds-archive} such
   * a runtime parses every JDK class anew at each start: that made the app image start slower than
   * the JDK.
   */
  static void link(Build build, Path runtime) throws IOException, InterruptedException {
    Command.tool(
        "jlink",
        List.of(
            "--module-path",
            build.distribution().resolve("lib/javafx").toString(),
            "--add-modules",
            String.join(",", Files.readAllLines(build.project().resolve("jpackage/modules.list"))),
            "--strip-debug",
            "--no-man-pages",
            "--no-header-files",
            "--generate-cds-archive",
            "--exclude-resources",
            "**.so,**.dll,**.dylib",
            "--output",
            runtime.toString()));
    placeJavaFxLibraries(build, runtime);
    if (build.platform() == Platform.LINUX && Platform.has("strip")) {
      List<String> strip = new ArrayList<>(List.of("strip", "--strip-unneeded"));
      for (Path file : FileTree.all(runtime)) {
        String name = file.getFileName().toString();
        if (name.endsWith(".so") || List.of("java", "jspawnhelper", "jexec").contains(name)) {
          strip.add(file.toString());
        }
      }
      Command.system(build.work(), strip);
    }
  }

  /**
   * Puts JavaFX's libraries where it looks first. Inside the runtime's modules, where jlink leaves
   * them, they would be copied into the user's home at the first start and compared with that copy
   * at every later one.
   */
  private static void placeJavaFxLibraries(Build build, Path runtime) throws IOException {
    Path target = runtime.resolve(build.platform() == Platform.WINDOWS ? "bin" : "lib");
    for (Path jar : FileTree.list(build.distribution().resolve("lib/javafx"), "*.jar")) {
      try (var zip = FileSystems.newFileSystem(jar)) {
        for (Path library : FileTree.list(zip.getPath("/"), "*.{so,dll,dylib}")) {
          Path file = target.resolve(library.getFileName().toString());
          // On Windows, JavaFX's jars and the JDK carry the same runtime libraries of Microsoft's.
          if (!Files.exists(file)) {
            Files.copy(library, file);
          }
        }
      }
    }
  }

  /**
   * Deletes {@code keytool} and the like, and {@code java} where no launcher of ours needs it.
   * Last: making the archives needs {@code java}, so jlink's own {@code --strip-native-commands}
   * cannot be used.
   */
  static void dropCommands(Build build, Path runtime) throws IOException {
    boolean windows = build.platform() == Platform.WINDOWS;
    for (Path file : FileTree.list(runtime.resolve("bin"), windows ? "*.exe" : "*")) {
      boolean launches = build.platform() == Platform.LINUX && file.endsWith("java");
      if (!launches) {
        Files.delete(file);
      }
    }
  }
}
