package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.checkpoint.safetensors.SafetensorsWriter;
import afterimage.image.PictureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embeddings on the command line: given, found by name, recorded, read back, refused. */
class EmbeddingCommandTest {
  private static final Path MODEL = Path.of("src/test/resources/reference/pipelines/tiny_base");
  private static final Path ORB =
      Path.of("src/test/resources/reference-2/textual_inversion/orb1.safetensors");

  @TempDir private Path folder;
  private Path models = Path.of("");
  private CommandLineRuns runs = new CommandLineRuns(List.of(models));

  @BeforeEach
  void makeModelFolder() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    Files.createDirectory(models.resolve("embeddings"));
    runs = new CommandLineRuns(List.of(models));
  }

  private ShortRefine shortly() {
    return new ShortRefine(runs, folder.resolve("out.png"));
  }

  private int refine(Object... options) {
    return shortly().run(MODEL, options);
  }

  private int[] refined(Object... options) throws PictureException {
    return shortly().pixels(MODEL, options);
  }

  private String settings() throws PictureException {
    return shortly().settings();
  }

  @Test
  void refine_embeddingOption_isUsedByItsName() throws Exception {
    int[] plain = refined("-p", "an orb1");
    int[] called = refined("-p", "an orb1", "--embedding", ORB);

    assertThat(called).isNotEqualTo(plain);
    assertThat(settings()).startsWith("an orb1\n").contains("TI hashes: \"orb1: ");
  }

  @Test
  void refine_nameOfAFileInTheModelFolders_findsIt() throws Exception {
    int[] given = refined("-p", "an orb1", "--negative", "blurry", "--embedding", ORB);
    Files.copy(ORB, models.resolve("embeddings/orb1.safetensors"));

    assertThat(refined("-p", "an orb1", "--negative", "blurry")).isEqualTo(given);
    assertThat(refined("-p", "an embedding:orb1", "--negative", "blurry")).isEqualTo(given);
  }

  @Test
  void refine_settingsOfAResult_giveTheSamePictureAndNameTheEmbedding() throws Exception {
    Files.copy(ORB, models.resolve("embeddings/orb1.safetensors"));
    int[] first = refined("-p", "an orb1");
    Path result = Files.move(folder.resolve("out.png"), folder.resolve("first.png"));

    assertThat(refined("--settings-from", result)).isEqualTo(first);
    assertThat(runs.err()).contains("made with embeddings", "orb1 (");
  }

  @Test
  void inspect_resultWithAnEmbedding_showsIt() throws Exception {
    refined("-p", "an orb1", "--embedding", ORB);

    assertThat(runs.run("inspect", folder.resolve("out.png"))).isZero();
    assertThat(runs.out()).contains("TI hashes", "orb1: ");
    assertThat(runs.run("inspect", "--json", folder.resolve("out.png"))).isZero();
    assertThat(runs.out()).contains("\"embeddings\":{\"orb1\":\"");
  }

  @Test
  void inspect_embedding_showsItsVectors() {
    assertThat(runs.run("inspect", ORB)).isZero();
    assertThat(runs.out())
        .contains("embedding (textual inversion)", "text_encoder_2", "1 vectors of 32 numbers");
    assertThat(runs.run("inspect", "--json", ORB)).isZero();
    assertThat(runs.out()).contains("\"width\":32");
  }

  @Test
  void models_embeddingsInTheFolders_areListed() throws Exception {
    Files.copy(ORB, models.resolve("embeddings/orb1.safetensors"));

    assertThat(runs.run("models")).isZero();
    assertThat(runs.out()).contains("Embeddings", "orb1  ");
  }

  @Test
  void refine_embeddingThatNoPromptNames_isTold() throws Exception {
    refined("-p", "a fox", "--embedding", ORB);

    assertThat(runs.err()).contains("orb1 has no effect");
  }

  @Test
  void refine_embeddingOfAnotherModel_isToldAndThePictureMade() throws Exception {
    Path old = folder.resolve("old.safetensors");
    new SafetensorsWriter().add("emb_params", "F32", new byte[768 * 4], 1, 768).write(old);

    refined("-p", "an old fox", "--embedding", old);

    assertThat(runs.err()).contains("The embedding old is not used", "Stable Diffusion 1.5");
    assertThat(settings()).doesNotContain("TI hashes");
  }

  @Test
  void refine_pickle_isRefusedByNameBeforeAnythingRuns() throws IOException {
    Path pickle = Files.write(folder.resolve("bad.pt"), new byte[] {(byte) 0x80, 2, '}', '.'});

    assertThat(refine("-p", "bad", "--embedding", pickle)).isEqualTo(ExitCode.FAILED);
    assertThat(runs.err()).contains("bad.pt", "pickle", "Convert");
    assertThat(folder.resolve("out.png")).doesNotExist();
  }

  @Test
  void refine_modelAsEmbedding_isRefused() {
    Path model = Path.of("src/test/resources/reference/sgm/tiny_base_sgm.safetensors");

    assertThat(refine("-p", "x", "--embedding", model)).isEqualTo(ExitCode.FAILED);
    assertThat(runs.err()).contains("not an embedding");
  }

  @Test
  void refine_loraWithTwoWeights_recordsBothAndReadsThemBack() throws Exception {
    Path lora =
        Path.of("src/test/resources/reference-2/lora/l01_kohya_lora_f16/adapter.safetensors");
    Files.copy(lora, models.resolve("style.safetensors"));
    int[] first = refined("-p", "cat <lora:style:0.3:0.9>");

    assertThat(settings()).startsWith("cat <lora:style:0.3:0.9>");
    assertThat(first).isEqualTo(refined("-p", "cat", "--lora", lora + ":0.3:0.9"));
    assertThat(first).isNotEqualTo(refined("-p", "cat", "--lora", lora + ":0.9"));
  }
}
