package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ShortProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * README's "no telemetry": the program as a process of its own, without any help of a launcher,
 * under {@code strace}. It finds no machine, talks to none, and changes no file but its own.
 */
@EnabledOnOs(OS.LINUX)
class NothingLeavesTest {
  /** Set where this must not be skipped: in continuous integration. */
  private static final String REQUIRED = "AFTERIMAGE_REQUIRE_STRACE";

  private static final Path MODELS = Path.of("src/test/resources/reference/onnx").toAbsolutePath();

  @TempDir Path folder;

  @BeforeEach
  void watch() throws Exception {
    boolean possible = SystemCalls.canBeWatched();
    if (!possible && System.getenv().containsKey(REQUIRED)) {
      throw new AssertionError("strace is not here or not allowed");
    }
    Assumptions.assumeTrue(possible, "strace is not here or not allowed");
    Files.createDirectory(folder.resolve("tmp"));
  }

  @Test
  void refine_watched_contactsNobodyAndKeepsToItsFolders() throws Exception {
    Path picture = picture();

    assertNothingLeaves(
        commandLine(
            List.of(),
            "refine",
            picture.toString(),
            "-o",
            folder.resolve("out/new.webp").toString(),
            "--strength",
            "30%"));
    assertThat(folder.resolve("out/new.webp")).isNotEmptyFile();
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void models_listedAndWatched_contactsNobodyAndKeepsToItsFolders() throws Exception {
    assertNothingLeaves(commandLine(List.of(), "models"));
  }

  @Test
  void generate_watched_contactsNobodyAndKeepsToItsFolders() throws Exception {
    assertNothingLeaves(
        commandLine(
            List.of(),
            "generate",
            "-m",
            MODELS.resolve("tiny_base").toString(),
            "-p",
            "a fox",
            "--size",
            "64x64",
            "--steps",
            "4",
            "-o",
            folder.resolve("out/fox.png").toString()));
    assertThat(folder.resolve("out/fox.png")).isNotEmptyFile();
  }

  @Test
  void studio_startedWithAPictureAndWatched_contactsNobodyAndKeepsToItsFolders() throws Exception {
    assertNothingLeaves(
        java(
            List.of("-Dafterimage.exit.after.start=true"),
            "afterimage.app.Main",
            picture().toString()));
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void studio_sessionWatched_contactsNobodyAndKeepsToItsFolders() throws Exception {
    String cache = "-Djavafx.cachedir=" + folder.resolve(".cache/afterimage");

    assertNothingLeaves(java(List.of(cache), "afterimage.ui.StudioSession", output().toString()));
    assertThat(folder.resolve("out/saved.png")).isNotEmptyFile();
  }

  /** Only what docs/what-leaves.md names, and what the user asked for. */
  private void assertNothingLeaves(ProcessBuilder program) throws Exception {
    Path home = folder.toRealPath();
    List<Path> own = new ArrayList<>();
    for (String folders : List.of(".cache", ".config", ".local/share", ".local/state")) {
      own.add(Files.createDirectories(home.resolve(folders)).resolve("afterimage"));
    }
    // Otherwise it clears what earlier versions have left, also in /tmp.
    Files.createFile(
        Files.createDirectory(home.resolve(".local/state/afterimage"))
            .resolve(FormerTelemetry.DONE));
    own.add(home.resolve("tmp"));
    own.add(output());

    SystemCalls calls = SystemCalls.of(program, folder.resolve("calls"));

    assertThat(calls.contacts(own)).isEmpty();
    assertThat(calls.changesOutside(own)).isEmpty();
  }

  /** Where the user wants results. */
  private Path output() throws IOException {
    return Files.createDirectories(folder.toRealPath().resolve("out"));
  }

  private ProcessBuilder commandLine(List<String> options, String... arguments) {
    return java(options, "afterimage.app.Main", arguments);
  }

  private ProcessBuilder java(List<String> options, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=javafx.graphics,ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:-UsePerfData",
            "-Dglass.platform=Headless",
            "-Dprism.order=sw",
            "-Dtestfx.robot=glass",
            "-Djava.awt.headless=true",
            "--add-exports=javafx.graphics/com.sun.glass.ui=ALL-UNNAMED",
            "--add-exports=javafx.graphics/com.sun.javafx.application=ALL-UNNAMED",
            "--add-exports=javafx.graphics/com.sun.javafx.scene.input=ALL-UNNAMED",
            "--add-exports=javafx.graphics/com.sun.javafx.tk=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + folder.resolve("tmp"),
            "-Dafterimage.models=" + System.getProperty("afterimage.models"),
            "-Dafterimage.assets=" + System.getProperty("afterimage.assets"),
            "-Dafterimage.natives=" + System.getProperty("afterimage.natives", "")));
    command.addAll(ShortProcess.OPTIONS);
    command.addAll(options);
    command.addAll(List.of("--module-path", javaFx(), "--add-modules", "javafx.controls"));
    command.addAll(List.of("-cp", classPath(), main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    // ONNX Runtime keeps still where it takes itself to be in continuous integration.
    environment
        .keySet()
        .removeIf(
            name ->
                name.startsWith("XDG_")
                    || name.startsWith("ORT_")
                    || List.of("CI", "DISPLAY", "WAYLAND_DISPLAY", "TMPDIR").contains(name)
                    || name.startsWith("GITHUB_")
                    || name.startsWith("GITLAB_"));
    environment.put("HOME", folder.toString());
    return builder;
  }

  private static String javaFx() {
    return entries(true);
  }

  private static String classPath() {
    return entries(false);
  }

  private static String entries(boolean javaFx) {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            + File.pathSeparator
            + System.getProperty("jdk.module.path", "");
    return Stream.of(all.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty() && entry.contains("openjfx") == javaFx)
        .distinct()
        .reduce((left, right) -> left + File.pathSeparator + right)
        .orElse("");
  }

  private Path picture() throws Exception {
    Path picture = folder.resolve("photo.png");
    try (var in = NothingLeavesTest.class.getResourceAsStream("/image/rgb.png")) {
      assertThat(in).isNotNull();
      Files.copy(in, picture);
    }
    return picture;
  }
}
