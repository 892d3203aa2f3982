package afterimage.ui.shell;

import afterimage.engine.DeviceReport;
import afterimage.settings.PresetFolder;
import afterimage.settings.SettingsStore;
import afterimage.ui.blind.BlindTests;
import afterimage.ui.desktop.FileDialogs;
import afterimage.ui.export.Exports;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.models.Models;
import afterimage.ui.open.Importer;
import afterimage.ui.preset.Presets;
import afterimage.ui.session.Session;
import afterimage.ui.settings.HardwareCheck;
import afterimage.ui.settings.SettingsPage;
import afterimage.ui.welcome.Welcome;
import java.nio.file.Path;
import java.util.Optional;

/** Everything that opens a page over the window, each with what it needs. For the FX thread. */
public final class StudioPages {
  private final StudioParts parts;
  private final SettingsStore settings;
  private final StudioWindow window;
  private final FileDialogs dialogs;
  private final Session session;
  private final Importer importer;
  private final Exports exports;
  private final BlindTests blind;
  private final Models models;
  private final HardwareCheck hardware;
  private final Welcome welcome;

  /**
   * The pages of a session.
   *
   * @param session has what they are about
   * @param values the inspector's
   * @param importer opens what is no model, and the sample
   * @param model takes the models that are chosen
   * @param folder keeps what comes of blind tests
   */
  public record Content(
      Session session, InspectorModel values, Importer importer, ModelInUse model, Path folder) {}

  public StudioPages(
      StudioParts parts,
      StudioWindow window,
      Workers workers,
      FileDialogs dialogs,
      Content content) {
    this.parts = parts;
    this.settings = parts.settings();
    this.window = window;
    this.dialogs = dialogs;
    this.session = content.session;
    this.importer = content.importer;
    this.exports =
        new Exports(
            session,
            dialogs,
            settings,
            workers.files(),
            window.toasts(),
            window.pages(),
            content.folder);
    this.blind =
        new BlindTests(
            session,
            content.folder.resolve("blind-test.json"),
            dialogs,
            window.pages(),
            window.toasts(),
            new BlindTests.Workers(workers.files(), workers.tiles()));
    window.usePresets(
        new Presets(
            new PresetFolder(settings.folder().resolve("presets")),
            content.values,
            dialogs,
            workers.files(),
            window.toasts(),
            window.pages()));
    this.models =
        new Models(
            parts.engine(),
            parts.catalog(),
            workers.background(),
            new Models.Place(
                page -> window.pages().open(page, () -> {}),
                window.pages()::close,
                content.values.modelProperty()::get,
                content.model::useFromNowOn,
                content.model::addLora,
                content.values.previewDecoderProperty(),
                importer::open,
                window.toasts()::warn,
                () -> dialogs.chooseModel(settings.get().startFolder()),
                this::chooseFolder));
    this.hardware =
        new HardwareCheck(
            parts.engine(), parts.version(), workers.files(), window.pages(), window.toasts());
    this.welcome =
        new Welcome(
            settings,
            window.pages(),
            window.hints(),
            hardware::open,
            models::showPage,
            parts.samples().isEmpty()
                ? Optional.empty()
                : Optional.of(() -> importer.open(parts.samples())));
    window.dropTarget().onFiles(models::open);
    window.status().onModel(models::showPage);
  }

  public Exports exports() {
    return exports;
  }

  public BlindTests blind() {
    return blind;
  }

  public Models models() {
    return models;
  }

  public void openSettings(ShownDevice device) {
    window.showSettings(
        device.report(),
        new SettingsPage.Actions(
            hardware::open,
            models::showPage,
            window::showKeys,
            this::chooseFolder,
            parts.engine()::limitMemory,
            window.pages()::close),
        device::show);
  }

  /** The cards of the first start, unless pictures are open or on their way. */
  public void welcome(DeviceReport report) {
    welcome.offer(report, session.sources().isEmpty() && importer.pendingProperty().get() == 0);
  }

  private Optional<Path> chooseFolder() {
    return dialogs.chooseFolder(settings.get().startFolder());
  }
}
