package afterimage.catalog.fewsteps;

import afterimage.catalog.ModelCatalog;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModel.Sampling;
import afterimage.catalog.download.ModelSource;
import afterimage.catalog.found.FoundModel;
import afterimage.checkpoint.CheckpointCompiler;
import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.message.Messages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The catalogue's few-step LoRAs for the fast quality: which are on this computer, and which could
 * be. Asks no server.
 *
 * @param source has the published ones
 * @param catalog tells where downloads are
 */
public record FewStepLoras(ModelSource source, ModelCatalog catalog) {

  /** Whether such LoRAs are made for a model: checkpoints that make pictures from words. */
  public static boolean areFor(ModelInfo model) {
    return model.generatedSize() != null && CheckpointCompiler.isCheckpoint(model.directory());
  }

  /**
   * Those on this computer, the most useful first: what was downloaded, or else what other programs
   * keep. Looks through folders, and reads the file of another program whose digest is known.
   *
   * @param patience for the search
   * @throws EngineException if a file cannot be read
   */
  public List<FewStepLora> here(Duration patience) throws EngineException {
    List<FewStepLora> here = new ArrayList<>();
    for (PublishedModel model : published()) {
      if (ModelSource.isIn(catalog.downloads(), model)) {
        here.add(lora(model, ModelSource.place(model, catalog.downloads())));
      }
    }
    return here.isEmpty() ? elsewhere(patience) : here;
  }

  private List<FewStepLora> elsewhere(Duration patience) throws EngineException {
    List<FewStepLora> theirs = new ArrayList<>();
    List<FoundModel> found = source.found(catalog, patience);
    for (PublishedModel model : published()) {
      if (found.stream().anyMatch(one -> model.id().equals(one.published()))) {
        source
            .elsewhere(model, catalog, patience)
            .ifPresent(one -> theirs.add(lora(model, one.path())));
      }
    }
    return theirs;
  }

  /** Whether settings are those of one of them, which then belongs to them. */
  public boolean areMeantBy(RefineSettings settings) {
    return published().stream()
        .anyMatch(model -> lora(model, Path.of(model.saveAs())).isMeantBy(settings));
  }

  /** The one to download: the first whose licence is known, else the first. */
  public Optional<PublishedModel> toDownload() {
    return published().stream().min(Comparator.comparing(model -> model.licence() == null));
  }

  /**
   * Refuses a model that has none.
   *
   * @throws EngineException naming it
   */
  public static void require(ModelInfo model) throws EngineException {
    if (!areFor(model)) {
      throw new EngineException(
          Messages.of("catalog.fast.none", model.name()), Messages.of("catalog.fast.none.remedy"));
    }
  }

  private List<PublishedModel> published() {
    return source.published().models().stream()
        .filter(model -> model.use() == PublishedModel.Use.FEW_STEPS)
        .filter(model -> model.sampling() != null && model.steps() != null)
        .toList();
  }

  private static FewStepLora lora(PublishedModel model, Path file) {
    Sampling sampling = Objects.requireNonNull(model.sampling());
    return new FewStepLora(model, file, Objects.requireNonNull(model.steps()), sampling);
  }
}
