package afterimage.ui;

import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.job.JournalledQueue;
import afterimage.settings.PresetFolder;
import afterimage.settings.SettingsStore;
import afterimage.ui.blind.BlindTests;
import afterimage.ui.export.DragOut;
import afterimage.ui.export.Exports;
import afterimage.ui.file.FileDialogs;
import afterimage.ui.file.Importer;
import afterimage.ui.inspector.InspectorEdits;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.inspector.PromptHistory;
import afterimage.ui.inspector.TokenCounting;
import afterimage.ui.mask.MaskControl;
import afterimage.ui.models.Models;
import afterimage.ui.preset.Presets;
import afterimage.ui.run.RefineControl;
import afterimage.ui.session.History;
import afterimage.ui.session.Session;
import afterimage.ui.session.SessionStore;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.session.VersionActions;
import afterimage.ui.text.Texts;
import afterimage.ui.trials.TrialControl;
import afterimage.ui.words.StartFromWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.stage.Stage;

/**
 * The studio behind its window: opens pictures, refines them, keeps the canvas showing what is
 * selected, saves results. For the FX thread.
 */
public final class Studio implements AutoCloseable {
  private final StudioParts parts;
  private final SettingsStore settings;
  private final Workers workers = new Workers();
  private final Session session = new Session();
  private final InspectorModel values = new InspectorModel(RandomGenerator.getDefault());
  private final ShownDevice device;
  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
  private final History history = new History();
  private final InspectorEdits inspectorEdits;
  private final PromptHistory prompts;
  private final JournalledQueue queue;
  private final SessionStore store;
  private final Importer importer;
  private final RefineControl control;
  private final TrialControl trials;
  private final MaskControl masks = new MaskControl(session);
  private final StudioWindow window;
  private final FileDialogs dialogs;
  private final Exports exports;
  private final BlindTests blind;
  private final SessionEdits edits;
  private final CanvasContent canvas;
  private final Models models;
  private final RefineWhenReady asking;
  private final ViewMemory view;
  private final StartFromWords words;

  /** A studio in {@code stage}, which is shown by {@link #show}. */
  public Studio(Stage stage, StudioParts parts) {
    this.parts = parts;
    this.settings = parts.settings();
    this.device = new ShownDevice(settings, this::status);
    this.prompts =
        new PromptHistory(
            settings.get().prompts(), latest -> settings.update(old -> old.withPrompts(latest)));
    StateFolder state = StateFolder.open(parts);
    this.queue = state.queue();
    this.store = new SessionStore(session, state.folder(), workers.files(), queue::forgetDone);
    this.importer =
        new Importer(
            session, workers.files(), store::pastedFile, problems -> opening().tell(problems));
    this.control =
        new RefineControl(
            queue,
            session,
            values,
            device::chosen,
            store,
            workers.files(),
            new LateReports(this::reports));
    control.useMasks(masks::maskOf);
    this.trials =
        new TrialControl(
            queue,
            session,
            values,
            device::chosen,
            workers.background(),
            (source, model, used) ->
                control.refine(source, model.directory(), values.options(), used),
            RandomGenerator.getDefault());
    TokenCounting counting = new TokenCounting(parts.engine()::countTokens, workers.counting());
    this.inspectorEdits = new InspectorEdits(values, this::valuesChanged);
    this.window =
        new StudioWindow(
            stage,
            new StudioWindow.Content(
                session,
                values,
                prompts,
                control,
                trials,
                masks,
                importer,
                ready,
                workers.tiles(),
                workers.background(),
                settings,
                history,
                counting),
            new WindowActions());
    this.edits =
        new SessionEdits(
            session, values, history, window.toasts(), new DragOut(workers.background()));
    this.dialogs = parts.dialogs().apply(stage);
    this.exports =
        new Exports(session, dialogs, settings, workers.files(), window.toasts(), window.pages());
    this.blind =
        new BlindTests(
            session,
            state.folder().resolve("blind-test.json"),
            dialogs,
            window.pages(),
            window.toasts(),
            new BlindTests.Workers(workers.files(), workers.tiles()));
    window.usePresets(
        new Presets(
            new PresetFolder(settings.folder().resolve("presets")),
            values,
            dialogs,
            workers.files(),
            window.toasts(),
            window.pages()));
    this.canvas = new CanvasContent(session, importer, control, trials, window);
    this.asking = new RefineWhenReady(control, ready, importer.pendingProperty(), window.toasts());
    this.view = new ViewMemory(session, window.compare());
    this.models =
        new Models(
            parts.engine(),
            parts.catalog(),
            workers.background(),
            new Models.Place(
                page -> window.pages().open(page, () -> {}),
                window.pages()::close,
                this::useFromNowOn,
                this::addLora,
                importer::open,
                window.toasts()::warn,
                () -> dialogs.chooseModel(settings.get().startFolder()),
                () -> dialogs.chooseFolder(settings.get().startFolder())));
    window.dropTarget().onFiles(models::open);
    window.status().onModel(models::showPage);
    this.words =
        new StartFromWords(
            parts.engine(),
            parts.catalog()::models,
            settings,
            control,
            new StartFromWords.Place(
                window::showPage, window::hidePage, workers.files(), counting, prompts));
    session.shownProperty().subscribe(_ -> updateReady());
    values.modelProperty().subscribe(_ -> updateReady());
    state.notice().ifPresent(notice -> window.toasts().tell(notice));
  }

  /** Shows the window, and only then loads models and devices: the first frame need not wait. */
  public void show() {
    window.show();
    LastSession.restore(session, store, queue, control, workers.background());
    view.restore();
    describeParts();
    settings.notice().ifPresent(notice -> window.toasts().tell(notice));
  }

  /** Opens files and folders, as if they had been dropped. */
  public void open(List<Path> paths) {
    models.open(paths);
  }

  /** Stops what is at work and remembers the last values. */
  @Override
  public void close() {
    rememberValues();
    control.close();
    store.save();
    window.close();
    // First the session on the disk, which the journal is told of, then the journal.
    workers.close();
    queue.close();
  }

  private void describeParts() {
    workers
        .files()
        .execute(
            () -> {
              DeviceReport report = parts.engine().devices();
              Platform.runLater(() -> device.known(report));
            });
    if (parts.models().isEmpty()) {
      window.toasts().warn(Texts.of("model.none"), Texts.of("model.none.remedy"));
      return;
    }
    Path model = modelToUse();
    workers
        .files()
        .execute(
            () -> {
              try {
                ModelInfo info = parts.engine().describe(model);
                Platform.runLater(() -> use(info));
              } catch (EngineException e) {
                Platform.runLater(() -> window.toasts().warn(e.what(), e.remedy()));
              }
            });
  }

  private Path modelToUse() {
    String last = settings.get().model();
    return parts.models().stream()
        .filter(model -> model.toString().equals(last))
        .findFirst()
        .orElse(parts.models().getFirst());
  }

  /** Takes a model that the user chose, for this and later starts. */
  private void useFromNowOn(ModelInfo info) {
    rememberValues();
    settings.update(old -> old.withModel(info.directory().toString()));
    use(info);
    window.toasts().tell(Texts.of("models.used", info.name()));
  }

  private void addLora(Path file) {
    values.addLora(file);
    window.toasts().tell(Texts.of("lora.added", String.valueOf(file.getFileName())));
  }

  private void use(ModelInfo info) {
    values.use(info, settings.get().lastValues().get(info.name()));
    inspectorEdits.begin();
    status().showModel(info.name());
  }

  private void rememberValues() {
    ModelInfo model = values.modelProperty().get();
    if (model != null) {
      RefineSettings now = values.settings();
      settings.update(old -> old.withLastValues(model.name(), now));
    }
  }

  private void valuesChanged(RefineSettings before, RefineSettings after) {
    history.record(
        new History.Edit(() -> inspectorEdits.show(before), () -> inspectorEdits.show(after)));
  }

  private void updateReady() {
    ready.set(values.modelProperty().get() != null && session.shown().isPresent());
  }

  private RefineControl.Reports reports() {
    return new RefineReports(this::asked, control, window, workers.background());
  }

  private void asked(RefineSettings used) {
    prompts.add(used.prompt());
    rememberValues();
  }

  private StatusLine status() {
    return window.status();
  }

  private Opening opening() {
    return new Opening(dialogs, settings, importer, window.dropTarget(), window.toasts());
  }

  private Optional<Version> shownVersion() {
    return Optional.ofNullable(canvas.source()).map(source -> source.shownProperty().get());
  }

  /** What the window's buttons and keys do. */
  private final class WindowActions implements StudioWindow.Actions {
    @Override
    public void open() {
      opening().choose();
    }

    @Override
    public void openFolder() {
      opening().chooseFolder();
    }

    @Override
    public void paste() {
      opening().paste();
    }

    @Override
    public void startFromWords() {
      words.open();
    }

    @Override
    public void trySample() {
      importer.open(parts.samples());
    }

    @Override
    public boolean hasSample() {
      return !parts.samples().isEmpty();
    }

    @Override
    public void export() {
      exports.openPage();
    }

    @Override
    public void saveAs() {
      exports.saveAs();
    }

    @Override
    public void copy() {
      exports.copy();
    }

    @Override
    public void refine() {
      asking.refine();
    }

    @Override
    public void blind() {
      blind.begin();
    }

    @Override
    public void step(int by) {
      Source source = canvas.source();
      if (source != null) {
        source.step(by);
      }
    }

    @Override
    public void settings() {
      window.showSettings(
          device.report(),
          new HardwareCheck(
                  parts.engine(), parts.version(), workers.files(), window.pages(), window.toasts())
              ::open,
          models::showPage,
          device::show);
    }

    @Override
    public void close(Source source) {
      if (source.awaitedProperty().get()) {
        control.cancelAll(source);
      } else {
        edits.close(source);
      }
    }

    @Override
    public VersionActions versions() {
      return edits;
    }

    @Override
    public void undo() {
      inspectorEdits.settle();
      history.undo();
    }

    @Override
    public void redo() {
      history.redo();
    }

    @Override
    public void starShown() {
      shownVersion().ifPresent(edits::star);
    }

    @Override
    public void useShownAsBefore() {
      shownVersion().ifPresent(edits::useAsBefore);
    }
  }
}
