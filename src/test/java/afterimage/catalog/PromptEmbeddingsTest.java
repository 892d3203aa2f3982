package afterimage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.checkpoint.safetensors.SafetensorsWriter;
import afterimage.engine.Embedding;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptEmbeddingsTest {
  private static final Path EMBEDDING =
      Path.of("src/test/resources/reference-2/textual_inversion/orb1.safetensors");
  private static final Path CHECKPOINT =
      Path.of("src/test/resources/reference/sgm/tiny_base_sgm.safetensors");
  private static final Path GRAPHS = Path.of("src/test/resources/reference/onnx/tiny_refiner");

  @TempDir private Path folder;
  private Path models = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
  }

  private Path install(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.copy(EMBEDDING, file).toAbsolutePath();
  }

  private PromptEmbeddings embeddings() {
    return new PromptEmbeddings(
        new EmbeddingSearch(
            new ModelCatalog(List.of(models)), () -> List.of(folder.resolve("elsewhere"))));
  }

  private PromptEmbeddings.Resolved resolve(String prompt, String negative, ModelRef model) {
    return embeddings()
        .resolve(new RefineSettings(prompt, negative, 0.3, 20, 5, 6, 2, 0, null), model);
  }

  private PromptEmbeddings.Resolved resolve(String prompt) {
    return resolve(prompt, "", new ModelRef(CHECKPOINT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "models/orb.safetensors | a photo of orb in the snow | orb",
        "models/embeddings/orb.safetensors | (ORB:1.2), snow | orb",
        "models/embeddings/Orb-v2 x.safetensors | an orb-V2 X. | Orb-v2 x",
        "models/embeddings/<orb>.safetensors | a <orb>, snow | <orb>",
        "elsewhere/deep/orb.safetensors | orb | orb",
        "models/embeddings/猫.safetensors | 猫, snow | 猫",
      })
  void resolve_nameInThePrompt_findsItsFile(String file, String prompt, String name)
      throws IOException {
    Path embedding = install(file);

    PromptEmbeddings.Resolved resolved = resolve(prompt);

    assertThat(resolved.model().embeddings()).containsExactly(new Embedding(name, embedding, null));
    assertThat(resolved.settings().prompt()).isEqualTo(prompt);
    assertThat(resolved.notices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "embedding:orb",
        "<embedding:orb>",
        "embedding:orb.safetensors",
        "embedding:orb.pt",
        "embedding:sub/orb",
        "embedding:sub\\orb.safetensors",
        "EMBEDDING:Orb"
      })
  void resolve_tagOfComfyUi_findsTheFile(String tag) throws IOException {
    Path embedding = install("models/embeddings/sub/orb.safetensors");

    PromptEmbeddings.Resolved resolved = resolve("a " + tag + ", snow");

    assertThat(resolved.model().embeddings())
        .singleElement()
        .satisfies(found -> assertThat(found.file()).isEqualTo(embedding));
    assertThat(resolved.settings().prompt()).isEqualTo("a " + tag + ", snow");
  }

  @ParameterizedTest
  @CsvSource({
    "ui/models/Stable-diffusion, ui/embeddings",
    "comfy/models/checkpoints, comfy/models/embeddings",
    "invoke/sdxl/main, invoke/sdxl/embedding"
  })
  void resolve_fileWhereOtherProgramsKeepThem_isFound(String where, String embeddings)
      throws IOException {
    Path model = folder.resolve(where).resolve("model.safetensors");
    Files.createDirectories(model.getParent());
    Files.copy(CHECKPOINT, model);
    Path embedding = install(embeddings + "/orb.safetensors");

    assertThat(resolve("x", "orb", new ModelRef(model)).model().embeddings())
        .containsExactly(new Embedding(embedding));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orbit", "an absorber", "floorb", "orb2", "or b"})
  void resolve_nameInsideAWord_isAWord(String prompt) throws IOException {
    install("models/embeddings/orb.safetensors");

    assertThat(resolve(prompt).model().embeddings()).isEmpty();
  }

  @Test
  void resolve_longerName_winsOverTheOneItBeginsWith() throws IOException {
    install("models/embeddings/bad.safetensors");
    Path longer = install("models/embeddings/bad-hands-5.safetensors");

    assertThat(resolve("x", "bad-hands-5", new ModelRef(CHECKPOINT)).model().embeddings())
        .containsExactly(new Embedding(longer));
  }

  @Test
  void resolve_addedByHand_isCalledByItsFilesName() throws IOException {
    Path elsewhere = install("anywhere/glow.safetensors");
    ModelRef model = new ModelRef(CHECKPOINT).withEmbeddings(List.of(new Embedding(elsewhere)));

    assertThat(resolve("glow", "", model).model().embeddings())
        .containsExactly(new Embedding(elsewhere));
    assertThat(resolve("a fox", "", model).model().embeddings()).isEmpty();
  }

  @Test
  void resolve_bundledInALora_isCalledByItsName() throws IOException {
    Path lora = models.resolve("style.safetensors");
    new SafetensorsWriter()
        .add("bundle_emb.glow.v2.clip_l", "F32", new byte[2 * 24 * 4], 2, 24)
        .add("bundle_emb.glow.v2.clip_g", "F32", new byte[2 * 32 * 4], 2, 32)
        .add("bundle_emb.dim.string_to_param.*", "F16", new byte[24 * 2], 1, 24)
        .write(lora);
    ModelOptions options =
        new ModelOptions(ModelOptions.Weights.AUTO, List.of(new ModelOptions.Lora(lora, 1)));

    assertThat(resolve("a glow.v2 fox", "", new ModelRef(CHECKPOINT, options)).model().embeddings())
        .containsExactly(new Embedding("glow.v2", lora, "glow.v2"));
    assertThat(resolve("a glow.v2 fox").model().embeddings()).isEmpty();
    assertThat(resolve("a fox", "", new ModelRef(CHECKPOINT, options)).notices())
        .singleElement()
        .asString()
        .contains("style.safetensors", "glow.v2", "dim");
  }

  @Test
  void resolve_tagOfNoFile_isLeftOutAndTold() {
    PromptEmbeddings.Resolved resolved = resolve("cat embedding:bad_hands");

    assertThat(resolved.settings().prompt().strip()).isEqualTo("cat");
    assertThat(resolved.notices()).singleElement().asString().contains("embedding:bad_hands");
  }

  @Test
  void resolve_modelOfGraphs_tellsThatItTakesNone() throws IOException {
    install("models/embeddings/orb.safetensors");

    assertThat(resolve("embedding:orb", "", new ModelRef(GRAPHS)).notices())
        .singleElement()
        .asString()
        .contains("checkpoints only");
    assertThat(resolve("orb", "", new ModelRef(GRAPHS)).notices()).isEmpty();
  }

  @Test
  void resolve_pickle_isToldAndNotOpened() throws IOException {
    Path model = Files.copy(CHECKPOINT, models.resolve("model.safetensors"));
    Path pickle = models.resolve("embeddings/bad_prompt.pt");
    Files.createDirectories(pickle.getParent());
    Files.write(pickle, new byte[] {(byte) 0x80, 2, '}', 'q', 0, '.', 0, 0, 0, 0});

    PromptEmbeddings.Resolved resolved = resolve("x", "bad_prompt", new ModelRef(model));

    assertThat(resolved.model().embeddings()).isEmpty();
    assertThat(resolved.settings().negativePrompt()).isEqualTo("bad_prompt");
    assertThat(resolved.notices()).singleElement().asString().contains("bad_prompt.pt", "Convert");
  }

  @Test
  void resolve_damagedFile_isNamedAndReadAsWords() throws IOException {
    byte[] whole = Files.readAllBytes(EMBEDDING);
    Files.createDirectories(models.resolve("embeddings"));
    Files.write(models.resolve("embeddings/orb.safetensors"), Arrays.copyOf(whole, 100));

    PromptEmbeddings.Resolved resolved = resolve("an orb");

    assertThat(resolved.model().embeddings()).isEmpty();
    assertThat(resolved.settings().prompt()).isEqualTo("an orb");
    assertThat(resolved.notices()).singleElement().asString().contains("orb.safetensors");
  }

  @Test
  void resolve_checkpointOrLoraOfThatName_isAWord() throws IOException {
    Files.copy(CHECKPOINT, models.resolve("fox.safetensors"));

    PromptEmbeddings.Resolved resolved = resolve("a fox");

    assertThat(resolved.model().embeddings()).isEmpty();
    assertThat(resolved.notices()).isEmpty();
  }

  @Test
  void all_foldersWithEmbeddings_listsThem() throws IOException {
    Path one = install("models/embeddings/one.safetensors");
    Path two = install("elsewhere/two.safetensors");
    Files.copy(CHECKPOINT, models.resolve("model.safetensors"));

    assertThat(
            new EmbeddingSearch(
                    new ModelCatalog(List.of(models)), () -> List.of(folder.resolve("elsewhere")))
                .all())
        .containsExactly(one, two);
  }
}
