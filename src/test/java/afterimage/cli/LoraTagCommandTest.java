package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.Faults;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags in prompts load what they name, or are left out and told; none is read as words. */
class LoraTagCommandTest {
  private static final Path MODEL = Path.of("src/test/resources/reference/pipelines/tiny_base");
  private static final Path LORA = Faults.file("18/k_base.safetensors");
  private static final Path PHOTO = Faults.file("31/p.png");

  @TempDir private Path folder;
  private Path models = Path.of("");
  private CommandLineRuns runs = new CommandLineRuns(List.of(models));

  @BeforeEach
  void makeModelFolder() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    runs = new CommandLineRuns(List.of(models));
  }

  private void install(String name) throws IOException {
    Path file = models.resolve(name);
    Files.createDirectories(file.getParent());
    Files.copy(LORA, file);
  }

  private ShortRefine shortly() {
    return new ShortRefine(runs, folder.resolve("out.png"));
  }

  private int[] refined(Object... options) throws PictureException {
    return shortly().pixels(MODEL, options);
  }

  private String settings() throws PictureException {
    return shortly().settings();
  }

  @Test
  void refine_tagOfAFileInTheModelFolders_loadsIt() throws Exception {
    install("Lora/style/add_detail.safetensors");

    int[] tagged = refined("-p", "cat <lora:add_detail:0.8>");

    assertThat(runs.err()).contains("named in the prompt, is used with the weight 0.8");
    assertThat(settings()).contains(" + add_detail (0.8)").startsWith("cat <lora:add_detail:0.8>");
    assertThat(refined("-p", "cat", "--lora", LORA + ":0.8")).isEqualTo(tagged);
  }

  @Test
  void refine_settingsOfAResultWithALora_giveTheSamePicture() throws Exception {
    install("add_detail.safetensors");
    int[] first = refined("-p", "cat <lora:add_detail:0.8>");
    Path result = Files.move(folder.resolve("out.png"), folder.resolve("first.png"));

    assertThat(refined("--settings-from", result)).isEqualTo(first);
  }

  @Test
  void refine_settingsFromAPictureWithATag_areReadWithoutIt() throws Exception {
    int[] tagged = refined("--settings-from", Faults.file("31/a1111_lora.png"));

    assertThat(runs.err()).contains("add_detail", "in none of the model folders");
    assertThat(settings()).doesNotContain("lora");
    String prompt = settings().lines().findFirst().orElseThrow();
    assertThat(refined("--settings-from", Faults.file("31/a1111_lora.png"), "-p", prompt))
        .isEqualTo(tagged);
  }

  @Test
  void refine_tagInTheNegativePrompt_isToldToHaveNoEffect() throws Exception {
    install("add_detail.safetensors");

    refined("-p", "cat", "-n", "dog <lora:add_detail:1>");

    assertThat(runs.err()).contains("left out of the negative prompt");
    assertThat(settings()).contains("Negative prompt: dog\n");
  }

  @Test
  void refine_tagForAModelThatTakesNone_isLeftOutAndTold() {
    int code =
        runs.run(
            "refine",
            PHOTO,
            "-m",
            "models/afterimage-mini",
            "-o",
            folder.resolve("o.png"),
            "--steps",
            "8",
            "-p",
            "sharp <lora:add_detail:1>");

    assertThat(code).isZero();
    assertThat(runs.err())
        .contains("LoRAs can only be added to checkpoints")
        .doesNotContain("ignores");
  }

  @Test
  void generate_tag_loadsItAndNamesFilesWithoutIt() throws Exception {
    install("add_detail.safetensors");
    Path results = Files.createDirectory(folder.resolve("results"));

    int code =
        runs.run(
            "generate",
            "-m",
            MODEL,
            "--accept-licence",
            "-o",
            results,
            "--size",
            "64x64",
            "--steps",
            "2",
            "--name",
            "{prompt}",
            "-p",
            "cat <lora:add_detail:0.8>");

    assertThat(code).as(runs.err()).isZero();
    assertThat(results.resolve("cat.png")).exists();
    assertThat(
            PictureReader.read(results.resolve("cat.png"))
                .metadata()
                .texts()
                .get(PictureMetadata.PARAMETERS))
        .contains("+ add_detail (0.8)");
  }
}
