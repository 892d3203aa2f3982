package afterimage.catalog.found;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.catalog.ModelCatalog;
import afterimage.catalog.PublishedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaeFilesTest {
  private static final Path VAE =
      Path.of("src/test/resources/reference-2/vae_override/vae_sgm.safetensors");
  private static final Path LORA =
      Path.of("src/test/resources/reference-2/lora/l01_kohya_lora_f16/adapter.safetensors");

  @TempDir private Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void resolve() throws IOException {
    folder = temporary.toRealPath();
  }

  private VaeFiles files() throws IOException {
    Path comfy = Files.createDirectories(folder.resolve("ComfyUI/models/vae"));
    return new VaeFiles(
        new ModelCatalog(List.of(Files.createDirectories(folder.resolve("models")))),
        List.of(
            new ModelPlaces.Place(Program.COMFY_UI, comfy),
            new ModelPlaces.Place(Program.COMFY_UI, folder)),
        PublishedModels.shipped());
  }

  private Path put(Path file, String place) throws IOException {
    Path target = folder.resolve(place);
    Files.createDirectories(target.resolveSibling(""));
    return Files.copy(file, target);
  }

  @Test
  void all_vaesOfOursAndOfOthers_areListedAndNothingElse() throws IOException {
    Path ours = put(VAE, "models/mine.safetensors");
    Path theirs = put(VAE, "ComfyUI/models/vae/theirs.safetensors");
    put(LORA, "models/style.safetensors");
    put(VAE, "elsewhere.safetensors");

    assertThat(files().all()).containsExactly(ours, theirs);
  }

  @Test
  void find_nameInAnyCaseWithOrWithoutEnding_isTheFile() throws IOException {
    Path file = put(VAE, "models/Some_VAE.safetensors");

    assertThat(files().find("some_vae")).contains(file);
    assertThat(files().find("Some_VAE.safetensors")).contains(file);
    assertThat(files().find("some")).isEmpty();
  }

  @Test
  void find_publishedName_isTheFileThatWasDownloaded() throws IOException {
    Path file = put(VAE, "models/sdxl-vae-fp16-fix.safetensors");

    assertThat(files().find("SDXL-vae-fp16-fix")).contains(file);
  }
}
