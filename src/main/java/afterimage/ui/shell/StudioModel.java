package afterimage.ui.shell;

import afterimage.catalog.EmbeddingSearch;
import afterimage.catalog.PromptEmbeddings;
import afterimage.catalog.PromptLoras;
import afterimage.catalog.TagReadingEngine;
import afterimage.engine.DeviceReport;
import afterimage.engine.RefineSettings;
import afterimage.job.JobQueue;
import afterimage.message.Problem;
import afterimage.settings.SettingsStore;
import afterimage.ui.export.DragOut;
import afterimage.ui.film.SearchModel;
import afterimage.ui.film.SessionEdits;
import afterimage.ui.film.ShownVersion;
import afterimage.ui.inspector.InspectorEdits;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.inspector.LoraTags;
import afterimage.ui.inspector.PromptHistory;
import afterimage.ui.inspector.TokenCounting;
import afterimage.ui.mask.MaskModel;
import afterimage.ui.models.ControlChooser;
import afterimage.ui.models.Downloads;
import afterimage.ui.models.ModelInUse;
import afterimage.ui.models.VaeChooser;
import afterimage.ui.notice.Notices;
import afterimage.ui.notice.StatusModel;
import afterimage.ui.open.ImportReport;
import afterimage.ui.open.Importer;
import afterimage.ui.open.LastSession;
import afterimage.ui.open.PicturesBack;
import afterimage.ui.run.Readiness;
import afterimage.ui.run.RefineReports;
import afterimage.ui.run.RefineWhenReady;
import afterimage.ui.run.RunModel;
import afterimage.ui.session.History;
import afterimage.ui.session.Recents;
import afterimage.ui.session.Session;
import afterimage.ui.session.SessionStore;
import afterimage.ui.session.StateFolder;
import afterimage.ui.settings.DeviceModel;
import afterimage.ui.text.Texts;
import afterimage.ui.trials.TrialsModel;
import afterimage.ui.watch.WatchModel;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javafx.application.Platform;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableBooleanValue;

/**
 * Everything the studio is made of before there is a window: what is open, what is chosen, what
 * runs, what is told. Each part knows only those above it here; no part knows a view. For the FX
 * thread.
 */
public final class StudioModel implements AutoCloseable {
  final StudioParts parts;
  final SettingsStore settings;
  final Notices notices = new Notices();
  final StatusModel status = new StatusModel();
  final Workers workers = new Workers(e -> Platform.runLater(() -> tellFault(e)));
  final Session session = new Session();
  final InspectorModel values = new InspectorModel(RandomGenerator.getDefault());
  final BooleanBinding ready = Readiness.of(session, values);
  final History history = new History();
  final MaskModel masks = new MaskModel(session);
  final ShownVersion version = new ShownVersion();
  final SearchModel search = new SearchModel();
  final DeviceModel device;
  final PromptHistory prompts;
  final TokenCounting counting;
  final InspectorEdits inspectorEdits;
  final ModelInUse model;
  final VaeChooser vaes;
  final ControlChooser controls;
  final Downloads downloads;
  final StateFolder state;
  final Importer importer;
  final RunModel runs;
  final TrialsModel trials;
  final RefineWhenReady asking;
  final SessionEdits edits;
  final WatchModel watch;
  final Recents recents;
  private final SessionStore store;
  private final PicturesBack presence;

  /**
   * @param parts what it is made of
   * @param watched whether the user looks at the window
   */
  public StudioModel(StudioParts parts, ObservableBooleanValue watched) {
    this.parts = parts;
    this.settings = parts.settings();
    PromptLoras loras = new PromptLoras(parts.catalog());
    new LoraTags(values, loras, workers.background(), notices::tell).follow();
    this.device = new DeviceModel(settings, status);
    this.prompts =
        new PromptHistory(
            settings.get().prompts(), latest -> settings.update(old -> old.withPrompts(latest)));
    TagReadingEngine reading =
        new TagReadingEngine(
            parts.engine(),
            loras,
            new PromptEmbeddings(
                new EmbeddingSearch(
                    parts.catalog(), () -> parts.available().get().embeddingFolders())));
    this.counting = new TokenCounting(reading::countTokens, workers.counting());
    this.inspectorEdits = new InspectorEdits(values, this::valuesChanged);
    history.settleFirst(inspectorEdits::settle);
    this.model = new ModelInUse(parts.engine(), settings, values, inspectorEdits, notices, status);
    this.vaes =
        new VaeChooser(
            values, settings, parts.catalog(), parts.available(), workers.background(), notices);
    vaes.follow();
    this.controls =
        new ControlChooser(
            values, parts.catalog(), parts.available(), workers.background(), notices);
    controls.follow();
    this.downloads = new Downloads(parts.available(), parts.catalog());
    this.state = StateFolder.open(new JobQueue(reading), parts.state(), parts.version());
    this.store =
        new SessionStore(session, state.folder(), workers.files(), state.queue()::forgetDone);
    ImportReport report = new ImportReport(notices);
    this.importer =
        new Importer(session, workers.files(), store::pastedFile, report::tell, report::note);
    this.runs =
        new RunModel(
            state.queue(),
            session,
            values,
            device::chosen,
            store,
            workers.files(),
            new RefineReports(
                this::asked, session, notices, status, watched::get, workers.background()));
    runs.useMasks(masks::maskOf);
    followMaskSettings();
    this.trials =
        new TrialsModel(
            state.queue(),
            session,
            values,
            device::chosen,
            workers.background(),
            runs::refine,
            RandomGenerator.getDefault());
    this.asking = new RefineWhenReady(runs, session, ready, importer.pendingProperty(), notices);
    this.watch =
        new WatchModel(
            state.queue(),
            values,
            device::chosen,
            () -> settings.get().export().writeOptions(false),
            notices,
            parts.version());
    this.edits =
        new SessionEdits(
            session, values, history, notices, new DragOut(workers.background(), settings));
    this.recents =
        new Recents(state.folder().resolve("recent.json"), state.folder(), workers.files());
    this.presence = new PicturesBack(watched, session, runs, workers.background());
    values.typed().onRefused(why -> notices.warn(new Problem(why, Texts.of("typed.wrong.remedy"))));
    state.notice().ifPresent(notices::warn);
    parts.settings().onUnsaved(why -> Platform.runLater(() -> notices.warn(why)));
  }

  /** Opens what was open, and goes on with what was not ended. */
  public void restore() {
    new LastSession(session, store, state.queue(), runs, workers.background())
        .restore(notices::warn);
    presence.follow();
    recents.follow(session);
  }

  /** The brush's bar shows and changes what the settings say of masks. */
  private void followMaskSettings() {
    values
        .advanced()
        .follow(
            masks.onlyMaskedProperty(),
            advanced -> advanced.mask().onlyMasked(),
            (advanced, on) -> advanced.withMask(advanced.mask().withOnlyMasked(on)));
    values
        .advanced()
        .follow(
            masks.marginProperty(),
            advanced -> advanced.mask().margin(),
            (advanced, margin) -> advanced.withMask(advanced.mask().withMargin(margin.intValue())));
  }

  /**
   * Looks at devices and models.
   *
   * @param known told what the machine offers, on the FX thread
   */
  public void describe(Consumer<DeviceReport> known) {
    workers
        .devices()
        .execute(
            () -> {
              DeviceReport report = parts.engine().devices();
              Platform.runLater(
                  () -> {
                    device.known(report);
                    known.accept(report);
                  });
            });
    model.begin(parts.models(), workers.files());
  }

  /** Says something that the user should know. */
  public void tell(String notice) {
    notices.tell(notice);
  }

  /** Stops what is at work and remembers the last values. */
  @Override
  public void close() {
    values.typed().takeOverQuietly();
    model.rememberValues();
    downloads.close();
    watch.close();
    runs.close();
    store.close();
    presence.close();
    importer.close();
    // First the session on the disk, which the journal is told of, then the journal.
    workers.close();
    state.close();
  }

  private void tellFault(Throwable e) {
    notices.warn(
        new Problem(
            Texts.of("fault.background", e.getClass().getSimpleName()),
            Texts.of("fault.background.remedy")));
  }

  private void valuesChanged(RefineSettings before, RefineSettings after) {
    history.record(
        new History.Edit(() -> inspectorEdits.show(before), () -> inspectorEdits.show(after)));
  }

  private void asked(RefineSettings used) {
    prompts.add(used.prompt());
    model.rememberValues();
  }
}
