package afterimage.ui.generate;

import afterimage.engine.ImageEngine;
import afterimage.engine.ModelInfo;
import afterimage.settings.SettingsStore;
import afterimage.ui.inspector.FastQuality;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.inspector.PromptHistory;
import afterimage.ui.inspector.TokenCounting;
import afterimage.ui.run.GenerateOrder;
import afterimage.ui.run.RunModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Opens the page for a picture from words and puts what it asks for into the queue. */
public final class GeneratePictures {
  /** Before a base model's name where its last values are kept: refines with it have their own. */
  private static final String VALUES = "words: ";

  private final ImageEngine engine;
  private final Supplier<List<Path>> models;
  private final SettingsStore settings;
  private final InspectorModel inspector;
  private final RunModel runs;
  private final Place place;
  private final GenerateModel words = new GenerateModel(RandomGenerator.getDefault());
  private @Nullable GeneratePage page;
  private @Nullable KnownModels shown;

  /**
   * Where the page is shown, and where slow work is done.
   *
   * @param show shows a page
   * @param hide takes it away
   * @param worker a thread off the FX thread
   * @param counting counts the prompt's tokens
   * @param prompts of former runs
   * @param fast what fast means
   */
  public record Place(
      Consumer<Node> show,
      Runnable hide,
      Executor worker,
      TokenCounting counting,
      PromptHistory prompts,
      FastQuality fast) {}

  /**
   * @param engine describes the models
   * @param models that are installed, asked each time the page is opened
   * @param settings remember the last values
   * @param inspector has what was added to the model in use
   * @param runs takes orders
   * @param place of the page
   */
  public GeneratePictures(
      ImageEngine engine,
      Supplier<List<Path>> models,
      SettingsStore settings,
      InspectorModel inspector,
      RunModel runs,
      Place place) {
    this.engine = engine;
    this.models = models;
    this.settings = settings;
    this.inspector = inspector;
    this.runs = runs;
    this.place = place;
    inspector.loras().addListener((InvalidationListener) _ -> takeAdditions());
    inspector.embeddings().addListener((InvalidationListener) _ -> takeAdditions());
  }

  /** Opens the page; what is installed is looked up off the FX thread. */
  public void open() {
    // One page for all times: it listens to values that stay.
    GeneratePage opened = page == null ? newPage() : page;
    takeAdditions();
    place.show.accept(opened);
    Platform.runLater(opened::begin);
    List<Path> installed = models.get();
    place.worker.execute(
        () -> {
          KnownModels known = KnownModels.of(installed, engine::describe);
          Platform.runLater(() -> show(opened, known));
        });
  }

  private GeneratePage newPage() {
    GeneratePage made = new GeneratePage(words, place, new PageActions());
    page = made;
    shown = null;
    return made;
  }

  private void show(GeneratePage opened, KnownModels known) {
    if (known.equals(shown)) {
      return;
    }
    shown = known;
    if (!known.bases().isEmpty()) {
      ModelInfo now = words.values().modelProperty().get();
      if (now == null || !known.bases().contains(now)) {
        use(known.bases().getFirst());
      }
    }
    opened.show(known);
  }

  private void use(ModelInfo base) {
    words.use(base, settings.get().lastValues().get(VALUES + base.name()));
    takeAdditions();
  }

  /**
   * LoRAs of the model in use come along where it is the base; embeddings always do, and previews
   * are painted alike.
   */
  private void takeAdditions() {
    InspectorModel values = words.values();
    values.previewDecoderProperty().set(inspector.previewDecoderProperty().get());
    values.embeddings().setAll(inspector.embeddings());
    ModelInfo base = values.modelProperty().get();
    ModelInfo inUse = inspector.modelProperty().get();
    if (base != null && inUse != null && base.directory().equals(inUse.directory())) {
      values.loras().setAll(inspector.loras());
      place.fast().resume(values, _ -> {});
    }
    values.vaeProperty().set(base == null ? null : vae(base));
  }

  /** The one that was chosen for the model. */
  private @Nullable Path vae(ModelInfo base) {
    String chosen = settings.get().preferences().vaes().get(base.directory().toString());
    return chosen == null ? null : Path.of(chosen);
  }

  private void order(GenerateOrder order) {
    settings.update(old -> old.withLastValues(VALUES + order.model().name(), order.settings()));
    place.prompts.add(order.settings().prompt());
    place.hide.run();
    runs.generate(order);
  }

  private final class PageActions implements GeneratePage.Actions {
    @Override
    public void use(ModelInfo base) {
      GeneratePictures.this.use(base);
    }

    @Override
    public void generate() {
      words.order().ifPresent(GeneratePictures.this::order);
    }

    @Override
    public void close() {
      place.hide.run();
    }
  }
}
