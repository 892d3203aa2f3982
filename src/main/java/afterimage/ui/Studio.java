package afterimage.ui;

import afterimage.engine.DeviceReport;
import afterimage.engine.RefineSettings;
import afterimage.job.JournalledQueue;
import afterimage.job.Place;
import afterimage.settings.SettingsStore;
import afterimage.ui.export.DragOut;
import afterimage.ui.file.FileDialogs;
import afterimage.ui.file.Importer;
import afterimage.ui.inspector.InspectorEdits;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.inspector.PromptHistory;
import afterimage.ui.inspector.TokenCounting;
import afterimage.ui.mask.MaskControl;
import afterimage.ui.run.RefineControl;
import afterimage.ui.run.RunReports;
import afterimage.ui.session.History;
import afterimage.ui.session.Recents;
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
import javafx.beans.binding.BooleanBinding;
import javafx.stage.Stage;

/**
 * The studio behind its window: opens pictures, refines them, keeps the canvas showing what is
 * selected, saves results. For the FX thread.
 */
public final class Studio implements AutoCloseable {
  private final StudioParts parts;
  private final SettingsStore settings;
  private final Workers workers = new Workers(e -> Platform.runLater(() -> fault(e)));
  private final Session session = new Session();
  private final InspectorModel values = new InspectorModel(RandomGenerator.getDefault());
  private final ShownDevice device;
  private final BooleanBinding ready = Readiness.of(session, values);
  private final History history = new History();
  private final InspectorEdits inspectorEdits;
  private final PromptHistory prompts;
  private final StateFolder state;
  private final SessionStore store;
  private final Importer importer;
  private final RefineControl control;
  private final TrialControl trials;
  private final MaskControl masks = new MaskControl(session);
  private final StudioWindow window;
  private final FileDialogs dialogs;
  private final SessionEdits edits;
  private final CanvasContent canvas;
  private final StudioPages pages;
  private final ModelInUse model;
  private final RefineWhenReady asking;
  private final ViewMemory view;
  private final StartFromWords words;
  private final Recents recents;
  private final PicturesBack presence;

  /** A studio in {@code stage}, which is shown by {@link #show}. */
  public Studio(Stage stage, StudioParts parts) {
    this.parts = parts;
    this.settings = parts.settings();
    this.device = new ShownDevice(settings, this::status);
    this.prompts =
        new PromptHistory(
            settings.get().prompts(), latest -> settings.update(old -> old.withPrompts(latest)));
    this.state = StateFolder.open(parts);
    JournalledQueue queue = state.queue();
    this.store = new SessionStore(session, state.folder(), workers.files(), queue::forgetDone);
    this.importer =
        new Importer(
            session,
            workers.files(),
            store::pastedFile,
            problems -> opening().tell(problems),
            notices -> opening().note(notices));
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
            control::refine,
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
            session, values, history, window.toasts(), new DragOut(workers.background(), settings));
    this.dialogs = parts.dialogs().apply(stage);
    this.canvas = new CanvasContent(session, importer, control, trials, window);
    this.asking =
        new RefineWhenReady(control, session, ready, importer.pendingProperty(), window.toasts());
    this.view = new ViewMemory(session, window.compare(), window.limit());
    this.model = new ModelInUse(parts.engine(), settings, values, inspectorEdits, window);
    this.pages =
        new StudioPages(
            parts,
            window,
            workers,
            dialogs,
            new StudioPages.Content(session, values, importer, model, state.folder()));
    this.words =
        new StartFromWords(
            parts.engine(),
            parts.catalog()::models,
            settings,
            values,
            control,
            new StartFromWords.Place(
                window::showPage, window::hidePage, workers.files(), counting, prompts));
    this.recents =
        new Recents(state.folder().resolve("recent.json"), state.folder(), workers.files());
    window.offerRecents(
        new EmptyRecents(recents, file -> importer.open(List.of(file)), workers.background()));
    this.presence = new PicturesBack(stage, session, control, workers.background());
    state.notice().ifPresent(notice -> window.toasts().warn(notice));
  }

  /** Shows the window, and only then loads models and devices: the first frame need not wait. */
  public void show() {
    window.show();
    new LastSession(session, store, state.queue(), control, workers.background())
        .restore(window.toasts()::warn);
    presence.follow();
    recents.follow(session);
    view.restore();
    describeParts();
    settings.notice().ifPresent(notice -> window.toasts().tell(notice));
  }

  /** Opens files and folders, as if they had been dropped. */
  public void open(List<Path> paths) {
    pages.models().open(paths);
  }

  /** Says something that the user should know. */
  public void tell(String notice) {
    window.toasts().tell(notice);
  }

  /** Stops what is at work and remembers the last values. */
  @Override
  public void close() {
    values.typed().takeOverQuietly();
    model.rememberValues();
    control.close();
    store.close();
    presence.close();
    window.close();
    importer.close();
    // First the session on the disk, which the journal is told of, then the journal.
    workers.close();
    state.close();
  }

  private void describeParts() {
    workers
        .files()
        .execute(
            () -> {
              DeviceReport report = parts.engine().devices();
              Platform.runLater(
                  () -> {
                    device.known(report);
                    pages.welcome(report);
                  });
            });
    model.begin(parts.models(), workers.files());
  }

  private void fault(Throwable e) {
    String what = Texts.of("fault.background", e.getClass().getSimpleName());
    window.toasts().warn(what, Texts.of("fault.background.remedy"));
  }

  private void valuesChanged(RefineSettings before, RefineSettings after) {
    history.record(
        new History.Edit(() -> inspectorEdits.show(before), () -> inspectorEdits.show(after)));
  }

  private RunReports reports() {
    return new RefineReports(this::asked, session, control, window, workers.background());
  }

  private void asked(RefineSettings used) {
    prompts.add(used.prompt());
    model.rememberValues();
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
  private final class WindowActions implements StudioActions {
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
      pages.exports().openPage();
    }

    @Override
    public void saveAs() {
      pages.exports().saveAs();
    }

    @Override
    public void copy() {
      pages.exports().copy();
    }

    @Override
    public void refine(Place place) {
      asking.refine(place);
    }

    @Override
    public void blind() {
      pages.blind().begin();
    }

    @Override
    public void step(int by) {
      Optional.ofNullable(canvas.source()).ifPresent(source -> source.step(by));
    }

    @Override
    public void stepBefore(int by) {
      edits.stepBefore(canvas.source(), by);
    }

    @Override
    public void settings() {
      pages.openSettings(device);
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
