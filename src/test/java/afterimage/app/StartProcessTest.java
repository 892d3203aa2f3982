package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ShortProcess;
import afterimage.image.PictureReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as a process of its own, started by hand, where its surroundings are not what they
 * should be.
 */
@EnabledOnOs(OS.LINUX)
class StartProcessTest {
  private static final String MODEL = Path.of("models/afterimage-mini").toAbsolutePath().toString();

  /** Never set here, so that an unset and a plain locale are the same. */
  private static final List<String> LOCALE = List.of("LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE");

  @TempDir Path folder;
  private Path temporary;

  @BeforeEach
  void makeFolders() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  @Test
  void refine_inThePlainCLocale_readsWritesAndUnderstandsEveryLetter() throws Exception {
    Assumptions.assumeTrue(
        "UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this test cannot name such files");
    Path pictures = Files.createDirectory(folder.resolve("Bilder für Ärzte"));
    picture(pictures.resolve("Ä 猫 😀.png"));
    for (String locale : List.of("C", "POSIX", "", "xx_XX.ISO-8859-1")) {
      Path output = folder.resolve("neu-" + locale.length());
      ProcessBuilder program =
          program(
              List.of(),
              "refine",
              pictures.toString(),
              "-o",
              output.toString(),
              "-m",
              MODEL,
              "-p",
              "ein Häuschen 家",
              "--name",
              "{name}-größer");
      if (!locale.isEmpty()) {
        program.environment().put("LC_ALL", locale);
      }

      String words = run(program, 0);

      Path refined = output.resolve("Ä 猫 😀-größer.png");
      assertThat(refined).as(words).isNotEmptyFile();
      assertThat(PictureReader.read(refined).metadata().toString() + words)
          .contains("ein Häuschen 家");
      assertThat(words).contains("Ä 猫 😀-größer.png");
    }
  }

  @Test
  void refine_temporaryFolderThatCannotBeUsed_takesAnotherAndLeavesNothing() throws Exception {
    Path closed = Files.writeString(folder.resolve("file"), "text");
    for (Path unusable : List.of(folder.resolve("missing"), closed)) {
      Path output = folder.resolve("new.png");
      Files.deleteIfExists(output);
      Path picture = picture(folder.resolve("photo.png"));

      String words =
          run(
              program(
                  List.of("-Djava.io.tmpdir=" + unusable),
                  "refine",
                  picture.toString(),
                  "-o",
                  output.toString(),
                  "-m",
                  MODEL),
              0);

      assertThat(words).doesNotContain("Exception", "\tat ");
      assertThat(output).isNotEmptyFile();
    }
    assertThat(folder.resolve("missing")).doesNotExist();
  }

  @Test
  void refine_killedInMidRun_leavesNothingAfterTheNextStart() throws Exception {
    Path picture = picture(folder.resolve("photo.png"));
    Process process =
        program(
                List.of(),
                "refine",
                picture.toString(),
                "-o",
                folder.resolve("new.png").toString(),
                "-m",
                MODEL,
                "--steps",
                "1000",
                "--strength",
                "1")
            .start();
    try (var messages = process.inputReader()) {
      String line;
      do {
        line = messages.readLine();
      } while (line != null && !line.contains("step"));
      assertThat(line).isNotNull();
      process.destroyForcibly();
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isNotEmpty();
    }

    run(program(List.of(), "--version"), 0);

    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void refine_withoutAHomeFolder_works() throws Exception {
    Path picture = picture(folder.resolve("photo.png"));
    for (String home :
        new String[] {null, "", "relative", folder.resolve("none/at/all").toString()}) {
      ProcessBuilder program =
          program(
              List.of(),
              "refine",
              picture.toString(),
              "-o",
              folder.resolve("new.png").toString(),
              "--overwrite",
              "-m",
              MODEL);
      if (home == null) {
        program.environment().remove("HOME");
      } else {
        program.environment().put("HOME", home);
      }

      assertThat(run(program, 0)).doesNotContain("Exception", "\tat ");
    }
  }

  @Test
  void refine_cacheThatCannotBeWritten_works() throws Exception {
    Path picture = picture(folder.resolve("photo.png"));
    Path home = Files.writeString(folder.resolve("home"), "no folder");
    String words =
        run(
            program(
                List.of("-Dafterimage.home=" + home),
                "refine",
                picture.toString(),
                "-o",
                folder.resolve("new.png").toString(),
                "-m",
                MODEL),
            0);

    assertThat(words).doesNotContain("Exception", "\tat ");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void unpackedLibraries_thatWereDamaged_areReplaced() throws Exception {
    Path picture = picture(folder.resolve("photo.png"));
    String[] refine = {
      "refine",
      picture.toString(),
      "-o",
      folder.resolve("new.png").toString(),
      "--overwrite",
      "-m",
      MODEL
    };
    run(program(List.of(), refine), 0);
    Path library;
    try (Stream<Path> cache = Files.walk(folder.resolve("own/cache"))) {
      library = cache.filter(file -> file.endsWith("libonnxruntime.so")).findFirst().orElseThrow();
    }
    long size = Files.size(library);
    Files.write(library, new byte[1000]);

    run(program(List.of(), refine), 0);

    assertThat(library).hasSize(size);
  }

  private static String run(ProcessBuilder program, int status) throws Exception {
    Process process = program.start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(words).isEqualTo(status);
    return words;
  }

  private ProcessBuilder program(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:-UsePerfData",
            "-Djava.io.tmpdir=" + temporary,
            "-Dafterimage.home=" + folder.resolve("own")));
    command.addAll(ShortProcess.OPTIONS);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), "afterimage.app.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
    program.environment().keySet().removeAll(LOCALE);
    return program;
  }

  private static String classPath() {
    return Stream.of(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("javafx"))
        .reduce((left, right) -> left + File.pathSeparator + right)
        .orElseThrow();
  }

  private static Path picture(Path file) throws IOException {
    try (var in = StartProcessTest.class.getResourceAsStream("/image/rgb.png")) {
      assertThat(in).isNotNull();
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
