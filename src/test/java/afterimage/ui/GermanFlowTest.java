package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ShortProcess;
import afterimage.settings.Language;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The studio in German, whatever says something in it. In a process of its own, since a program
 * keeps the language of its first sentence.
 */
class GermanFlowTest {
  @TempDir Path folder;

  /** The process under test: prints what the window says about a bad file and the hardware. */
  static final class GermanStudio {
    private GermanStudio() {}

    public static void main(String[] arguments) {
      int code = 1;
      try {
        Language.GERMAN.apply();
        look(Path.of(arguments[0]));
        code = 0;
      } catch (Exception | AssertionError e) {
        e.printStackTrace(System.out);
      }
      System.exit(code);
    }

    private static void look(Path folder) throws Exception {
      try (OpenStudio studio = OpenStudio.in(folder.resolve("home"))) {
        studio.drop(Dropped.files(Files.createFile(folder.resolve("empty.jpg"))));
        studio.await("the message", () -> !studio.messages().isEmpty());
        System.out.println(studio.messages());

        studio.activate("#settings");
        studio.await("the page", () -> studio.isVisible("#settings-page"));
        studio.activate("#settings-hardware");
        studio.await("the page", () -> studio.isVisible("#hardware-page"));
        System.out.println(
            studio.onFx(
                () ->
                    studio
                        .robot()
                        .lookup("#hardware-page .field-help")
                        .queryAllAs(Labeled.class)
                        .stream()
                        .map(Labeled::getText)
                        .collect(Collectors.joining("\n"))));
        System.out.flush();
      }
    }
  }

  @Test
  void german_whatEverythingBelowTheStudioSays_isGerman() throws Exception {
    Process process = start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("empty.jpg ist leer (0 Bytes).");
    assertThat(said).contains("Läuft; eine Sitzung ließ sich darauf öffnen.");
    assertThat(said).contains("In diesem Build von ONNX Runtime nicht enthalten.");
  }

  /** With the arguments of this process, which say where JavaFX is. */
  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(ShortProcess.OPTIONS);
    for (String property : Set.of("afterimage.models", "afterimage.assets", "testfx.robot")) {
      command.add("-D" + property + "=" + System.getProperty(property));
    }
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            GermanStudio.class.getName(),
            folder.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
