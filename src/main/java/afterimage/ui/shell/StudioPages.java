package afterimage.ui.shell;

import afterimage.engine.DeviceReport;
import afterimage.settings.PresetFolder;
import afterimage.ui.blind.BlindTests;
import afterimage.ui.command.KeyHints;
import afterimage.ui.desktop.FileDialogs;
import afterimage.ui.export.Exports;
import afterimage.ui.export.SaveBack;
import afterimage.ui.generate.GeneratePictures;
import afterimage.ui.inspector.FastQuality;
import afterimage.ui.inspector.InspectorView;
import afterimage.ui.keys.KeyPages;
import afterimage.ui.models.FewStepQuality;
import afterimage.ui.models.Models;
import afterimage.ui.open.Door;
import afterimage.ui.page.Pages;
import afterimage.ui.preset.Presets;
import afterimage.ui.settings.HardwareCheck;
import afterimage.ui.settings.SettingsPage;
import afterimage.ui.style.StudioTheme;
import afterimage.ui.welcome.Welcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that opens a page over the window, each with what it needs. For the FX thread. */
final class StudioPages {
  final Exports exports;
  final @Nullable SaveBack back;
  final BlindTests blind;
  final Presets presets;
  final Models models;
  final FastQuality fast;
  final GeneratePictures words;
  final Door door;
  private final StudioModel model;
  private final FileDialogs dialogs;
  private final Pages pages;
  private final KeyPages keys;
  private final StudioTheme theme;
  private final HardwareCheck hardware;

  /**
   * @param model what they are about
   * @param dialogs ask for files
   * @param pages where they open
   * @param keys the pages about keys
   * @param theme changed on the settings' page
   */
  StudioPages(
      StudioModel model, FileDialogs dialogs, Pages pages, KeyPages keys, StudioTheme theme) {
    this.model = model;
    this.dialogs = dialogs;
    this.pages = pages;
    this.keys = keys;
    this.theme = theme;
    StudioParts parts = model.parts;
    Workers workers = model.workers;
    this.exports =
        new Exports(
            model.session,
            dialogs,
            model.settings,
            workers.files(),
            model.notices,
            pages,
            model.state.folder());
    this.back =
        parts.edited() == null
            ? null
            : new SaveBack(parts.edited(), model.session, workers.files(), model.notices);
    this.blind =
        new BlindTests(
            model.session,
            model.state.folder().resolve("blind-test.json"),
            dialogs,
            pages,
            model.notices,
            new BlindTests.Workers(workers.files(), workers.tiles()));
    this.presets =
        new Presets(
            new PresetFolder(model.settings.folder().resolve("presets")),
            model.values,
            dialogs,
            workers.files(),
            model.notices,
            pages);
    this.models =
        new Models(
            parts.catalog(),
            model.model,
            model.settings,
            workers.background(),
            dialogs,
            pages,
            model.notices,
            model.downloads,
            model.vaes);
    this.fast =
        new FewStepQuality(parts.available(), parts.catalog(), workers.background(), models::fetch);
    this.words =
        new GeneratePictures(
            parts.engine(),
            parts.catalog()::models,
            model.settings,
            model.values,
            model.runs,
            new GeneratePictures.Place(
                page -> pages.open(page, () -> {}),
                pages::close,
                workers.files(),
                model.counting,
                model.prompts,
                fast));
    this.door =
        new Door(
            model.importer,
            models,
            model.model,
            model.vaes,
            model.controls,
            presets,
            dialogs,
            model.settings,
            workers.background());
    this.hardware =
        new HardwareCheck(
            parts.engine(),
            parts.version(),
            workers.devices(),
            pages,
            model.notices,
            model.device::known);
  }

  /** Opens the settings, which lead to other pages. */
  void openSettings() {
    SettingsPage.Actions actions =
        new SettingsPage.Actions(
            hardware::open,
            models::showPage,
            keys::openPage,
            this::chooseFolder,
            model.parts.engine()::limitMemory,
            model.parts.engine()::limitCardMemory,
            pages::close);
    pages.open(
        new SettingsPage(model.settings, model.device.report(), theme, actions),
        model.device::show);
  }

  /** Asks for a folder. */
  Optional<Path> chooseFolder() {
    return dialogs.chooseFolder(model.settings.get().startFolder());
  }

  /** Asks for files that go with the model in use, and takes them. */
  InspectorView.Choosing choosing() {
    return new InspectorView.Choosing() {
      @Override
      public void vae() {
        chooseModelFile().ifPresent(model.vaes::use);
      }

      @Override
      public void controlNet() {
        chooseModelFile().ifPresent(model.controls::use);
      }

      @Override
      public void controlPicture() {
        dialogs.choosePictures(model.settings.get().startFolder()).stream()
            .findFirst()
            .ifPresent(picture -> model.values.controlPictureProperty().set(picture));
      }
    };
  }

  private Optional<Path> chooseModelFile() {
    return dialogs.chooseModel(model.settings.get().startFolder());
  }

  /** Opens the sheet of all keys. */
  void openSheet() {
    keys.openSheet();
  }

  /** Whether there is a picture to try the studio with. */
  boolean hasSample() {
    return !model.parts.samples().isEmpty();
  }

  /** Opens that picture. */
  void trySample() {
    door.open(List.copyOf(model.parts.samples()));
  }

  /** The cards of the first start, unless pictures are open or on their way. */
  void welcome(DeviceReport report, KeyHints hints) {
    boolean empty =
        model.session.sources().isEmpty() && model.importer.pendingProperty().get() == 0;
    new Welcome(
            model.settings,
            pages,
            hints,
            hardware::open,
            models::showPage,
            hasSample() ? Optional.of(this::trySample) : Optional.empty())
        .offer(report, empty);
  }
}
