package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.Faults;
import afterimage.catalog.PublishedModels;
import afterimage.catalog.download.HubEndpoint;
import afterimage.catalog.download.ModelServer;
import afterimage.catalog.download.ModelSource;
import afterimage.catalog.download.RetryPolicy;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --fast}, with a LoRA for the tiny base in the place of Lightning's. */
class FastQualityCommandTest {
  private static final Path BASE = Path.of("src/test/resources/reference/pipelines/tiny_base");
  private static final Path REFINER = BASE.resolveSibling("tiny_refiner");
  private static final Path LORA = Faults.file("18/k_base.safetensors");

  @TempDir private Path folder;
  private Path models = Path.of("");
  private ModelServer server;
  private CommandLineRuns runs = new CommandLineRuns(List.of());

  @BeforeEach
  void serve() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    server = new ModelServer(ModelServer.Content.of(Files.readAllBytes(LORA)));
    runs =
        new CommandLineRuns(List.of(models))
            .offered(
                new ModelSource(
                    PublishedModels.shipped(),
                    HubEndpoint.of(Map.of("HF_ENDPOINT", server.endpoint())),
                    RetryPolicy.USUAL,
                    List.of()));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void generate_fast_isWhatItsPartsGive() throws Exception {
    Path lora = install();

    assertThat(generate("fast.png", "--fast")).as(runs.err()).isEqualTo(ExitCode.DONE);
    assertThat(runs.err())
        .contains(
            "Fast: Lightning LoRA for SDXL base, 8 steps with euler (trailing timesteps), no"
                + " guidance.");
    assertThat(settings("fast.png"))
        .contains(
            "<lora:sdxl_lightning_8step_lora:1.0>",
            "Steps: 8, Sampler: euler, CFG scale: 1, Seed: 7",
            "Timestep spacing: trailing");
    generate(
        "parts.png",
        "--lora",
        lora,
        "--steps",
        8,
        "--scheduler",
        "euler",
        "-g",
        1,
        "--spacing",
        "trailing");
    assertThat(folder.resolve("parts.png")).hasSameBinaryContentAs(folder.resolve("fast.png"));
  }

  @Test
  void generate_fastWithOtherOptions_theseComeFirst() throws Exception {
    install();

    assertThat(generate("fast.png", "--fast", "--steps", 4, "-g", 2)).isZero();

    assertThat(settings("fast.png"))
        .contains("Steps: 4, Sampler: euler, CFG scale: 2", "Timestep spacing: trailing");
  }

  @Test
  void generate_fastWithoutALora_saysHowToGetOneAndAsksNobody() {
    assertThat(generate("fast.png", "--fast")).isEqualTo(ExitCode.FAILED);

    assertThat(runs.err())
        .contains("no few-step LoRA on this computer", "models get sdxl-lightning-8steps");
    assertThat(server.asked()).isEmpty();
    assertThat(runs.run("models", "get", "sdxl-lightning-8steps", "--accept-licence")).isZero();
    assertThat(generate("fast.png", "--fast")).as(runs.err()).isZero();
  }

  @Test
  void refine_fastWithARefiner_saysThatThereIsNone() throws IOException {
    install();

    assertThat(
            runs.run(
                "refine",
                Faults.file("31/p.png"),
                "-m",
                REFINER,
                "--accept-licence",
                "-o",
                folder.resolve("out.png"),
                "--fast"))
        .isEqualTo(ExitCode.FAILED);

    assertThat(runs.err()).contains("no few-step LoRA for tiny_refiner", "fewer steps");
    assertThat(folder.resolve("out.png")).doesNotExist();
  }

  @Test
  void refine_fastWithABase_runsItsFewSteps() throws Exception {
    install();

    assertThat(
            runs.run(
                "refine",
                Faults.file("31/p.png"),
                "-m",
                BASE,
                "--accept-licence",
                "-o",
                folder.resolve("out.png"),
                "--fast",
                "-s",
                "0.5"))
        .as(runs.err())
        .isZero();

    assertThat(settings("out.png")).contains("Steps: 8, Sampler: euler, CFG scale: 1");
  }

  @Test
  void refine_fastWithAPreset_isBadUsage() {
    assertThat(
            runs.run(
                "refine",
                Faults.file("31/p.png"),
                "-o",
                folder.resolve("out.png"),
                "--fast",
                "--settings-from",
                Faults.file("31/p.png")))
        .isEqualTo(ExitCode.USAGE);
    assertThat(runs.err()).contains("use one of them");
  }

  private Path install() throws IOException {
    return Files.copy(LORA, models.resolve("sdxl_lightning_8step_lora.safetensors"));
  }

  private int generate(String name, Object... options) {
    Path output = folder.resolve(name);
    Stream<Object> always =
        Stream.of(
            "generate",
            "-p",
            "a fox",
            "-m",
            BASE,
            "--accept-licence",
            "-o",
            output,
            "--size",
            "64x64",
            "--seed",
            7);
    return runs.run(Stream.concat(always, Stream.of(options)).toArray());
  }

  private String settings(String name) throws PictureException {
    return String.valueOf(
        PictureReader.read(folder.resolve(name))
            .metadata()
            .texts()
            .get(PictureMetadata.PARAMETERS));
  }
}
