package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.Faults;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures come from the standard input and go to the standard output; lists name files. */
class PipesTest {
  private static final Path PHOTO = Faults.file("31/p.png");
  private static final String MODEL = "models/afterimage-mini";

  @TempDir private Path folder;
  private final CommandLineRuns runs = new CommandLineRuns(List.of(Path.of("target/no-models")));
  private byte[] photo = {};

  @BeforeEach
  void readPhoto() throws IOException {
    photo = Files.readAllBytes(PHOTO);
  }

  /** Unchanged, which is quick. */
  private int refine(Object... arguments) {
    return runs.run(
        Stream.concat(Stream.of("refine", "-m", MODEL, "-s", "0"), Stream.of(arguments)).toArray());
  }

  private static void assertSame(Picture one, Picture other) {
    assertThat(argb(one)).isEqualTo(argb(other));
  }

  private static int[] argb(Picture picture) {
    int[] argb = new int[picture.width() * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      picture.argbRow(y, argb, y * picture.width());
    }
    return argb;
  }

  private Path written(String name) throws PictureException {
    Path file = folder.resolve(name);
    PictureWriter.write(
        PictureReader.read(PHOTO).picture(), file, WriteOptions.DEFAULT, PictureMetadata.NONE);
    return file;
  }

  @Test
  void refine_fromInputToOutput_writesThePictureAndNothingElse() throws Exception {
    int code = runs.reading(photo).run("refine", "-", "-o", "-", "-m", MODEL, "--steps", "8");

    assertThat(code).as(runs.err()).isZero();
    assertThat(runs.out()).isEmpty();
    assertThat(runs.err()).contains("- -> -");
    Picture refined = PictureReader.read(runs.bytes(), "it").picture();
    assertThat(refined.width()).isEqualTo(PictureReader.read(PHOTO).picture().width());
    assertThat(new String(runs.bytes(), StandardCharsets.ISO_8859_1)).startsWith("\u0089PNG");
  }

  @ParameterizedTest
  @CsvSource({
    "x.png, '', PNG",
    "x.jpg, '', JFIF",
    "x.webp, '', WEBP",
    "x.png, jpg, JFIF",
    "x.jpg, tiff, MM"
  })
  void refine_toOutput_hasTheOptionsFormatOrElseTheSources(String name, String format, String mark)
      throws Exception {
    Path source = written(name);
    Object[] chosen = format.isEmpty() ? new Object[0] : new Object[] {"--format", format};
    Object[] fromFile = Stream.concat(Stream.of(source, "-o", "-"), Stream.of(chosen)).toArray();
    Object[] fromInput = Stream.concat(Stream.of("-", "-o", "-"), Stream.of(chosen)).toArray();

    assertThat(refine(fromFile)).as(runs.err()).isZero();
    byte[] bytes = runs.bytes();
    runs.reading(Files.readAllBytes(source));
    assertThat(refine(fromInput)).as(runs.err()).isZero();

    assertThat(new String(Arrays.copyOf(bytes, 16), StandardCharsets.ISO_8859_1)).contains(mark);
    assertSame(
        PictureReader.read(runs.bytes(), "a").picture(), PictureReader.read(bytes, "b").picture());
  }

  @Test
  void refine_fromInputIntoAFolder_isNamedAfterIt() throws Exception {
    Path results = Files.createDirectory(folder.resolve("results"));

    runs.reading(Files.readAllBytes(written("x.jpg")));
    assertThat(refine("-", "-o", results)).as(runs.err()).isZero();

    assertThat(results.resolve("stdin.jpg")).isNotEmptyFile();
  }

  @Test
  void refine_toOutputWithJson_tellsOnTheOtherStream() {
    assertThat(refine(PHOTO, "-o", "-", "--json")).isZero();

    assertThat(runs.out()).isEmpty();
    assertThat(runs.err()).contains("\"output\":\"-\"");
    assertThat(runs.bytes()).isNotEmpty();
  }

  @Test
  void refine_emptyInput_saysSo() {
    assertThat(refine("-", "-o", folder.resolve("x.png"))).isEqualTo(ExitCode.FAILED);

    assertThat(runs.err()).contains("The standard input is empty.");
  }

  @Test
  void refine_inputThatIsNoPicture_namesIt() {
    runs.reading("hello".getBytes(StandardCharsets.UTF_8));

    assertThat(refine("-", "-o", folder.resolve("x.png"))).isEqualTo(ExitCode.FAILED);

    assertThat(runs.err()).contains("The standard input");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refine_closedPipe_failsSayingSo() {
    runs.writing(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        });

    assertThat(refine(PHOTO, "-o", "-")).isEqualTo(ExitCode.FAILED);

    assertThat(runs.err()).contains("The standard output cannot be written: Broken pipe.");
  }

  @Test
  void refine_severalToOutput_isBadUsage() throws Exception {
    assertThat(refine(PHOTO, PHOTO, "-o", "-")).isEqualTo(ExitCode.USAGE);
    assertThat(runs.err()).contains("takes one picture");
    assertThat(refine(folder, "-o", "-")).isEqualTo(ExitCode.USAGE);
    assertThat(refine("-", "-", "-o", folder)).isEqualTo(ExitCode.USAGE);
    assertThat(refine("-", "--files-from", "-", "-o", folder)).isEqualTo(ExitCode.USAGE);
    assertThat(runs.err()).contains("only once");
    assertThat(refine("-o", folder)).isEqualTo(ExitCode.USAGE);
    assertThat(runs.err()).contains("Missing required parameter: 'IN'");
    assertThat(runs.watched().run("refine", PHOTO, "-m", MODEL, "-o", "-"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(runs.err()).contains("terminal");
  }

  @Test
  void refine_listOfFiles_refinesWhatItNames() throws Exception {
    Path one = written("one.png");
    Path two = written("größe 家族.png");
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "\ufeff" + one + "\r\n\r\n" + two);
    Path results = folder.resolve("results");

    assertThat(refine("--files-from", list, "-o", results)).as(runs.err()).isZero();

    assertThat(results.resolve("one.png")).exists();
    assertThat(results.resolve("größe 家族.png")).exists();
  }

  @Test
  void refine_listFromInputWithNul_takesNamesWithLineBreaks() throws Exception {
    Path odd = written("a\nb.png");
    Path one = written("one.png");
    runs.reading((odd + "\0" + one + "\0").getBytes(StandardCharsets.UTF_8));

    assertThat(refine("--files-from", "-", "-0", "-o", folder.resolve("r")))
        .as(runs.err())
        .isZero();

    assertThat(folder.resolve("r").resolve("a\nb.png")).exists();
    assertThat(folder.resolve("r/one.png")).exists();
  }

  @Test
  void refine_listOfOne_goesIntoTheFolderAllTheSame() throws Exception {
    runs.reading(written("one.png").toString().getBytes(StandardCharsets.UTF_8));

    assertThat(refine("--files-from", "-", "-o", folder.resolve("r"))).as(runs.err()).isZero();

    assertThat(folder.resolve("r/one.png")).exists();
  }

  @Test
  void refine_listWithMissingFiles_refinesTheOthers() throws Exception {
    runs.reading(("none.png\n" + written("one.png")).getBytes(StandardCharsets.UTF_8));

    assertThat(refine("--files-from", "-", "-o", folder.resolve("r"))).isEqualTo(ExitCode.FAILED);

    assertThat(runs.err()).contains("none.png");
    assertThat(folder.resolve("r/one.png")).exists();
  }

  @Test
  void refine_emptyOrMissingList_saysSo() {
    assertThat(refine("--files-from", "-", "-o", folder.resolve("r"))).isZero();
    assertThat(runs.err()).contains("The list names no files.");

    assertThat(refine("--files-from", "none.txt", "-o", folder.resolve("r")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(runs.err()).contains("none.txt cannot be read: it does not exist");
  }

  @Test
  void generate_toOutput_writesThePicture() {
    int code =
        runs.run(
            "generate",
            "-m",
            "src/test/resources/reference/onnx/tiny_base",
            "-p",
            "cat",
            "-o",
            "-",
            "--size",
            "64x64",
            "--steps",
            "2",
            "--format",
            "webp");

    assertThat(code).as(runs.err()).isZero();
    assertThat(runs.out()).isEmpty();
    assertThat(new String(runs.bytes(), StandardCharsets.ISO_8859_1)).startsWith("RIFF");
    assertThat(
            runs.run(
                "generate",
                "-m",
                "src/test/resources/reference/onnx/tiny_base",
                "-p",
                "cat",
                "-o",
                "-",
                "--count",
                "2"))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void refine_fileWithADash_isAFile() throws Exception {
    // As a shell's * brings them, relative to where one is.
    List<Path> made =
        List.of(Path.of("-dash.png"), Path.of("--dash.png"), Path.of("-p.png"), Path.of("-0x.png"));
    try {
      for (Path file : made) {
        Files.write(file, photo);
      }
      Path results = folder.resolve("r");

      int code = refine(Stream.concat(made.stream(), Stream.of("-o", results)).toArray());

      assertThat(code).as(runs.err()).isZero();
      for (Path file : made) {
        assertThat(results.resolve(file)).exists();
      }
    } finally {
      for (Path file : made) {
        Files.deleteIfExists(file);
      }
    }
  }
}
