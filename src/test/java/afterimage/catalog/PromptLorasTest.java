package afterimage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.Faults;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelOptions.Lora;
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

class PromptLorasTest {
  private static final Path CHECKPOINT =
      Path.of("src/test/resources/reference/sgm/tiny_base_sgm.safetensors");
  private static final Path LORA = Faults.file("18/k_base.safetensors");

  @TempDir private Path folder;
  private Path models = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
  }

  private Path install(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.copy(LORA, file);
  }

  private PromptLoras.Resolved resolve(String prompt, String negative, Path model, Lora... loras) {
    RefineSettings settings = new RefineSettings(prompt, negative, 0.3, 20, 5, 6, 2, 0, null);
    ModelOptions options = new ModelOptions(ModelOptions.Weights.AUTO, List.of(loras));
    return new PromptLoras(new ModelCatalog(List.of(folder.resolve("none"), models)))
        .resolve(settings, new ModelRef(model, options));
  }

  private PromptLoras.Resolved resolve(String prompt, Lora... loras) {
    return resolve(prompt, "", CHECKPOINT, loras);
  }

  @ParameterizedTest
  @CsvSource({
    "models/add_detail.safetensors, <lora:add_detail:0.8>",
    "models/Lora/style/add_detail.safetensors, <lora:style/add_detail:0.8>",
    "models/Lora/style/add_detail.safetensors, <lora:style\\add_detail:0.8>",
    "models/Lora/style/add_detail.safetensors, <lora:add_detail.safetensors:0.8>",
    "models/lora/Add_Detail.SAFETENSORS, <lora:add_detail:.8>",
    "models/add_detail.safetensors, < LORA : add_detail : 8e-1 >",
    "models/add_detail.safetensors, <lyco:add_detail:0.8>",
    "models/add_detail.safetensors, <lora:add_detail:te=0.8:unet=0.8>",
    "models/add_detail.safetensors, <lora:add_detail:0.8:0.8:16>",
    "models/größe 猫.safetensors, <lora:größe 猫:0.8>",
  })
  void resolve_tagOfAFile_addsIt(String file, String tag) throws IOException {
    Path lora = install(file);

    PromptLoras.Resolved resolved = resolve("a cat " + tag + " outside");

    assertThat(resolved.model().options().loras())
        .containsExactly(new Lora(lora.toAbsolutePath(), 0.8));
    assertThat(resolved.settings().prompt()).isEqualTo("a cat outside");
    assertThat(resolved.notices()).singleElement().asString().contains(lora.toString(), "0.8");
  }

  @ParameterizedTest
  @CsvSource({"ui/Stable-diffusion, ui/Lora", "comfy/checkpoints, comfy/loras", "own, own"})
  void resolve_fileWhereOtherProgramsKeepLoras_isFound(String models, String loras)
      throws IOException {
    Path model = folder.resolve(models).resolve("model.safetensors");
    Files.createDirectories(model.getParent());
    Files.copy(CHECKPOINT, model);
    Path lora = install(loras + "/style.safetensors");

    assertThat(resolve("<lora:style:1>", "", model).model().options().loras())
        .containsExactly(new Lora(lora.toAbsolutePath(), 1));
  }

  @Test
  void resolve_nameOfTheTraining_findsTheFileThatHasIt() throws IOException {
    Path lora = models.resolve("v2.safetensors");
    Files.write(lora, TrainedName.of(Files.readAllBytes(LORA), "the style"));

    assertThat(resolve("<lora:the style>").model().options().loras())
        .containsExactly(new Lora(lora.toAbsolutePath(), 1));
  }

  @Test
  void resolve_fileNameAndTrainedName_theFileNameCounts() throws IOException {
    Files.write(models.resolve("a.safetensors"), TrainedName.of(Files.readAllBytes(LORA), "style"));
    Path lora = install("models/style.safetensors");

    assertThat(resolve("<lora:style:1>").model().options().loras())
        .containsExactly(new Lora(lora.toAbsolutePath(), 1));
  }

  @Test
  void resolve_severalTags_addsEachOnce() throws IOException {
    Path a = install("models/a.safetensors");
    Path b = install("models/b.safetensors");

    PromptLoras.Resolved resolved =
        resolve("x <lora:a:0.5>, <lora:b:-1>, y <lora:a:0.5> <lora:a:2><lora:c:1>");

    assertThat(resolved.model().options().loras())
        .containsExactly(new Lora(a.toAbsolutePath(), 0.5), new Lora(b.toAbsolutePath(), -1));
    assertThat(resolved.settings().prompt()).isEqualTo("x , , y");
    assertThat(resolved.notices())
        .anyMatch(notice -> notice.contains("<lora:a:2>") && notice.contains("in use already"))
        .anyMatch(notice -> notice.contains("'c'"));
  }

  @Test
  void resolve_twoWeights_areForTheTextEncodersAndTheUNet() throws IOException {
    Path lora = install("models/a.safetensors").toAbsolutePath();

    PromptLoras.Resolved resolved = resolve("<lora:a:0.3:0.9>");

    assertThat(resolved.model().options().loras()).containsExactly(new Lora(lora, 0.9, 0.3));
    assertThat(resolved.notices()).singleElement().asString().contains("0.9", "0.3");
    assertThat(
            PromptLoras.recorded(resolved.settings(), resolved.model().options().loras()).prompt())
        .isEqualTo("<lora:a:0.3:0.9>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<lora:add_detail:0.8> | which is in none of the model folders",
        "<lora:a:1><lora:b:1> | which is in none of the model folders",
        "<lora:../../etc/passwd:1> | which is in none of the model folders",
        "<lora:> | names no LoRA",
        "<lora> | names no LoRA",
        "<lora:: > | names no LoRA",
        "<lora:add_detail:> | names no LoRA",
        "<lora:add_detail:much> | names no LoRA",
        "<lora:add_detail:nan> | names no LoRA",
        "<lora:add_detail:0,8> | names no LoRA",
        "<lora:add_detail:11> | its weight is not between -10 and 10",
        "<lora:add_detail:1e999> | its weight is not between -10 and 10",
        "<lora:add_detail:0.8 | which is in none of the model folders",
        "<hypernet:anime:0.5> | does not support hypernetworks",
        "<lora:add_detail:much:0.8> | names no LoRA",
        "<lora:add_detail:11:0.8> | its weight is not between -10 and 10",
      })
  void resolve_tagThatLoadsNothing_isLeftOutAndTold(String tag, String note) {
    PromptLoras.Resolved resolved = resolve("cat " + tag);

    assertThat(resolved.settings().prompt()).isEqualTo("cat");
    assertThat(resolved.model().options().loras()).isEmpty();
    assertThat(resolved.notices()).isNotEmpty().allMatch(notice -> notice.contains(note));
  }

  @Test
  void resolve_tagInTheNegativePrompt_isToldToHaveNoEffect() throws IOException {
    install("models/a.safetensors");

    PromptLoras.Resolved resolved = resolve("cat", "dog <lora:a:1>", CHECKPOINT);

    assertThat(resolved.settings().negativePrompt()).isEqualTo("dog");
    assertThat(resolved.model().options().loras()).isEmpty();
    assertThat(resolved.notices()).singleElement().asString().contains("negative prompt");
  }

  @Test
  void resolve_loraThatWasAddedByHand_keepsItsWeightAndPlace() throws IOException {
    Path elsewhere = install("elsewhere/a.safetensors");

    PromptLoras.Resolved resolved = resolve("cat <lora:a:1>", new Lora(elsewhere, 0.5));

    assertThat(resolved.model().options().loras()).containsExactly(new Lora(elsewhere, 0.5));
    assertThat(resolved.notices()).singleElement().asString().contains("in use already");
    assertThat(resolve("cat <lora:a:0.5>", new Lora(elsewhere, 0.5)).notices()).isEmpty();
  }

  @Test
  void resolve_damagedFile_isLeftOutAndTold() throws IOException {
    byte[] whole = Files.readAllBytes(LORA);
    Files.write(models.resolve("half.safetensors"), Arrays.copyOf(whole, whole.length / 2));

    PromptLoras.Resolved resolved = resolve("cat <lora:half:1>");

    assertThat(resolved.model().options().loras()).isEmpty();
    assertThat(resolved.notices()).singleElement().asString().contains("half.safetensors");
  }

  @Test
  void resolve_checkpointOfThatName_isNoLora() throws IOException {
    Files.copy(CHECKPOINT, models.resolve("model.safetensors"));

    assertThat(resolve("<lora:model:1>").notices()).singleElement().asString().contains("none of");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a < b and c > d",
        "<3 cat",
        "time:12 <cat>",
        "my-embedding:x",
        "<lorax>",
        "lora:a"
      })
  void resolve_bracketsThatAreNoTag_areWords(String prompt) {
    PromptLoras.Resolved resolved = resolve(prompt);

    assertThat(resolved.settings().prompt()).isEqualTo(prompt);
    assertThat(resolved.notices()).isEmpty();
  }

  @Test
  void resolve_manyBrackets_takesTimeInProportion() {
    assertThat(resolve("<lora:".repeat(100_000)).settings().prompt()).isEmpty();
    assertThat(resolve("<".repeat(500_000)).settings().prompt()).hasSize(500_000);
    assertThat(resolve("< ".repeat(300_000)).notices()).isEmpty();
  }
}
