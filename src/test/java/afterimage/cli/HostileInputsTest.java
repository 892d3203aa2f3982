package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.catalog.ModelCatalog;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.DeviceCheck;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelPlacement;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineListener;
import afterimage.engine.TokenCount;
import afterimage.onnx.SharedEngine;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One bad model, picture or reader of results harms nothing but itself. */
class HostileInputsTest {
  private static final Path ATTACKS = Path.of("src/test/resources/attacks/18-models");
  private static final Path SOUND = Path.of("src/test/resources/reference/onnx/tiny_refiner");
  private static final Path CHECKPOINT =
      Path.of("src/test/resources/reference/sgm/tiny_refiner_sgm.safetensors").toAbsolutePath();

  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"models", "doctor"})
  void list_oneBadModelOfTwo_namesTheReasonAndShowsTheOther(String command) throws IOException {
    copy(SOUND, "a-vocab");
    copy(ATTACKS.resolve("vocab"), "a-vocab");
    copy(SOUND, "b-steps");
    copy(ATTACKS.resolve("steps"), "b-steps");
    copy(SOUND, "c-sound");
    Files.createDirectories(models().resolve("d-empty"));
    Files.createFile(models().resolve("d-empty/model_index.json"));

    assertThat(run(command)).as(err.toString()).isEqualTo(ExitCode.DONE);

    assertThat(out.toString())
        .contains("a-vocab  not usable: ", "vocab.json", "'zz'")
        .contains("b-steps  not usable: ", "num_train_timesteps", "100000")
        .contains("c-sound  c-sound")
        .contains("d-empty  not usable: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "doctor"})
  void list_damagedListOfAddedModels_isToldInOneSentence(String command) throws IOException {
    copy(SOUND, "m");
    Files.writeString(models().resolve("added.json"), "{\"models\":[");

    assertThat(run(command)).isEqualTo(ExitCode.DONE);

    assertThat(out.toString()).contains("m  m");
    assertThat(err.toString()).contains("Note: ", "added.json").doesNotContain("\tat ");
  }

  @Test
  void models_textsOfAModelThatActOnATerminal_areShownHarmlessly() throws IOException {
    Path model = copy(SOUND, "m");
    Files.writeString(
        model.resolve("afterimage.json"),
        """
        {"name": "x\\u001b]0;owned\\u0007", "description": "a\\nFailed: fake\\u009b2J",
         "license": "first\\nsecond\\u202e"}
        """);

    assertThat(run("models")).isZero();
    assertThat(out.toString())
        .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e", "\nFailed")
        .contains("  licence: first", "  licence: second");
    out.getBuffer().setLength(0);
    assertThat(run("models", "--json")).isZero();
    assertThat(
            new JsonMapper().readTree(out.toString()).get(0).path("info").path("name").asString())
        .startsWith("x");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refine_oneOfThreeMakesTheProgramThrow_isTheOnlyOneThatFails(boolean json)
      throws IOException {
    copy(SOUND, "m");
    Path photos = Files.createDirectories(home.resolve("photos"));
    for (String name : List.of("a.png", "b.png", "c.png")) {
      picture(photos.resolve(name));
    }

    int code =
        run(
            () -> new ThrowingEngine(engine(), 2),
            new PrintWriter(out),
            "refine",
            photos.toString(),
            "-o",
            home.resolve("out").toString(),
            json ? "--json" : "--strip",
            "--steps",
            "2",
            "-s",
            "0.5",
            "-m",
            models().resolve("m").toString());

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(home.resolve("out/a.png")).exists();
    assertThat(home.resolve("out/b.png")).doesNotExist();
    assertThat(home.resolve("out/c.png")).exists();
    assertThat(err.toString()).contains("b.png failed").contains("StackOverflowError");
    if (json) {
      List<JsonNode> lines = out.toString().lines().map(new JsonMapper()::readTree).toList();
      assertThat(lines)
          .extracting(line -> line.path("ok").asBoolean())
          .containsExactly(true, false, true);
      assertThat(lines.get(1).path("error").path("what").asString()).contains("b.png");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void refine_reportGoesToAFullDisk_endsWithAnError() throws IOException {
    copy(SOUND, "m");
    Path photos = Files.createDirectories(home.resolve("photos"));
    picture(photos.resolve("a.png"));
    picture(photos.resolve("b.png"));

    try (Writer full = Files.newBufferedWriter(Path.of("/dev/full"), StandardCharsets.UTF_8)) {
      int code =
          run(
              this::engine,
              new PrintWriter(full),
              "refine",
              photos.toString(),
              "-o",
              home.resolve("out").toString(),
              "--json",
              "--steps",
              "2",
              "-s",
              "0.5",
              "-m",
              models().resolve("m").toString());
      assertThat(code).isEqualTo(ExitCode.FAILED);
    } catch (IOException e) {
      // Closing writes again what the disk refused.
    }
    assertThat(err.toString())
        .contains("the output cannot be written", "1 picture was not processed");
    assertThat(home.resolve("out/b.png")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "doctor", "--help"})
  @EnabledOnOs(OS.LINUX)
  void anyCommand_outputGoesToAFullDisk_isAnError(String command) throws IOException {
    copy(SOUND, "m");
    try (Writer full = Files.newBufferedWriter(Path.of("/dev/full"), StandardCharsets.UTF_8)) {
      assertThat(run(this::engine, new PrintWriter(full), command)).isEqualTo(ExitCode.FAILED);
    } catch (IOException e) {
      // Closing writes again what the disk refused.
    }
    assertThat(err.toString()).contains("the output cannot be written");
  }

  @Test
  void refine_licenceAcceptedWhereNothingCanBeStored_refinesAndSaysSo() throws IOException {
    Files.createFile(home.resolve("models"));
    Files.createFile(home.resolve("compiled"));
    Path photo = picture(home.resolve("in.png"));

    int code =
        run(
            "refine",
            photo.toString(),
            "-o",
            home.resolve("result.png").toString(),
            "-m",
            CHECKPOINT.toString(),
            "--accept-licence",
            "--steps",
            "2",
            "-s",
            "0.5");

    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    assertThat(err.toString()).contains("for this run only");
    assertThat(home.resolve("result.png")).exists();
  }

  @Test
  void inspect_badFileBeforeASoundOne_showsTheSoundOne() throws IOException {
    Path bad = Files.writeString(home.resolve("x.safetensors"), "\u0010\0\0\0\0\0\0\0{\"a\":[[[[[");

    assertThat(run("inspect", bad.toString(), CHECKPOINT.toString())).isEqualTo(ExitCode.FAILED);

    assertThat(out.toString()).contains("SDXL refiner");
    assertThat(err.toString()).contains("x.safetensors");
  }

  private Path models() {
    return home.resolve("models");
  }

  private Path copy(Path model, String name) throws IOException {
    Path copy = models().resolve(name);
    try (Stream<Path> files = Files.walk(model)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(model.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return copy;
  }

  private static Path picture(Path file) throws IOException {
    ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    return file;
  }

  private ImageEngine engine() {
    return new SharedEngine(home.resolve("compiled"));
  }

  private int run(String... arguments) {
    return run(this::engine, new PrintWriter(out), arguments);
  }

  private int run(
      java.util.function.Supplier<ImageEngine> engines, PrintWriter to, String... arguments) {
    return CommandLineProgram.run(
        new CommandLineParts(
            "test",
            engines,
            () -> new ModelCatalog(List.of(models())),
            () -> "cpu",
            ConsoleStreams.over(
                new BufferedReader(new StringReader("")), to, new PrintWriter(err), false)),
        arguments);
  }

  /** The real engine, but for one picture of a batch. */
  private static final class ThrowingEngine implements ImageEngine {
    private final ImageEngine real;
    private final int at;
    private int count;

    ThrowingEngine(ImageEngine real, int at) {
      this.real = real;
      this.at = at;
    }

    @Override
    public ImageResult run(ImageRequest request, RefineListener listener, Cancellation stop)
        throws EngineException, CancelledException {
      count++;
      if (count == at) {
        throw new StackOverflowError();
      }
      return real.run(request, listener, stop);
    }

    @Override
    public ModelInfo describe(ModelRef model) throws EngineException {
      return real.describe(model);
    }

    @Override
    public TokenCount countTokens(ModelRef model, String prompt, boolean plain)
        throws EngineException {
      return real.countTokens(model, prompt, plain);
    }

    @Override
    public DeviceReport devices() {
      return real.devices();
    }

    @Override
    public DeviceReport measureDevices() {
      return real.measureDevices();
    }

    @Override
    public DeviceCheck checkDevice(Device device) {
      return real.checkDevice(device);
    }

    @Override
    public ModelPlacement placement(ModelRef model, Device device) throws EngineException {
      return real.placement(model, device);
    }

    @Override
    public void limitMemory(long bytes) {
      real.limitMemory(bytes);
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
