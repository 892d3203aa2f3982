package afterimage.ui.models;

import afterimage.catalog.ModelCatalog;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.download.ModelSource;
import afterimage.catalog.fewsteps.FewStepLora;
import afterimage.catalog.fewsteps.FewStepLoras;
import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.engine.TimestepSpacing;
import afterimage.ui.inspector.FastQuality;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.text.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.application.Platform;

/**
 * The fast quality with the catalogue's LoRAs. For the FX thread; they are looked for on another.
 */
public final class FewStepQuality implements FastQuality {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Supplier<ModelSource> source;
  private final ModelCatalog catalog;
  private final Executor background;
  private final Consumer<PublishedModel> download;
  private final Map<InspectorModel, FewStepLora> chosen = new WeakHashMap<>();

  /**
   * @param source has the LoRAs; asked on other threads only
   * @param catalog tells where downloads are
   * @param background where they are looked for
   * @param download fetches one, after its terms
   */
  public FewStepQuality(
      Supplier<ModelSource> source,
      ModelCatalog catalog,
      Executor background,
      Consumer<PublishedModel> download) {
    this.source = source;
    this.catalog = catalog;
    this.background = background;
    this.download = download;
  }

  @Override
  public boolean isFor(ModelInfo model) {
    return FewStepLoras.areFor(model);
  }

  @Override
  public boolean isOn(InspectorModel values) {
    FewStepLora lora = chosen.get(values);
    return lora != null
        && values.hasLora(lora.file())
        && values.stepsProperty().get() == lora.steps();
  }

  @Override
  public void switchOn(InspectorModel values, Consumer<Note> told) {
    look(
        values,
        _ -> true,
        told,
        (all, here) -> {
          if (here.isEmpty()) {
            told.accept(missing(all));
          } else {
            FewStepLora lora = here.getFirst();
            use(values, lora);
            values.show(lora.onto(values.settings()));
            told.accept(new Note(lora.told(), null));
          }
        });
  }

  @Override
  public void switchOff(InspectorModel values) {
    FewStepLora lora = chosen.remove(values);
    ModelInfo model = values.modelProperty().get();
    if (lora == null || model == null) {
      return;
    }
    values.removeLora(lora.file());
    RefineSettings now = values.settings();
    values.show(
        now.withGuidanceScale(model.defaults().guidanceScale())
            .withSteps(model.defaults().steps())
            .withScheduler(model.defaults().scheduler())
            .withAdvanced(now.advanced().withSpacing(TimestepSpacing.MODEL)));
  }

  @Override
  public void resume(InspectorModel values, Consumer<Note> told) {
    ModelInfo model = values.modelProperty().get();
    if (model == null || !isFor(model)) {
      return;
    }
    RefineSettings now = values.settings();
    FewStepLora known = chosen.get(values);
    if (known != null && known.isMeantBy(now)) {
      use(values, known);
      return;
    }
    look(
        values,
        all -> all.areMeantBy(now),
        told,
        (all, here) ->
            here.stream()
                .filter(lora -> lora.isMeantBy(values.settings()))
                .findFirst()
                .ifPresentOrElse(lora -> use(values, lora), () -> told.accept(missing(all))));
  }

  private void use(InspectorModel values, FewStepLora lora) {
    chosen.put(values, lora);
    values.addLora(lora.file());
  }

  /** What comes of a search. */
  private interface Found {
    void are(FewStepLoras all, List<FewStepLora> here);
  }

  /** Tells what is found if it is worth a search, and the model is still the same then. */
  private void look(
      InspectorModel values, Predicate<FewStepLoras> worth, Consumer<Note> told, Found found) {
    ModelInfo model = values.modelProperty().get();
    background.execute(
        () -> {
          try {
            FewStepLoras all = new FewStepLoras(source.get(), catalog);
            if (!worth.test(all)) {
              return;
            }
            List<FewStepLora> here = all.here(PATIENCE);
            Platform.runLater(
                () -> {
                  if (Objects.equals(values.modelProperty().get(), model)) {
                    found.are(all, here);
                  }
                });
          } catch (EngineException e) {
            Platform.runLater(() -> told.accept(new Note(e.problem().sentence(), null)));
          }
        });
  }

  private Note missing(FewStepLoras all) {
    PublishedModel model = all.toDownload().orElse(null);
    return model == null
        ? new Note(Texts.of("fast.none"), null)
        : new Note(Texts.of("fast.missing", model.name()), () -> download.accept(model));
  }
}
