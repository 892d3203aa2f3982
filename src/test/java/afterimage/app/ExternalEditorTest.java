package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ShortProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code afterimage edit FILE} as GIMP, digiKam and others call it: with an absolute path, waiting
 * for the process to end, then looking at the file and the exit code. With a real window where Xvfb
 * and xdotool are installed.
 */
class ExternalEditorTest {
  private static final Path MODELS =
      Path.of(System.getProperty("afterimage.models")).toAbsolutePath();
  private static final long PATIENCE_SECONDS = 240;

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();
  private String display = "";

  @AfterEach
  void end() throws Exception {
    for (Process process : started.reversed()) {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private Path photo(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (var in = ExternalEditorTest.class.getResourceAsStream("/image/rgb.png")) {
      assertThat(in).isNotNull();
      Files.copy(in, file);
    }
    return file;
  }

  private Process program(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--module-path",
            System.getProperty("jdk.module.path"),
            "--add-modules",
            "javafx.controls",
            "--enable-native-access=ALL-UNNAMED,javafx.graphics",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dprism.order=sw",
            "-Dafterimage.models=" + MODELS.resolve("afterimage-mini"),
            "-Dafterimage.home=" + folder.resolve("home")));
    command.addAll(ShortProcess.OPTIONS);
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "afterimage.app.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(words()));
    if (!display.isEmpty()) {
      builder.environment().put("DISPLAY", display);
    }
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private File words() {
    return folder.resolve("words.txt").toFile();
  }

  private static int code(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void edit_closedWithoutSaving_endsWithOneAndLeavesTheFile() throws Exception {
    Path photo = photo("photo.png");
    byte[] before = Files.readAllBytes(photo);

    Process window =
        program(
            List.of("-Dglass.platform=Headless", "-Dafterimage.exit.after.start=true"),
            "edit",
            photo.toString());

    assertThat(code(window)).isEqualTo(1);
    assertThat(photo).hasBinaryContent(before);
    assertThat(folder.resolve("home/state/session")).doesNotExist();
    assertThat(folder.resolve("home/config")).doesNotExist();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void edit_whatCannotBeEdited_endsWithTwoAndSaysWhy() throws Exception {
    Path readOnly = photo("read-only.png");
    Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r--r--r--"));
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");

    assertThat(code(program(List.of(), "edit", folder.resolve("none.png").toString())))
        .isEqualTo(2);
    assertThat(code(program(List.of(), "edit", text.toString()))).isEqualTo(2);
    assertThat(code(program(List.of(), "edit", readOnly.toString()))).isEqualTo(2);
    assertThat(code(program(List.of(), "edit"))).isEqualTo(2);

    assertThat(Files.readString(words().toPath()))
        .contains("none.png", "text.png", "read-only.png is read-only", "'FILE'")
        .doesNotContain("\tat ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void edit_besideARunningStudio_savesAndLeavesThatStudioAlone() throws Exception {
    openDisplay();
    Process studio = program(List.of(), photo("open/other.png").toString());
    windowOf("Afterimage");
    Path session = folder.resolve("home/state/session/session.json");
    await(() -> Files.exists(session) && Files.readString(session).contains("other.png"));
    Path photo = photo("pictures/my photo.png");
    byte[] before = Files.readAllBytes(photo);

    Process window = program(List.of(), "edit", photo.toString());
    String id = windowOf("my photo.png");
    command("xdotool", "windowfocus", id);
    await(
        () -> {
          // Before there is a result, saving only says so.
          command("xdotool", "key", "ctrl+Return");
          window.waitFor(5, TimeUnit.SECONDS);
          command("xdotool", "key", "ctrl+s");
          return window.waitFor(3, TimeUnit.SECONDS);
        });

    assertThat(code(window)).isZero();
    assertThat(Files.readAllBytes(photo)).isNotEqualTo(before).startsWith(0x89, 'P', 'N', 'G');
    try (Stream<Path> originals = Files.list(folder.resolve("home/state/originals"))) {
      assertThat(originals).singleElement().satisfies(o -> assertThat(o).hasBinaryContent(before));
    }
    assertThat(studio.isAlive()).isTrue();
    assertThat(Files.readString(session)).doesNotContain("my photo");
    try (Stream<Path> pictures = Files.list(photo.getParent())) {
      assertThat(pictures).containsExactly(photo);
    }
  }

  private void openDisplay() throws Exception {
    Assumptions.assumeTrue(isThere("Xvfb") && isThere("xdotool"), "needs Xvfb and xdotool");
    Process server =
        new ProcessBuilder(
                "Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    started.add(server);
    BufferedReader reader = server.inputReader(StandardCharsets.US_ASCII);
    display = ":" + reader.readLine();
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  private String windowOf(String title) throws Exception {
    String[] found = {""};
    await(
        () -> {
          String ids = command("xdotool", "search", "--onlyvisible", "--name", title).strip();
          found[0] = ids.lines().findFirst().orElse("");
          return !ids.isEmpty();
        });
    return found[0];
  }

  private String command(String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("DISPLAY", display);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return process.exitValue() == 0 ? said : "";
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(() -> String.valueOf(words())).isLessThan(end);
      Thread.sleep(200);
    }
  }
}
