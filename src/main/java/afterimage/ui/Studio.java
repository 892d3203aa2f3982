package afterimage.ui;

import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import afterimage.engine.RefineResult;
import afterimage.engine.RefineSettings;
import afterimage.job.JournalledQueue;
import afterimage.settings.SettingsStore;
import afterimage.ui.file.FileDialogs;
import afterimage.ui.file.Importer;
import afterimage.ui.inspector.InspectorEdits;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.models.Models;
import afterimage.ui.run.RefineControl;
import afterimage.ui.session.History;
import afterimage.ui.session.Session;
import afterimage.ui.session.SessionStore;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.session.VersionActions;
import afterimage.ui.text.Texts;
import afterimage.ui.toast.Toasts;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.input.Clipboard;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

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
  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
  private final History history = new History();
  private final InspectorEdits inspectorEdits;
  private final JournalledQueue queue;
  private final SessionStore store;
  private final Importer importer;
  private final RefineControl control;
  private final StudioWindow window;
  private final FileDialogs dialogs;
  private final ResultSaver saver;
  private final SessionEdits edits;
  private final CanvasContent canvas;
  private final Models models;
  private @Nullable DeviceReport devices;

  /** A studio in {@code stage}, which is shown by {@link #show}. */
  public Studio(Stage stage, StudioParts parts) {
    this.parts = parts;
    this.settings = parts.settings();
    StateFolder state = StateFolder.open(parts);
    this.queue = state.queue();
    this.store =
        new SessionStore(
            session, state.folder(), workers.files(), ids -> ids.forEach(queue::forget));
    this.importer = new Importer(session, workers.files(), store::pastedFile, this::tellProblems);
    this.control =
        new RefineControl(
            queue,
            session,
            values,
            this::device,
            store::versionFile,
            workers.files(),
            new RefineReports());
    this.inspectorEdits = new InspectorEdits(values, this::valuesChanged);
    this.window =
        new StudioWindow(
            stage,
            new StudioWindow.Content(
                session,
                values,
                control,
                importer,
                ready,
                workers.tiles(),
                workers.background(),
                settings,
                history),
            new WindowActions());
    this.edits = new SessionEdits(session, values, history, window.toasts());
    this.dialogs = parts.dialogs().apply(stage);
    this.saver = new ResultSaver(session, dialogs, settings, workers.files(), window.toasts());
    this.canvas = new CanvasContent(session, importer, control, window);
    this.models =
        new Models(
            parts.engine(),
            parts.catalog(),
            workers.background(),
            new Models.Place(
                window::showPage,
                window::hidePage,
                this::useFromNowOn,
                this::addLora,
                importer::open,
                window.toasts()::warn,
                () -> dialogs.chooseModel(settings.get().startFolder()),
                () -> dialogs.chooseFolder(settings.get().startFolder())));
    window.dropTarget().onFiles(models::open);
    window.status().onModel(models::showPage);
    session.shownProperty().subscribe(_ -> updateReady());
    values.modelProperty().subscribe(_ -> updateReady());
    state.notice().ifPresent(notice -> window.toasts().tell(notice));
  }

  /** Shows the window, and only then loads models and devices: the first frame need not wait. */
  public void show() {
    window.show();
    LastSession.restore(session, store, queue, control, workers.background());
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
    store.save();
    window.close();
    queue.close();
    workers.close();
  }

  private void describeParts() {
    workers
        .files()
        .execute(
            () -> {
              DeviceReport report = parts.engine().devices();
              Platform.runLater(() -> devicesKnown(report));
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
    window.status().showModel(info.name());
  }

  private void devicesKnown(DeviceReport report) {
    devices = report;
    showDevice();
  }

  private void showDevice() {
    Device chosen = device();
    DeviceReport report = devices;
    String runtime = report == null ? "" : report.runtime();
    String name =
        chosen.kind() != Device.Kind.AUTO || report == null
            ? chosen.toString()
            : report.verdicts().stream()
                .filter(DeviceReport.Verdict::usable)
                .map(verdict -> verdict.kind().label())
                .findFirst()
                .orElse(chosen.toString());
    window.status().showDevice(Texts.of("status.device", name.toUpperCase(Locale.ROOT), runtime));
  }

  private Device device() {
    return Device.parse(settings.get().device());
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

  private void tellProblems(List<Importer.Problem> problems) {
    Importer.Problem first = problems.getFirst();
    if (problems.size() == 1) {
      window.toasts().warn(first.what(), first.remedy());
      return;
    }
    StringBuilder what = new StringBuilder(Texts.of("open.problems", problems.size()));
    problems.stream().limit(5).forEach(problem -> what.append("\n• ").append(problem.what()));
    if (problems.size() > 5) {
      what.append("\n").append(Texts.of("open.problems.more", problems.size() - 5));
    }
    window.toasts().warn(what.toString(), first.remedy());
  }

  private Optional<Version> shownVersion() {
    return Optional.ofNullable(canvas.source()).map(source -> source.shownProperty().get());
  }

  /** What the window's buttons and keys do. */
  private final class WindowActions implements StudioWindow.Actions {
    @Override
    public void open() {
      List<Path> chosen = dialogs.choosePictures(settings.get().startFolder());
      if (!chosen.isEmpty()) {
        Path parent = chosen.getFirst().toAbsolutePath().getParent();
        settings.update(old -> old.withLastFolder(String.valueOf(parent)));
        importer.open(chosen);
      }
    }

    @Override
    public void openFolder() {
      dialogs
          .chooseFolder(settings.get().startFolder())
          .ifPresent(
              folder -> {
                settings.update(old -> old.withLastFolder(folder.toString()));
                importer.open(List.of(folder));
              });
    }

    @Override
    public void paste() {
      if (!window.dropTarget().take(Clipboard.getSystemClipboard())) {
        window.toasts().tell(Texts.of("paste.nothing"));
      }
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
      saver.save();
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
      window.showSettings(devices, Studio.this::showDevice, models::showPage);
    }

    @Override
    public void close(Source source) {
      edits.close(source);
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

  /** How refines end. */
  private final class RefineReports implements RefineControl.Reports {
    @Override
    public void started(ModelInfo model, RefineSettings used) {
      rememberValues();
    }

    @Override
    public void done(Source source, RefineResult result) {
      double seconds = result.total().toMillis() / 1000.0;
      window
          .status()
          .showPicture(Texts.of("status.done", source.name(), String.format("%.1f", seconds)));
    }

    @Override
    public void failed(String what, String remedy, Runnable retry) {
      window.toasts().warn(what, remedy, new Toasts.Action(Texts.of("retry"), retry));
    }

    @Override
    public void notice(String message) {
      window.toasts().tell(message);
    }
  }
}
