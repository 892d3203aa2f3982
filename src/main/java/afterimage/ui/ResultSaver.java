package afterimage.ui;

import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import afterimage.settings.SettingsStore;
import afterimage.ui.file.Exporter;
import afterimage.ui.file.FileDialogs;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import afterimage.ui.toast.Toasts;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/** Asks where to save the shown version and saves it beside the FX thread. */
final class ResultSaver {
  private final Session session;
  private final FileDialogs dialogs;
  private final SettingsStore settings;
  private final Executor workers;
  private final Toasts toasts;

  ResultSaver(
      Session session,
      FileDialogs dialogs,
      SettingsStore settings,
      Executor workers,
      Toasts toasts) {
    this.session = session;
    this.dialogs = dialogs;
    this.settings = settings;
    this.workers = workers;
    this.toasts = toasts;
  }

  void save() {
    session
        .shown()
        .ifPresent(
            shown -> {
              Version version = shown.source().shownProperty().get();
              if (version == null) {
                toasts.tell(Texts.of("save.nothing"));
              } else {
                ask(shown, version);
              }
            });
  }

  private void ask(Session.Shown shown, Version version) {
    Path folder = folder(shown.source());
    dialogs
        .chooseTarget(
            folder,
            Exporter.suggestion(folder == null ? Path.of("") : folder, shown.source().name()))
        .map(ResultSaver::withExtension)
        .ifPresent(target -> write(version, target));
  }

  private void write(Version version, Path target) {
    List<Path> sources = session.sources().stream().map(Source::file).toList();
    workers.execute(
        () -> {
          try {
            List<String> losses = Exporter.save(version.file(), target, sources);
            Platform.runLater(() -> saved(target, losses));
          } catch (PictureException e) {
            Platform.runLater(
                () ->
                    toasts.warn(
                        e.what(),
                        e.remedy(),
                        new Toasts.Action(Texts.of("save.elsewhere"), this::save)));
          }
        });
  }

  private void saved(Path target, List<String> losses) {
    Path folder = target.toAbsolutePath().getParent();
    settings.update(old -> old.withLastFolder(String.valueOf(folder)));
    String message = Texts.of("save.done", target.getFileName());
    toasts.tell(losses.isEmpty() ? message : message + "\n" + String.join("\n", losses));
  }

  private @Nullable Path folder(Source source) {
    Path last = settings.get().startFolder();
    return last != null ? last : source.file().toAbsolutePath().getParent();
  }

  /** A name without an extension means PNG. */
  private static Path withExtension(Path target) {
    String name = String.valueOf(target.getFileName());
    return PictureFormat.ofName(target).isEmpty() && !name.contains(".")
        ? target.resolveSibling(name + "." + PictureFormat.PNG.extension())
        : target;
  }
}
