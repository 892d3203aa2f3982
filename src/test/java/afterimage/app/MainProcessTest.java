package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ShortProcess;
import ai.onnxruntime.OrtEnvironment;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: what only shows from outside. */
class MainProcessTest {
  private static final Path BUILT_IN = Path.of("models/afterimage-mini");

  /** Loads slowly, but has attention. */
  private static final Path TINY = Path.of("src/test/resources/reference/onnx/tiny_refiner");

  /** Leaves most of a limit to ONNX Runtime. */
  private static final String FRUGAL = "-Xmx200m";

  @TempDir Path folder;

  @Test
  void refine_withoutDisplayAndJavaFx_works() throws Exception {
    Path output = folder.resolve("new.png");

    Process process =
        start(
            "refine", picture().toString(), "-o", output.toString(), "--steps", "8", "-m", model());
    String messages = read(process.getErrorStream());

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(messages).doesNotContain("Failed", "WARNING", "\tat ");
    assertThat(process.exitValue()).isZero();
    assertThat(output).isNotEmptyFile();
  }

  @Test
  void refine_asExitCodes_leaveTheProcess() throws Exception {
    Process usage = start("refine", "a.png");
    Process failed = start("refine", "none.png", "-o", folder.resolve("x.png").toString());

    assertThat(usage.waitFor()).isEqualTo(2);
    assertThat(failed.waitFor()).isEqualTo(1);
  }

  /** The commands' own texts are in English only, so what comes from below must be as well. */
  @Test
  void refine_onAGermanSystem_speaksEnglish() throws Exception {
    String output = folder.resolve("x.png").toString();
    ProcessBuilder german =
        builder(
            "refine", picture().toString(), "-o", output, "-m", model(), "--device", "directml");
    german.command().addAll(1, List.of("-Duser.language=de", "-Duser.country=DE"));

    Process process = german.start();

    assertThat(read(process.getErrorStream()))
        .contains(
            "Failed: The device directml cannot be used: not part of this build of ONNX Runtime."
                + " Choose another device, or let Afterimage choose (auto). The option is --device"
                + " auto; 'afterimage doctor' lists the devices.");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void refine_killed_stopsAndLeavesNoFile() throws Exception {
    Path output = Files.createDirectory(folder.resolve("out"));

    Process process =
        start(
            "refine",
            // Large enough to be at work when the first line comes, after some seconds.
            largePicture().toString(),
            "-o",
            output.resolve("new.png").toString(),
            "--steps",
            "1000",
            "--strength",
            "1",
            "-m",
            model());
    try (BufferedReader messages = process.errorReader()) {
      lineWith("step", messages);
      // Process.destroy would close the stream of messages, too.
      assertThat(process.toHandle().destroy()).isTrue();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      lineWith("Stopped.", messages);
    }
    assertThat(process.exitValue()).isNotZero();
    try (Stream<Path> left = Files.list(output)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void doctor_librariesOfTheUser_areUsed() throws Exception {
    Path libraries = Files.createDirectory(folder.resolve("own"));
    URI jar = OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    try (FileSystem inside = FileSystems.newFileSystem(Path.of(jar))) {
      String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
      for (String library : List.of("libonnxruntime.so", "libonnxruntime4j_jni.so")) {
        Path source = inside.getPath("ai/onnxruntime/native/linux-" + arch, library);
        Files.copy(source, libraries.resolve(library));
      }
    }

    assertThat(doctorWith(libraries)).contains("libraries from " + libraries);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void doctor_librariesThatCannotLoad_saysWhyAndUsesTheBuiltIn() throws Exception {
    Path libraries = Files.createDirectory(folder.resolve("own"));

    assertThat(doctorWith(folder.resolve("none"))).contains("the folder does not exist");
    assertThat(doctorWith(libraries)).contains("libonnxruntime.so is missing");

    Files.writeString(libraries.resolve("libonnxruntime.so"), "text");
    Files.writeString(libraries.resolve("libonnxruntime4j_jni.so"), "text");
    assertThat(doctorWith(libraries)).contains("libonnxruntime.so cannot be loaded");
  }

  @Test
  void models_damagedSettings_saysSoInOneLineAndLeavesThem() throws Exception {
    Path config = Files.createDirectories(folder.resolve("config"));
    Path settings = config.resolve("settings.json");
    Files.writeString(settings, "{ prec");

    Process process = start("models");
    String messages = read(process.getErrorStream());

    assertThat(process.waitFor()).isZero();
    assertThat(messages.lines().filter(line -> line.contains("settings.json"))).hasSize(1);
    assertThat(messages).doesNotContain("\tat ");
    assertThat(settings).hasContent("{ prec");
    assertThat(config.toFile().list()).containsExactly("settings.json");
  }

  /**
   * Attention over the 10000 pixels' latents takes more than the gigabyte that the shell allows.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void refine_moreThanTheMemoryAllowed_saysSoAndTheRestGoesOn() throws Exception {
    Path wide = folder.resolve("wide.png");
    ImageIO.write(new BufferedImage(10_000, 10, BufferedImage.TYPE_INT_RGB), "png", wide.toFile());
    Path output = folder.resolve("out");
    ProcessBuilder direct =
        builder(
            "refine",
            wide.toString(),
            picture().toString(),
            "-o",
            output.toString(),
            "-m",
            TINY.toAbsolutePath().toString());
    direct.command().add(1, FRUGAL);

    Process process = limited(direct, 1_000_000).start();
    String messages = read(process.getErrorStream());

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(messages).contains("not enough memory").doesNotContain("\tat ");
    assertThat(output.resolve("in.png")).isNotEmptyFile();
    assertThat(output.resolve("wide.png")).doesNotExist();
  }

  /**
   * Whole, the picture takes more than the gigabyte that the shell allows; in tiles it does not.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void refine_wholePictureDoesNotFit_isRefinedInTilesAndSaysSo() throws Exception {
    Path large = folder.resolve("large.png");
    ImageIO.write(new BufferedImage(2048, 1536, BufferedImage.TYPE_INT_RGB), "png", large.toFile());
    Path output = folder.resolve("out.png");
    ProcessBuilder direct =
        builder(
            "refine",
            large.toString(),
            "-o",
            output.toString(),
            "--steps",
            "2",
            "--strength",
            "50%",
            "--tile",
            "off",
            "-m",
            model());
    direct.command().add(1, FRUGAL);

    Process process = limited(direct, 1_000_000).start();
    String messages = read(process.getErrorStream());

    assertThat(process.waitFor()).as(messages).isZero();
    assertThat(messages)
        .contains(
            "Note: There is not enough memory",
            "Trying again with less memory: tiles of 512 pixels")
        .doesNotContain("\tat ");
    assertThat(output).isNotEmptyFile();
  }

  /** Lets a program have that many kilobytes. */
  private static ProcessBuilder limited(ProcessBuilder program, int kilobytes) {
    List<String> limited =
        new ArrayList<>(List.of("sh", "-c", "ulimit -S -d %d; exec \"$@\"".formatted(kilobytes)));
    limited.add("sh");
    limited.addAll(program.command());
    return program.command(limited);
  }

  private String doctorWith(Path libraries) throws IOException, InterruptedException {
    Path settings = Files.createDirectories(folder.resolve("config")).resolve("settings.json");
    Files.writeString(settings, "{\"nativePath\": \"" + libraries + "\"}");
    Process process = start("doctor");
    String output = read(process.getInputStream());
    assertThat(read(process.getErrorStream())).doesNotContain("\tat ");
    assertThat(process.waitFor()).isZero();
    assertThat(output).containsPattern("cpu +yes");
    return output;
  }

  private static void lineWith(String text, BufferedReader messages) throws IOException {
    String line;
    do {
      line = messages.readLine();
      assertThat(line).as("a line with '" + text + "'").isNotNull();
    } while (!line.contains(text));
  }

  private Path largePicture() throws IOException {
    Path file = folder.resolve("large.png");
    ImageIO.write(new BufferedImage(512, 512, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    return file;
  }

  private Path picture() throws IOException {
    try (InputStream in = MainProcessTest.class.getResourceAsStream("/image/rgb.png")) {
      assertThat(in).isNotNull();
      Path file = folder.resolve("in.png");
      Files.write(file, in.readAllBytes());
      return file;
    }
  }

  private static String model() {
    return BUILT_IN.toAbsolutePath().toString();
  }

  private Process start(String... arguments) throws IOException {
    return builder(arguments).start();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(ShortProcess.OPTIONS);
    command.addAll(
        List.of("-Dafterimage.home=" + folder, "-cp", classPath(), "afterimage.app.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("DISPLAY");
    builder.environment().remove("WAYLAND_DISPLAY");
    return builder;
  }

  /** The tests' own class path, without JavaFX, which the command line must do without. */
  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("javafx"))
        .reduce((left, right) -> left + File.pathSeparator + right)
        .orElseThrow();
  }

  private static String read(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
