import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Builds the native packages of the system it runs on from {@code target/afterimage}: {@code
 * Installer PROJECT VERSION [TYPE…]}. Types are jpackage's; without one, all that this system's
 * tools allow.
 */
public final class Installer {
  private final Path project;
  private final String version;
  private final Path work;
  private final Path out;

  private Installer(Path project, String version) {
    this.project = project;
    this.version = version;
    this.work = project.resolve("target/installer-work");
    this.out = project.resolve("target/installer");
  }

  public static void main(String[] args) throws Exception {
    new Installer(Path.of(args[0]).toAbsolutePath(), args[1])
        .build(List.of(args).subList(2, args.length));
  }

  private void build(List<String> requested) throws Exception {
    delete(work);
    delete(out);
    Files.createDirectories(out);
    Path input = stage();
    Path runtime = link();
    Path image = image(input, runtime);
    primeStart(image);
    dropCommands(image);
    List<String> types = requested.isEmpty() ? types() : requested;
    for (String type : types) {
      if (!type.equals("app-image")) {
        jpackage(type, image);
      }
    }
    try (Stream<Path> made = Files.list(out)) {
      made.sorted().forEach(path -> System.out.println(path));
    }
  }

  /**
   * Jars, models, assets and this system's ONNX Runtime libraries, as they will lie in the package.
   */
  private Path stage() throws IOException {
    Path distribution = project.resolve("target/afterimage");
    Path input = work.resolve("input");
    Files.createDirectories(input);
    for (Path jar : list(distribution.resolve("lib"), "*.jar")) {
      Path copy = input.resolve(jar.getFileName().toString());
      Files.copy(jar, copy);
      if (jar.getFileName().toString().startsWith("onnxruntime")) {
        extractNatives(copy, input.resolve("native"));
      }
    }
    for (String folder : List.of("models", "assets")) {
      if (Files.isDirectory(distribution.resolve(folder))) {
        copy(distribution.resolve(folder), input.resolve(folder));
      }
    }
    Files.copy(project.resolve("LICENSE"), input.resolve("LICENSE"));
    return input;
  }

  /**
   * Moves the libraries of this system out of the jar and drops those of the others: the package is
   * smaller, and a start need not unpack them to a temporary folder.
   */
  private static void extractNatives(Path jar, Path target) throws IOException {
    Files.createDirectories(target);
    try (var zip = FileSystems.newFileSystem(jar, Map.<String, Object>of())) {
      Path natives = zip.getPath("ai/onnxruntime/native");
      for (Path library : list(natives.resolve(ortPlatform()), "*")) {
        if (!library.toString().endsWith(".dbg")) {
          Files.copy(library, target.resolve(library.getFileName().toString()));
        }
      }
      delete(natives);
    }
  }

  private static String ortPlatform() {
    String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
    return switch (os()) {
      case "linux" -> "linux-" + arch;
      case "macos" -> "osx-" + arch;
      default -> "win-" + arch;
    };
  }

  /**
   * A runtime with the modules of {@code jpackage/modules.list}. Without {@code
   * --generate-cds-archive} such a runtime parses every JDK class anew at each start: that made the
   * app image start slower than the JDK.
   */
  private Path link() throws IOException {
    Path runtime = work.resolve("runtime");
    run(
        "jlink",
        List.of(
            "--module-path",
            project.resolve("target/afterimage/lib/javafx").toString(),
            "--add-modules",
            String.join(",", Files.readAllLines(project.resolve("jpackage/modules.list"))),
            "--strip-debug",
            "--no-man-pages",
            "--no-header-files",
            "--generate-cds-archive",
            "--output",
            runtime.toString()));
    return runtime;
  }

  /**
   * Deletes {@code java}, {@code keytool} and the like, last: making the archives needs them, so
   * jlink's own {@code --strip-native-commands} cannot be used.
   */
  private static void dropCommands(Path image) throws IOException {
    Path bin =
        image.resolve(
            switch (os()) {
              case "linux" -> "lib/runtime/bin";
              case "macos" -> "Contents/runtime/Contents/Home/bin";
              default -> "runtime/bin";
            });
    for (Path file : list(bin, os().equals("windows") ? "*.exe" : "*")) {
      Files.delete(file);
    }
  }

  private Path image(Path input, Path runtime) throws IOException {
    List<String> arguments = new ArrayList<>(shared());
    arguments.addAll(List.of("--type", "app-image", "--dest", out.toString()));
    arguments.addAll(List.of("--input", input.toString(), "--runtime-image", runtime.toString()));
    arguments.addAll(List.of("--main-jar", "afterimage-" + version + ".jar"));
    if (os().equals("linux")) {
      Path share = work.resolve("share");
      copy(project.resolve("installer/linux/share"), share);
      Files.copy(project.resolve("assets/icon/afterimage.svg"), share.resolve("afterimage.svg"));
      Files.copy(
          project.resolve("installer/linux/afterimage.png"), share.resolve("afterimage.png"));
      arguments.addAll(List.of("--app-content", share.toString()));
    }
    if (os().equals("windows")) {
      // A windowed program has no console there: the command line gets a launcher of its own.
      arguments.addAll(
          List.of(
              "--add-launcher",
              "afterimage-cli=" + project.resolve("installer/windows/cli.properties")));
    }
    run("jpackage", arguments);
    return out.resolve(os().equals("macos") ? "afterimage.app" : "afterimage");
  }

  /**
   * Records what a start loads (JEP 514), by one start of the packaged program, so that later ones
   * need not do it again.
   */
  private void primeStart(Path image) throws IOException, InterruptedException {
    Path app =
        image.resolve(
            os().equals("macos") ? "Contents/app" : os().equals("linux") ? "lib/app" : "app");
    ProcessBuilder start = new ProcessBuilder(launcher(image).toString());
    Path home = work.resolve("home");
    start
        .environment()
        .put(
            "JAVA_TOOL_OPTIONS",
            "-XX:AOTCacheOutput="
                + app.resolve("start.aot")
                + " -Dafterimage.home="
                + home
                + " -Dafterimage.exit.after.start=true -Dglass.platform=Headless -Dprism.order=sw");
    start.redirectErrorStream(true).redirectOutput(work.resolve("prime.log").toFile());
    int status = start.start().waitFor();
    if (status != 0 || !Files.exists(app.resolve("start.aot"))) {
      throw new IOException("the packaged program did not start, see " + work.resolve("prime.log"));
    }
    // Only now: a start that makes the cache must not be told to use it.
    String options =
        "java-options=-XX:AOTCache=$APPDIR/start.aot\njava-options=-Xlog:aot=off\njava-options=-Xlog:cds=off\n";
    for (Path config : list(app, "*.cfg")) {
      Files.writeString(
          config, Files.readString(config).replace("[JavaOptions]\n", "[JavaOptions]\n" + options));
    }
  }

  private static Path launcher(Path image) {
    return switch (os()) {
      case "linux" -> image.resolve("bin/afterimage");
      case "macos" -> image.resolve("Contents/MacOS/afterimage");
      default -> image.resolve("afterimage.exe");
    };
  }

  private void jpackage(String type, Path image) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--type", type, "--dest", out.toString()));
    arguments.addAll(List.of("--app-image", image.toString(), "--app-version", version));
    arguments.addAll(List.of("--name", "afterimage", "--vendor", "Afterimage contributors"));
    arguments.addAll(
        List.of(
            "--description", "Refine pictures with a latent-diffusion model on your own machine"));
    arguments.addAll(List.of("--license-file", project.resolve("LICENSE").toString()));
    arguments.addAll(
        List.of("--resource-dir", project.resolve("installer").resolve(os()).toString()));
    arguments.add("@" + project.resolve("jpackage").resolve(os() + ".args"));
    run("jpackage", arguments);
  }

  private List<String> shared() {
    Path icon =
        project
            .resolve("installer")
            .resolve(os())
            .resolve(
                switch (os()) {
                  case "linux" -> "afterimage.png";
                  case "macos" -> "afterimage.icns";
                  default -> "afterimage.ico";
                });
    return List.of(
        "@" + project.resolve("jpackage/common.args"),
        "--app-version",
        version,
        "--icon",
        icon.toString());
  }

  private static List<String> types() {
    return switch (os()) {
      case "macos" -> List.of("dmg");
      case "windows" -> List.of("msi");
      default -> Stream.of("deb", "rpm").filter(Installer::hasTools).toList();
    };
  }

  private static boolean hasTools(String type) {
    String tool = type.equals("deb") ? "dpkg-deb" : "rpmbuild";
    boolean found =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    if (!found) {
      System.err.println("no ." + type + ": " + tool + " is not installed");
    }
    return found;
  }

  private static String os() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? "macos" : name.contains("win") ? "windows" : "linux";
  }

  private static void run(String tool, List<String> arguments) {
    int status =
        ToolProvider.findFirst(tool)
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IllegalStateException(tool + " failed");
    }
  }

  private static List<Path> list(Path folder, String glob) throws IOException {
    try (var entries = Files.newDirectoryStream(folder, glob)) {
      List<Path> files = new ArrayList<>();
      entries.forEach(files::add);
      return files;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path source : (Iterable<Path>) walk::iterator) {
        Path target = to.resolve(from.relativize(source).toString());
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(root)) {
      walk.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
