package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.image.PictureReader;
import afterimage.image.likeness.Similarity;
import afterimage.onnx.device.DriverFaults;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line on WebGPU, in a process of its own. */
@Tag("webgpu")
class WebGpuProcessTest {
  private static final String UNUSABLE = "The device webgpu cannot be used";

  /** Settings and what is known of devices, which are tried once. */
  @TempDir private static Path home;

  @TempDir private Path folder;

  @AfterEach
  void mendTheDriver() {
    if (DriverFaults.canBeMade()) {
      DriverFaults.mend();
    }
  }

  /** ONNX Runtime must not end before its run does, which would crash the process. */
  @Test
  void refine_killedWhileTheDeviceRuns_stopsAndLeavesNoFile() throws Exception {
    Path output = Files.createDirectory(folder.resolve("out"));
    Process process =
        refine("webgpu", output.resolve("new.png"), "--strength", "1", "--steps", "1000");
    List<String> lines = new ArrayList<>();
    try (BufferedReader messages = process.errorReader()) {
      String line = messages.readLine();
      while (line != null && !line.contains("step")) {
        lines.add(line);
        line = messages.readLine();
      }
      assumeFalse(String.join(" ", lines).contains(UNUSABLE), "no WebGPU here");
      // Process.destroy would close the stream of messages, too.
      assertThat(process.toHandle().destroy()).isTrue();
      lines.addAll(messages.lines().toList());
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(lines).last().isEqualTo("Stopped.");
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("hs_err"))
          .noneMatch(name -> name.equals("new.png"));
    }
  }

  @Test
  void refine_builtInModel_makesTheProcessorsPicture() throws Exception {
    Path onDevice = folder.resolve("device.png");
    Path onProcessor = folder.resolve("processor.png");

    Process process = refine("webgpu", onDevice, "--seed", "7");
    String told = read(process.getErrorStream());
    process.waitFor();
    assumeFalse(told.contains(UNUSABLE), "no WebGPU here");
    Process other = refine("cpu", onProcessor, "--seed", "7");
    read(other.getErrorStream());

    assertThat(other.waitFor()).isZero();
    assertThat(process.exitValue()).as(told).isZero();
    assertThat(
            Similarity.psnr(
                PictureReader.read(onDevice).picture(), PictureReader.read(onProcessor).picture()))
        .isGreaterThan(50);
  }

  @Test
  void refine_deviceLostInMidRun_triesAgainThenFinishesOnTheProcessor() throws Exception {
    String told = refineWhile(DriverFaults::loseDevice);

    assertThat(told)
        .contains("stopped while it ran the model's unet", "Trying again", "one part of the model")
        .contains("on the processor");
  }

  @Test
  void refine_noMemoryOnTheDevice_triesWithLessThenFinishesOnTheProcessor() throws Exception {
    String told = refineWhile(() -> DriverFaults.limitAllocations(0));

    assertThat(told)
        .contains("not enough memory for the model's", "Trying again with less memory: ")
        .contains("on the processor");
  }

  /** Runs until the first step, lets something happen, and requires that the picture is made. */
  private String refineWhile(DriverFaults.Fault fault) throws Exception {
    assumeTrue(DriverFaults.canBeMade(), "no driver that fails when told: no C compiler here");
    Path output = folder.resolve("new.png");
    Process process = refine("webgpu", output, "--strength", "1", "--steps", "400");
    List<String> lines = new ArrayList<>();
    try (BufferedReader messages = process.errorReader()) {
      String line = messages.readLine();
      while (line != null && !line.contains("step")) {
        lines.add(line);
        line = messages.readLine();
      }
      assumeFalse(String.join(" ", lines).contains(UNUSABLE), "no WebGPU here");
      fault.happen();
      lines.addAll(messages.lines().toList());
    }
    String told = String.join("\n", lines);
    assertThat(process.waitFor()).as(told).isZero();
    assertThat(PictureReader.read(output).picture().width()).isPositive();
    return told;
  }

  @Test
  void refine_noDriver_saysWhatIsMissingAndAutoGoesOn() throws Exception {
    Path output = folder.resolve("new.png");
    Map<String, String> none = Map.of("VK_DRIVER_FILES", folder.resolve("none.json").toString());

    Process named = refine(none, "webgpu", output);
    String told = read(named.getErrorStream());
    assumeFalse(told.contains("not part of this build"), "no WebGPU here");
    assertThat(named.waitFor()).as(told).isNotZero();
    assertThat(told).contains(UNUSABLE);
    assertThat(output).doesNotExist();

    Process automatic = refine(none, "auto", output);
    told = read(automatic.getErrorStream());
    assertThat(automatic.waitFor()).as(told).isZero();
    assertThat(output).exists();
  }

  private Process refine(String device, Path output, String... options) throws Exception {
    return refine(Map.of(), device, output, options);
  }

  private Process refine(
      Map<String, String> environment, String device, Path output, String... options)
      throws Exception {
    Path picture = folder.resolve("in.png");
    try (InputStream in = WebGpuProcessTest.class.getResourceAsStream("/image/rgb.png")) {
      assertThat(in).isNotNull();
      Files.write(picture, in.readAllBytes());
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.add("-Dafterimage.natives=" + System.getProperty("afterimage.natives", ""));
    command.addAll(List.of("-Dafterimage.home=" + home, "-cp", classPath(), "afterimage.app.Main"));
    command.addAll(List.of("refine", picture.toString(), "-o", output.toString()));
    command.addAll(List.of("-m", Path.of("models/afterimage-mini").toAbsolutePath().toString()));
    command.addAll(List.of("--device", device));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Without JavaFX, which the command line must do without. */
  private static String classPath() {
    return Arrays.stream(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("javafx"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String read(InputStream stream) throws Exception {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
