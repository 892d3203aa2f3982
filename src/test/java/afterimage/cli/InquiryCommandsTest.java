package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.catalog.ModelCatalog;
import afterimage.onnx.OnnxEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code doctor}, {@code models}, help and version. */
class InquiryCommandsTest {
  private static final Path MODELS = Path.of("src/test/resources/reference/onnx");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void doctor_forPeople_tellsSystemDevicesAndModels() {
    assertThat(run(MODELS, "doctor")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("Afterimage test", "ONNX Runtime 1.", "Memory", "cpu       yes", "cuda")
        .contains("HEIC, AVIF", "libheif", "JPEG XL", "camera RAW")
        .contains("tiny_refiner");
  }

  @Test
  void doctor_forMachines_isOneObject() {
    assertThat(run(MODELS, "doctor", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode doctor = JsonMapper.shared().readTree(out.toString());
    assertThat(doctor.at("/devices/verdicts/0/usable").asBoolean()).isTrue();
    assertThat(doctor.at("/models").size()).isEqualTo(2);
    assertThat(doctor.at("/pictures/0/library").asString()).isEqualTo("libheif");
    assertThat(doctor.at("/pictures/2/install").asString()).contains("brew install libraw");
  }

  @Test
  void doctor_measured_tellsWhatADeviceTook() {
    assertThat(run(MODELS, "doctor", "--measure", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode doctor = JsonMapper.shared().readTree(out.toString());
    JsonNode speed = doctor.at("/devices/verdicts/0/speed");
    assertThat(speed.path("convolution").asDouble()).isPositive();
    assertThat(speed.path("attention").asDouble()).isPositive();
    assertThat(doctor.at("/check").isNull()).isTrue();
  }

  @Test
  void doctor_checkOfTheProcessor_namesEveryBlock() {
    assertThat(run(MODELS, "doctor", "--check", "--device", "cpu")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("Check of cpu, compiled in the portable form")
        .contains("group normalization          right  differs by ", "UNet", "VAE decoder")
        .contains("All results agree with the stored ones.")
        .doesNotContain("WRONG");
  }

  @Test
  void doctor_checkForMachines_hasErrors() {
    assertThat(run(MODELS, "doctor", "--check", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode check = JsonMapper.shared().readTree(out.toString()).at("/check");
    assertThat(check.at("/device/kind").asString()).isEqualTo("CPU");
    assertThat(check.path("blocks").size()).isEqualTo(16);
    assertThat(check.at("/blocks/0/error").asDouble()).isBetween(0.0, 1e-5);
  }

  @Test
  void doctor_checkOfADeviceThatIsNotBuiltIn_fails() {
    assertThat(run(MODELS, "doctor", "--check", "--device", "coreml")).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("not part of this build of ONNX Runtime");
    assertThat(run(MODELS, "doctor", "--check", "--device", "abacus")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("abacus");
  }

  @Test
  void doctor_ofAModel_countsTheOperationsOfEachNetwork() {
    assertThat(run(MODELS, "doctor", "--model", "tiny_refiner", "-d", "cpu"))
        .as(err.toString())
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .containsPattern("Operations of tiny_refiner on cpu")
        .containsPattern("  text_encoder_2 +[1-9][0-9]+\\n")
        .containsPattern("  vae_encoder +[1-9][0-9]+\\n  unet +[1-9][0-9]+\\n  vae_decoder +[1-9]");
  }

  @Test
  void doctor_ofAModelForMachines_namesOperators() {
    assertThat(run(MODELS, "doctor", "--model", "tiny_base", "-d", "cpu", "--json"))
        .isEqualTo(ExitCode.DONE);
    JsonNode unet = JsonMapper.shared().readTree(out.toString()).at("/placement/networks/3");
    assertThat(unet.path("name").asString()).isEqualTo("unet");
    assertThat(unet.at("/onDevice/Conv").asInt()).isPositive();
    assertThat(unet.path("onProcessor").size()).isZero();
    assertThat(unet.path("copies").asInt()).isZero();
  }

  @Test
  void doctor_ofTheBuiltInModel_countsThemAsWell() {
    assertThat(run(Path.of("models"), "doctor", "-m", "afterimage-mini", "-d", "cpu"))
        .as(err.toString())
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).containsPattern("  vae_decoder +[1-9]");
  }

  @Test
  void doctor_ofNoModelOrNoDevice_saysSo() {
    assertThat(run(MODELS, "doctor", "--model", "missing")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("Unknown model 'missing'");
    assertThat(run(MODELS, "doctor", "--model", "tiny_base", "-d", "coreml"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("coreml");
  }

  @Test
  void models_withADamagedOne_listsItWithItsProblem() throws IOException {
    Path damaged = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(damaged.resolve("model_index.json"), "{ nothing");

    assertThat(run(folder, "models")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("broken", "not usable", "model_index.json");
  }

  @Test
  void models_withNone_saysWhereItLooked() {
    assertThat(run(folder, "models")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("No model", folder.toString());
  }

  @Test
  void refine_withoutAnyModel_saysWhereItLooked() {
    int code = run(folder, "refine", "a.png", "-o", folder.resolve("b.png").toString());
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("No model is installed", folder.toString(), "--model");
  }

  @Test
  void helpAndVersion_goToOut() {
    assertThat(run(MODELS, "--version")).isEqualTo(ExitCode.DONE);
    assertThat(run(MODELS, "refine", "--help")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("afterimage test", "--negative-aesthetic", "--trace");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void unknownCommand_isBadUsage() {
    assertThat(run(MODELS, "refin", "a.png")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("refin", "--help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lots", "0", "-4", "4 KB"})
  void memory_thatIsNone_isBadUsage(String memory) {
    assertThat(run(MODELS, "refine", "a.png", "-o", "b.png", "--memory=" + memory))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--memory", memory, "such as 6 or 2.5");
  }

  @Test
  void memory_ofTwoAndAHalfGigabytes_isRead() {
    assertThat(new LoadingOptions.MemoryOption().convert("2.5")).isEqualTo(5L << 29);
    assertThat(new LoadingOptions.MemoryOption().convert("6 GB")).isEqualTo(6L << 30);
  }

  @Test
  void isCommand_tellsCommandsFromFiles() {
    assertThat(CommandLineProgram.isCommand("refine")).isTrue();
    assertThat(CommandLineProgram.isCommand("--help")).isTrue();
    assertThat(CommandLineProgram.isCommand("photo.jpg")).isFalse();
  }

  private int run(Path models, String... arguments) {
    return CommandLineProgram.run(
        new CommandLineParts(
            "test",
            () -> new OnnxEngine(Path.of("target/compiled")),
            () -> new ModelCatalog(List.of(models)),
            () -> "cpu",
            ConsoleStreams.over(
                new BufferedReader(Reader.nullReader()),
                new PrintWriter(out),
                new PrintWriter(err),
                false)),
        arguments);
  }
}
