package afterimage.catalog.fewsteps;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.catalog.ModelCatalog;
import afterimage.catalog.PublishedFile;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModels;
import afterimage.catalog.download.HubEndpoint;
import afterimage.catalog.download.ModelSource;
import afterimage.catalog.download.RetryPolicy;
import afterimage.catalog.found.ModelPlaces;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.ModelOptions;
import afterimage.engine.RefineSettings;
import afterimage.engine.TimestepSpacing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FewStepLorasTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Path LORA = Path.of("src/test/resources/lora/peft.safetensors");
  private static final RefineSettings SETTINGS =
      new RefineSettings("a fox", "blur", 0.4, 50, 7, 6, 2.5, 9, null);

  @TempDir private Path home;

  @Test
  void shipped_everyFewStepLora_hasASamplingThatWeHave() {
    List<PublishedModel> few =
        PublishedModels.shipped().models().stream()
            .filter(model -> model.use() == PublishedModel.Use.FEW_STEPS)
            .toList();

    assertThat(few).hasSizeGreaterThanOrEqualTo(3);
    assertThat(few)
        .allSatisfy(
            model -> {
              assertThat(Schedulers.names())
                  .contains(Objects.requireNonNull(model.sampling()).scheduler());
              assertThat(model.steps()).isBetween(1, 12);
            });
    assertThat(PublishedModels.shipped().models())
        .filteredOn(model -> model.use() != PublishedModel.Use.FEW_STEPS)
        .allMatch(model -> model.sampling() == null);
  }

  @Test
  void toDownload_severalPublished_isTheFirstWithAKnownLicence() {
    assertThat(loras(null, null).toDownload())
        .hasValueSatisfying(model -> assertThat(model.id()).isEqualTo("second"));
  }

  @Test
  void here_downloaded_comesBeforeWhatOthersHave() throws Exception {
    copy("models/second.safetensors");
    copy("ComfyUI/models/loras/first.safetensors");

    assertThat(loras(null, null).here(PATIENCE))
        .singleElement()
        .satisfies(
            lora -> {
              assertThat(lora.model().id()).isEqualTo("second");
              assertThat(lora.file()).isEqualTo(home.resolve("models/second.safetensors"));
            });
  }

  @Test
  void here_ofAnotherProgram_isUsedWhereItIsIfItsDigestIsRight() throws Exception {
    Path theirs = copy("ComfyUI/models/loras/first.safetensors");

    assertThat(loras(PublishedFile.sha256(LORA), Files.size(LORA)).here(PATIENCE))
        .singleElement()
        .satisfies(lora -> assertThat(lora.file()).isEqualTo(theirs));
    assertThat(loras("ab".repeat(32), Files.size(LORA)).here(PATIENCE)).isEmpty();
  }

  @Test
  void here_fileOfAnotherLength_isNotIt() throws Exception {
    copy("models/second.safetensors");

    assertThat(loras(null, 17L).here(PATIENCE)).isEmpty();
  }

  @Test
  void onto_settingsAndOptions_setsWhatBelongsToItAndNothingElse() throws Exception {
    copy("models/second.safetensors");
    FewStepLora lora = loras(null, null).here(PATIENCE).getFirst();

    RefineSettings fast = lora.onto(SETTINGS);
    ModelOptions options = lora.onto(ModelOptions.DEFAULT);

    assertThat(fast)
        .isEqualTo(
            SETTINGS
                .withSteps(8)
                .withGuidanceScale(1)
                .withScheduler("euler")
                .withAdvanced(SETTINGS.advanced().withSpacing(TimestepSpacing.TRAILING)));
    assertThat(options.loras()).containsExactly(new ModelOptions.Lora(lora.file(), 1));
    assertThat(lora.onto(options)).isEqualTo(options);
    assertThat(lora.isMeantBy(fast)).isTrue();
    assertThat(loras(null, null).areMeantBy(fast)).isTrue();
    assertThat(loras(null, null).areMeantBy(SETTINGS)).isFalse();
    assertThat(lora.told())
        .isEqualTo("Fast: second, 8 steps with euler (trailing timesteps), no guidance.");
  }

  private Path copy(String place) throws Exception {
    Path target = home.toRealPath().resolve(place);
    Files.createDirectories(target.resolveSibling(""));
    return Files.copy(LORA, target);
  }

  private FewStepLoras loras(@Nullable String sha256, @Nullable Long bytes) {
    List<PublishedModel> models =
        List.of(
            published("first", "ddim", 5, null, sha256, bytes),
            published("second", "euler", 1, "mit", sha256, bytes));
    return new FewStepLoras(
        new ModelSource(
            new PublishedModels(models, List.of()),
            HubEndpoint.of(Map.of("HF_ENDPOINT", "http://127.0.0.1:9")),
            RetryPolicy.USUAL,
            ModelPlaces.usual(Map.of(), home)),
        new ModelCatalog(List.of(home.resolve("models"))));
  }

  private static PublishedModel published(
      String id,
      String scheduler,
      double guidance,
      @Nullable String licence,
      @Nullable String sha256,
      @Nullable Long bytes) {
    String file = id + ".safetensors";
    return new PublishedModel(
        id,
        id,
        PublishedModel.Use.FEW_STEPS,
        8,
        new PublishedModel.Sampling(scheduler, TimestepSpacing.TRAILING, guidance),
        licence,
        "owner/" + id,
        null,
        file,
        file,
        bytes,
        sha256);
  }
}
