package afterimage.catalog.found;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModels;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.TinyConfigurations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders as five other programs and Hugging Face's cache have them, with tiny models in them. */
class FoundModelsTest {
  private static final Path REFINER =
      ReferenceFolder.path("sgm", "tiny_refiner_sgm.safetensors").toAbsolutePath();
  private static final Path BASE =
      ReferenceFolder.path("sgm", "tiny_base_sgm.safetensors").toAbsolutePath();
  private static final Path FOLDER =
      ReferenceFolder.path("pipelines", "tiny_refiner").toAbsolutePath();
  private static final Path LORA = Path.of("src/test/resources/lora/peft.safetensors");
  private static final String DIGEST = "ab".repeat(32);

  @TempDir private Path folder;
  private Path home = Path.of("");
  private PublishedModels published = new PublishedModels(List.of(), List.of());

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectory(folder.toRealPath().resolve("home"));
    published =
        new PublishedModels(
            List.of(
                new PublishedModel(
                    "few-steps",
                    "A LoRA",
                    PublishedModel.Use.FEW_STEPS,
                    8,
                    null,
                    "owner/lora",
                    null,
                    "a_lora.safetensors",
                    "owners-lora.safetensors",
                    Files.size(LORA),
                    DIGEST)),
            List.of());
  }

  private Path copy(Path model, String place) throws IOException {
    Path target = home.resolve(place);
    Files.createDirectories(target.resolveSibling(""));
    configurations(model, target.resolveSibling(""));
    return Files.copy(model, target);
  }

  private static void configurations(Path model, Path beside) throws IOException {
    TinyConfigurations.copy(model.equals(BASE) ? "tiny_base" : "tiny_refiner", beside);
  }

  private List<FoundModel> usual(Map<String, String> environment) {
    return FoundModels.search(
        ModelPlaces.usual(environment, home), List.of(), published, Duration.ofMinutes(1));
  }

  private List<FoundModel> in(Path place) {
    return FoundModels.search(ModelPlaces.in(place), List.of(), published, Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({
    "ComfyUI/models/checkpoints/sub/r.safetensors, COMFY_UI",
    "Documents/ComfyUI/models/checkpoints/r.safetensors, COMFY_UI",
    "stable-diffusion-webui/models/Stable-diffusion/r.safetensors, WEB_UI",
    "stable-diffusion-webui-forge/models/Stable-diffusion/sdxl/r.safetensors, WEB_UI",
    "invokeai/models/sdxl-refiner/main/r.safetensors, INVOKE_AI",
    "InvokeAI/models/0e1c3f52/r.safetensors, INVOKE_AI",
    "StabilityMatrix/Data/Models/StableDiffusion/r.safetensors, STABILITY_MATRIX",
    ".config/StabilityMatrix/Models/StableDiffusion/r.safetensors, STABILITY_MATRIX",
  })
  void search_usualPlace_findsTheModelThere(String place, Program program) throws IOException {
    Path model = copy(REFINER, place);

    assertThat(usual(Map.of()))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.path()).isEqualTo(model);
              assertThat(found.program()).isEqualTo(program);
              assertThat(found.kind()).isEqualTo("SDXL refiner");
              assertThat(found.runs()).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "HF_HUB_CACHE, cache",
    "HF_HOME, cache/hub",
    "NONE, .cache/huggingface/hub",
    "XDG_CACHE_HOME, cache/huggingface/hub",
  })
  void search_hubCache_findsFilesBehindLinksByTheirDigests(String variable, String hub)
      throws IOException {
    Path cache = home.resolve(hub);
    Path refiner = inCache(cache, "owner", "refiner", "r.safetensors", REFINER, "cd".repeat(32));
    Path lora = inCache(cache, "owner", "lora", "renamed.safetensors", LORA, DIGEST);

    List<FoundModel> found =
        usual(variable.equals("NONE") ? Map.of() : Map.of(variable, home.resolve("cache") + ""));

    assertThat(found).extracting(FoundModel::path).containsExactlyInAnyOrder(refiner, lora);
    assertThat(found).allSatisfy(m -> assertThat(m.program()).isEqualTo(Program.HUGGING_FACE));
    assertThat(found)
        .extracting(FoundModel::published)
        .containsExactlyInAnyOrder(null, "few-steps");
  }

  @Test
  void search_hubCacheWithAFolder_findsItWhole() throws IOException {
    Path snapshot =
        Files.createDirectories(
            home.resolve(".cache/huggingface/hub/models--o--m/snapshots/0123456789"));
    try (var files = Files.walk(FOLDER)) {
      for (Path file : files.toList()) {
        Path target = snapshot.resolve(FOLDER.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.createSymbolicLink(target, file);
        }
      }
    }

    assertThat(usual(Map.of())).extracting(FoundModel::path).containsExactly(snapshot);
  }

  @Test
  void search_oldRevision_yieldsToTheMainOne() throws IOException {
    Path cache = home.resolve(".cache/huggingface/hub");
    inCache(cache, "owner", "refiner", "r.safetensors", REFINER, "cd".repeat(32));
    Path repository = cache.resolve("models--owner--refiner");
    Path old = Files.createDirectories(repository.resolve("snapshots/ffffffff"));
    Files.copy(REFINER, old.resolve("old.safetensors"));
    configurations(REFINER, old);

    assertThat(usual(Map.of()))
        .extracting(found -> String.valueOf(found.path().getFileName()))
        .containsExactly("r.safetensors");
  }

  @Test
  void search_foldersThatComfyUiWasToldOf_areLookedInto() throws IOException {
    Path one = copy(REFINER, "disk/a/one.safetensors");
    Path two = copy(BASE, "disk/b b/two.safetensors");
    Path three = copy(REFINER, "else/models/checkpoints/three.safetensors");
    Files.createDirectories(home.resolve("ComfyUI"));
    Files.writeString(
        home.resolve("ComfyUI/extra_model_paths.yaml"),
        """
        # my disk
        comfyui:
            base_path: %s
            is_default: true
            checkpoints: |
                 a
                 b b
            loras: none # there are none
        other:
            base_path: "../else"
            checkpoints: models/checkpoints/
        """
            .formatted(home.resolve("disk")));

    assertThat(usual(Map.of()))
        .extracting(FoundModel::path)
        .containsExactlyInAnyOrder(one, two, three);
  }

  @Test
  void search_namedFolders_areTakenForWhatTheyAre() throws IOException {
    copy(REFINER, "x/models/Stable-diffusion/r.safetensors");
    copy(REFINER, "y/deep/er/r.safetensors");
    inCache(home.resolve("z"), "owner", "refiner", "r.safetensors", REFINER, "cd".repeat(32));

    assertThat(in(home.resolve("x")))
        .extracting(FoundModel::program)
        .containsExactly(Program.WEB_UI);
    assertThat(in(home.resolve("y")))
        .extracting(FoundModel::program)
        .containsExactly(Program.FOLDER);
    assertThat(in(home.resolve("z")))
        .extracting(FoundModel::program)
        .containsExactly(Program.HUGGING_FACE);
  }

  @Test
  void search_linksInCirclesAndOneModelByTwoWays_findsItOnce() throws IOException {
    Path checkpoints = home.resolve("ComfyUI/models/checkpoints");
    Path model = copy(REFINER, "ComfyUI/models/checkpoints/r.safetensors");
    Files.createSymbolicLink(checkpoints.resolve("again.safetensors"), model);
    Files.createSymbolicLink(checkpoints.resolve("circle"), checkpoints);
    Files.createSymbolicLink(checkpoints.resolve("nothing.safetensors"), home.resolve("no"));

    assertThat(usual(Map.of())).hasSize(1);
  }

  @Test
  void search_whatIsNoModel_isPassedOver() throws IOException {
    copy(LORA, "ComfyUI/models/checkpoints/lora.safetensors");
    Path broken = home.resolve("ComfyUI/models/checkpoints/broken.safetensors");
    Files.write(broken, new byte[100]);

    assertThat(usual(Map.of())).isEmpty();
  }

  @Test
  void search_installedModel_isNotFoundAgain() throws IOException {
    Path model = copy(REFINER, "ComfyUI/models/checkpoints/r.safetensors");

    assertThat(
            FoundModels.search(
                ModelPlaces.usual(Map.of(), home),
                List.of(model),
                published,
                Duration.ofMinutes(1)))
        .isEmpty();
  }

  @Test
  void search_noTimeLeft_ends() throws IOException {
    copy(REFINER, "ComfyUI/models/checkpoints/r.safetensors");

    assertThat(
            FoundModels.search(
                ModelPlaces.usual(Map.of(), home), List.of(), published, Duration.ofNanos(-1)))
        .isEmpty();
  }

  private static Path inCache(
      Path cache, String owner, String name, String file, Path content, String digest)
      throws IOException {
    Path repository = cache.resolve("models--" + owner + "--" + name);
    Path blob = Files.createDirectories(repository.resolve("blobs")).resolve(digest);
    Files.copy(content, blob);
    Path snapshot = Files.createDirectories(repository.resolve("snapshots/0123456789"));
    Files.writeString(
        Files.createDirectories(repository.resolve("refs")).resolve("main"), "0123456789");
    configurations(content, snapshot);
    return Files.createSymbolicLink(snapshot.resolve(file), Path.of("../../blobs").resolve(digest));
  }

  @Test
  void usual_foldersOfEmbeddings_areKnownAsSuch() throws IOException {
    Path comfy = Files.createDirectories(home.resolve("ComfyUI/models/embeddings"));
    Path web = Files.createDirectories(home.resolve("stable-diffusion-webui/embeddings"));
    Path extra = Files.createDirectories(home.resolve("shared/embeddings"));
    Files.createDirectories(home.resolve("ComfyUI/models/loras"));
    Files.writeString(
        home.resolve("ComfyUI/extra_model_paths.yaml"),
        "a:\n  base_path: " + home.resolve("shared") + "\n  embeddings: embeddings\n");

    assertThat(ModelPlaces.usual(Map.of(), home))
        .filteredOn(ModelPlaces.Place::hasEmbeddings)
        .extracting(ModelPlaces.Place::folder)
        .containsExactlyInAnyOrder(comfy, web, extra);
  }
}
