package afterimage.ui.models;

import afterimage.catalog.AddedModels;
import afterimage.catalog.ModelCard;
import afterimage.catalog.ModelCatalog;
import afterimage.catalog.ModelFile;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.Verification;
import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import afterimage.settings.SettingsStore;
import afterimage.ui.desktop.FileDialogs;
import afterimage.ui.notice.Notices;
import afterimage.ui.page.Pages;
import afterimage.ui.text.Texts;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  private final Downloads downloads;
  private final VaeChooser vaes;
  private final ObservableList<InstalledModel> installed = FXCollections.observableArrayList();
  private final ModelsElsewhere elsewhere;
  private final Set<Download> unwanted = new HashSet<>();
  private boolean pageShown;

  /**
   * @param catalog has the installed ones
   * @param inUse takes those that are chosen
   * @param settings know where the dialogs begin
   * @param background where files are read
   * @param dialogs ask for checkpoints
   * @param pages where cards and the list open
   * @param notices tell what went wrong
   * @param downloads brings models that can be had
   * @param vaes take those of the models that are VAEs
   */
  public Models(
      ModelCatalog catalog,
      ModelInUse inUse,
      SettingsStore settings,
      Executor background,
      FileDialogs dialogs,
      Pages pages,
      Notices notices,
      Downloads downloads,
      VaeChooser vaes) {
    this.catalog = catalog;
    this.inUse = inUse;
    this.settings = settings;
    this.background = background;
    this.dialogs = dialogs;
    this.pages = pages;
    this.notices = notices;
    this.downloads = downloads;
    this.vaes = vaes;
    this.elsewhere = new ModelsElsewhere(downloads, this, notices);
  }

  /** Every model, in the catalogue's order; empty before the first {@link #showPage}. */
  ObservableList<InstalledModel> installed() {
    return installed;
  }

  /** Asks for a checkpoint's file and shows its card. */
  void addFile() {
    dialogs.chooseModel(settings.get().startFolder()).ifPresent(this::add);
  }

  /** The models that can be downloaded; empty before the first {@link #showPage}. */
  ObservableList<Download> available() {
    return downloads.all();
  }

  /** What other programs keep here. */
  ModelsElsewhere elsewhere() {
    return elsewhere;
  }

  /** Whether a row has something to offer: not what is listed as installed or found. */
  boolean isOffered(Download download) {
    PublishedModel model = download.model();
    return switch (download.state()) {
      case DownloadState.There _ -> !model.use().isWholeModel() && !elsewhere.has(model);
      case DownloadState.Absent _ -> !elsewhere.has(model);
      default -> true;
    };
  }

  /** Asks for a folder: shows its card if it is a model, else lists the models in it. */
  void addFolder() {
    dialogs.chooseFolder(settings.get().startFolder()).ifPresent(this::addFolder);
  }

  private void addFolder(Path folder) {
    work(
        () -> {
          if (ModelFile.of(folder) == ModelFile.CHECKPOINT) {
            return () -> add(folder);
          }
          return elsewhere.lookIn(folder);
        });
  }

  /** Downloads a model or goes on with it; its terms are shown first, unless accepted before. */
  void get(Download download) {
    work(
        () -> {
          boolean accepted = catalog.added().isAccepted(download.model().terms());
          return () -> {
            if (accepted) {
              start(download);
            } else {
              pages.open(new TermsPage(download, this), () -> {});
            }
          };
        });
  }

  /** Downloads a model that is asked for elsewhere, which the page then shows. */
  public void fetch(PublishedModel model) {
    work(
        () -> {
          List<Download> looked = downloads.look();
          boolean accepted = catalog.added().isAccepted(model.terms());
          return () -> {
            downloads.show(looked);
            downloads.all().stream()
                .filter(download -> download.model().equals(model))
                .findFirst()
                .ifPresent(download -> fetch(download, accepted));
          };
        });
  }

  private void fetch(Download download, boolean accepted) {
    if (accepted) {
      start(download);
      showPage();
    } else {
      pages.open(new TermsPage(download, this), () -> {});
    }
  }

  /** Records that a model's licence is accepted, and downloads it. */
  void acceptAndDownload(Download download) {
    work(
        () -> {
          catalog.added().accept(download.model().terms());
          return () -> {
            start(download);
            showPage();
          };
        });
  }

  private void start(Download download) {
    unwanted.remove(download);
    downloads.start(download, state -> ended(download, state));
  }

  private void ended(Download download, DownloadState state) {
    if (unwanted.remove(download) && !(state instanceof DownloadState.There)) {
      remove(download);
      return;
    }
    switch (state) {
      case DownloadState.There _ ->
          notices.tell(Texts.of("models.downloaded", download.model().name()));
      case DownloadState.Failed failed when !pageShown -> notices.warn(failed.problem());
      default -> {
        // The row says it, or the user wanted it.
      }
    }
    if (pageShown && state instanceof DownloadState.There) {
      refresh(() -> {});
    }
  }

  /** Stops a download, if it runs, and removes what came. */
  void discard(Download download) {
    if (download.isRunning()) {
      unwanted.add(download);
      download.pause();
    } else {
      remove(download);
    }
  }

  private void remove(Download download) {
    work(
        () -> {
          downloads.discard(download.model());
          return () -> download.is(new DownloadState.Absent());
        });
  }

  /** Whether a model that is no whole one can be used together with one. */
  boolean canUse(PublishedModel model) {
    return !model.use().isWholeModel();
  }

  /** Uses such a model with the one in use. */
  void use(PublishedModel model, Path file) {
    pages.close();
    switch (model.use()) {
      case PREVIEWS -> previewDecoder().set(file);
      case VAE -> vaes.use(file);
      default -> inUse.addLora(file);
    }
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
    refresh(
        () -> {
          pages.open(new ModelsPage(this), () -> pageShown = false);
          pageShown = true;
          elsewhere.look();
        });
  }

  void hidePage() {
    pages.close();
  }

  private void refresh(Runnable then) {
    background.execute(
        () -> {
          List<InstalledModel> models =
              catalog.models().stream()
                  .map(path -> InstalledModel.of(path, catalog, inUse.engine()))
                  .toList();
          List<Download> looked = downloads.look();
          Platform.runLater(
              () -> {
                downloads.show(looked);
                installed.setAll(models);
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
