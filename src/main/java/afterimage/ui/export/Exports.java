package afterimage.ui.export;

import afterimage.engine.NameTemplate;
import afterimage.image.MetadataChoice;
import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import afterimage.settings.ExportChoice;
import afterimage.settings.PlatformFolders;
import afterimage.settings.SettingsStore;
import afterimage.ui.canvas.FxPictures;
import afterimage.ui.desktop.FileDialogs;
import afterimage.ui.desktop.Reveal;
import afterimage.ui.notice.Notices;
import afterimage.ui.page.Pages;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.jspecify.annotations.Nullable;

/** Brings the shown version out: onto the disk, the clipboard, another program. FX thread. */
public final class Exports {
  private final Session session;
  private final FileDialogs dialogs;
  private final SettingsStore settings;
  private final Executor workers;
  private final Notices notices;
  private final Pages pages;
  private final Path ownFolder;

  /**
   * @param session has what is exported
   * @param dialogs ask where to
   * @param settings remember how
   * @param workers where files are written
   * @param notices tell how it went
   * @param pages where the page opens
   * @param ownFolder where the studio keeps pictures that have no file elsewhere
   */
  public Exports(
      Session session,
      FileDialogs dialogs,
      SettingsStore settings,
      Executor workers,
      Notices notices,
      Pages pages,
      Path ownFolder) {
    this.session = session;
    this.dialogs = dialogs;
    this.settings = settings;
    this.workers = workers;
    this.notices = notices;
    this.pages = pages;
    this.ownFolder = ownFolder;
  }

  /** Opens the export page for the shown version. */
  public void openPage() {
    withShown(
        (source, version) -> {
          ExportModel model =
              new ExportModel(
                  settings.get().export(), Exporter.facts(source, version), sourceFolder(source));
          pages.open(
              new ExportPage(
                  model,
                  new ExportPage.Actions(
                      () -> export(model, version), this::copy, () -> choose(model), pages::close),
                  workers),
              () -> remember(model));
        });
  }

  /** Asks for a file only; everything else is as on the page. */
  public void saveAs() {
    withShown(
        (source, version) -> {
          ExportChoice choice = settings.get().export();
          Path last = settings.get().startFolder();
          Path folder = last != null ? last : sourceFolder(source);
          String stem =
              new NameTemplate(choice.nameTemplate()).nameOf(Exporter.facts(source, version));
          String name = stem + "." + choice.format().extension();
          dialogs
              .chooseTarget(folder, suggested(folder, name))
              .map(target -> withExtension(target, choice.format()))
              .ifPresent(target -> write(version, target, choice));
        });
  }

  /** Puts the shown version on the clipboard, as a picture and as a file. */
  public void copy() {
    withShown(
        (source, version) -> {
          String name = Exporter.stem(source, version);
          MetadataChoice metadata = settings.get().export().writeOptions(true).metadata();
          workers.execute(
              () -> {
                try {
                  Path file = Exporter.temporary(version.file(), name, metadata);
                  Image image = FxPictures.whole(version.file());
                  Platform.runLater(() -> toClipboard(file, image));
                } catch (PictureException e) {
                  Platform.runLater(() -> notices.warn(e.problem()));
                }
              });
        });
  }

  private void toClipboard(Path file, Image image) {
    ClipboardContent content = new ClipboardContent();
    content.putImage(image);
    content.putFiles(List.<File>of(file.toFile()));
    Clipboard.getSystemClipboard().setContent(content);
    notices.tell(Texts.of("export.copied"));
  }

  private void export(ExportModel model, Version version) {
    model
        .fileName()
        .ifPresent(
            name -> {
              Path folder = model.folderProperty().get();
              pages.close();
              ExportChoice choice = model.choice();
              workers.execute(() -> writeNow(version, () -> Exporter.free(folder, name), choice));
            });
  }

  private void write(Version version, Path target, ExportChoice choice) {
    workers.execute(() -> writeNow(version, () -> target, choice));
  }

  private interface Target {
    Path file() throws PictureException;
  }

  private void writeNow(Version version, Target named, ExportChoice choice) {
    List<Path> sources = session.files();
    try {
      Path target = named.file();
      List<String> losses = Exporter.save(version.file(), target, choice, sources);
      Platform.runLater(() -> saved(target, losses));
    } catch (PictureException e) {
      Platform.runLater(
          () ->
              notices.warn(
                  e.problem(), new Notices.Action(Texts.of("save.elsewhere"), this::saveAs)));
    }
  }

  private void saved(Path target, List<String> losses) {
    Path folder = target.toAbsolutePath().getParent();
    settings.update(old -> old.withLastFolder(String.valueOf(folder)));
    String message = Texts.of("save.done", target.getFileName());
    notices.tell(
        losses.isEmpty() ? message : message + "\n" + String.join("\n", losses),
        new Notices.Action(Texts.of("export.reveal"), () -> reveal(target)));
  }

  /** A name that is free; where files cannot be called so, it is for the user to find another. */
  private static String suggested(Path folder, String name) {
    try {
      return String.valueOf(Exporter.free(folder, name).getFileName());
    } catch (PictureException e) {
      return name;
    }
  }

  private void reveal(Path target) {
    workers.execute(
        () -> {
          if (!Reveal.show(target)) {
            Platform.runLater(() -> notices.tell(Texts.of("export.reveal.failed", target)));
          }
        });
  }

  private void choose(ExportModel model) {
    dialogs.chooseFolder(model.folderProperty().get()).ifPresent(model.folderProperty()::set);
  }

  private void remember(ExportModel model) {
    if (model.nameProblem().isEmpty()) {
      settings.update(old -> old.withExport(model.choice()));
    }
  }

  private interface ShownUse {
    void with(Source source, Version version);
  }

  private void withShown(ShownUse use) {
    Session.@Nullable Shown shown = session.shownProperty().get();
    Version version = shown == null ? null : shown.source().shownProperty().get();
    if (version == null && shown != null) {
      version = shown.source().own().orElse(null);
    }
    if (session.canvasProperty().get() instanceof Session.Unreadable now) {
      notices.warn(now.problem());
    } else if (shown == null || version == null) {
      notices.tell(Texts.of("save.nothing"));
    } else {
      use.with(shown.source(), version);
    }
  }

  private Path sourceFolder(Source source) {
    if (source.isFromWords() || source.file().startsWith(ownFolder)) {
      // Made, pasted or fetched: its file is among the studio's own, where nobody looks.
      Path last = settings.get().startFolder();
      return last != null ? last : PlatformFolders.home();
    }
    Path parent = source.file().toAbsolutePath().getParent();
    return parent == null ? Path.of("") : parent;
  }

  /** A name without an extension means the format that was used last. */
  private static Path withExtension(Path target, PictureFormat format) {
    String name = String.valueOf(target.getFileName());
    return PictureFormat.ofName(target).isEmpty() && !name.contains(".")
        ? target.resolveSibling(name + "." + format.extension())
        : target;
  }
}
