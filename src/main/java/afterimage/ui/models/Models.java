package afterimage.ui.models;

import afterimage.catalog.AddedModels;
import afterimage.catalog.ModelCard;
import afterimage.catalog.ModelCatalog;
import afterimage.catalog.Verification;
import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import afterimage.settings.SettingsStore;
import afterimage.ui.desktop.FileDialogs;
import afterimage.ui.notice.Notices;
import afterimage.ui.page.Pages;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with models in the studio. For the FX thread; files are read, and written, on
 * another.
 */
public final class Models {
  private final ModelCatalog catalog;
  private final ModelInUse inUse;
  private final SettingsStore settings;
  private final Executor background;
  private final FileDialogs dialogs;
  private final Pages pages;
  private final Notices notices;
  private final ObservableList<InstalledModel> installed = FXCollections.observableArrayList();

  /**
   * @param catalog has the installed ones
   * @param inUse takes those that are chosen
   * @param settings know where the dialogs begin
   * @param background where files are read
   * @param dialogs ask for checkpoints
   * @param pages where cards and the list open
   * @param notices tell what went wrong
   */
  public Models(
      ModelCatalog catalog,
      ModelInUse inUse,
      SettingsStore settings,
      Executor background,
      FileDialogs dialogs,
      Pages pages,
      Notices notices) {
    this.catalog = catalog;
    this.inUse = inUse;
    this.settings = settings;
    this.background = background;
    this.dialogs = dialogs;
    this.pages = pages;
    this.notices = notices;
  }

  /** Every model, in the catalogue's order; empty before the first {@link #showPage}. */
  ObservableList<InstalledModel> installed() {
    return installed;
  }

  /** Asks for a checkpoint's file and shows its card. */
  void addFile() {
    dialogs.chooseModel(settings.get().startFolder()).ifPresent(this::add);
  }

  /** Asks for a folder in diffusers' layout and shows its card. */
  void addFolder() {
    dialogs.chooseFolder(settings.get().startFolder()).ifPresent(this::add);
  }

  /** Shows a checkpoint's card, on which it is added. */
  public void add(Path path) {
    work(
        () -> {
          ModelCard card = ModelCard.of(path);
          boolean accepted = catalog.added().isAccepted(card.licence());
          return () -> pages.open(new ModelCardPage(card, accepted, this), () -> {});
        });
  }

  /** Records that a card's licence is accepted, adds its checkpoint and takes it into use. */
  void acceptAndUse(ModelCard card) {
    pages.close();
    work(
        () -> {
          AddedModels added = catalog.added();
          if (!added.isAccepted(card.licence())) {
            added.accept(card.licence());
          }
          added.add(card);
          ModelInfo info = inUse.engine().describe(card.facts().path());
          return () -> inUse.useFromNowOn(info);
        });
  }

  /** What paints previews, or null for nothing but the models themselves. */
  ObjectProperty<@Nullable Path> previewDecoder() {
    return inUse.previewDecoderProperty();
  }

  /** Whether the next run uses it. */
  boolean isInUse(InstalledModel model) {
    ModelInfo now = inUse.now();
    return now != null && now.directory().equals(model.path());
  }

  /** Takes an installed model into use. */
  void use(InstalledModel model) {
    pages.close();
    work(
        () -> {
          ModelInfo info = inUse.engine().describe(model.path());
          return () -> inUse.useFromNowOn(info);
        });
  }

  /** Forgets an added checkpoint; its file stays. */
  void remove(InstalledModel model) {
    work(
        () -> {
          catalog.added().remove(model.path());
          return () -> refresh(() -> {});
        });
  }

  /** Reads all of a checkpoint, and tells what came of it. */
  void verify(InstalledModel model, Consumer<String> told) {
    background.execute(
        () -> {
          String found;
          try {
            found = VerificationText.of(Verification.of(model.path()));
          } catch (EngineException e) {
            found = e.problem().sentence();
          }
          String text = found;
          Platform.runLater(() -> told.accept(text));
        });
  }

  /** Shows the page with all models. */
  public void showPage() {
    refresh(() -> pages.open(new ModelsPage(this), () -> {}));
  }

  void hidePage() {
    pages.close();
  }

  private void refresh(Runnable then) {
    background.execute(
        () -> {
          List<InstalledModel> found =
              catalog.models().stream()
                  .map(path -> InstalledModel.of(path, catalog, inUse.engine()))
                  .toList();
          Platform.runLater(
              () -> {
                installed.setAll(found);
                then.run();
              });
        });
  }

  /** Something that takes its time, and what the window does with it afterwards. */
  private interface Task {
    Runnable run() throws EngineException;
  }

  private void work(Task task) {
    background.execute(
        () -> {
          try {
            Platform.runLater(task.run());
          } catch (EngineException e) {
            Platform.runLater(() -> notices.warn(e.problem()));
          }
        });
  }
}
