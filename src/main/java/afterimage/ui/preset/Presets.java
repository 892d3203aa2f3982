package afterimage.ui.preset;

import static java.util.stream.Collectors.joining;

import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.message.Problem;
import afterimage.settings.JsonFile;
import afterimage.settings.Preset;
import afterimage.settings.PresetFolder;
import afterimage.ui.desktop.FileDialogs;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.notice.Notices;
import afterimage.ui.page.Pages;
import afterimage.ui.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The user's presets and what can be done with them; the disk is used beside the FX thread. */
public final class Presets {
  private final PresetFolder folder;
  private final InspectorModel values;
  private final FileDialogs dialogs;
  private final Executor workers;
  private final Notices notices;
  private final Pages pages;
  private final Set<Path> told = new HashSet<>();
  private final ObservableList<Preset> all = FXCollections.observableArrayList();

  /**
   * @param folder where they lie
   * @param values what they change
   * @param dialogs ask for files to share
   * @param workers where the disk is used
   * @param notices tell how it went
   * @param pages where their page opens
   */
  public Presets(
      PresetFolder folder,
      InspectorModel values,
      FileDialogs dialogs,
      Executor workers,
      Notices notices,
      Pages pages) {
    this.folder = folder;
    this.values = values;
    this.dialogs = dialogs;
    this.workers = workers;
    this.notices = notices;
    this.pages = pages;
    reload();
  }

  /** All, by name. */
  public ObservableList<Preset> all() {
    return all;
  }

  /** Puts a preset's values into the inspector; the seed stays. */
  public void use(Preset preset) {
    values.show(preset.settings().withSeed(values.seedProperty().get()));
    notices.tell(Texts.of("presets.used", preset.name()));
  }

  /** Saves the inspector's values under a name, in the place of what had that name. */
  public void save(String name) {
    ModelInfo model = values.modelProperty().get();
    RefineSettings now = values.settings();
    save(new Preset(name, model == null ? "" : model.name(), now));
  }

  /** What had the name comes back if the user did not mean that. */
  private void save(Preset preset) {
    workers.execute(
        () -> {
          try {
            Preset before = folder.save(preset).filter(old -> !old.equals(preset)).orElse(null);
            Platform.runLater(() -> tellSaved(preset, before));
          } catch (IOException e) {
            failed(e);
          }
          reload();
        });
  }

  private void tellSaved(Preset preset, @Nullable Preset before) {
    if (before == null) {
      notices.tell(Texts.of("presets.saved", preset.name()));
    } else {
      notices.tell(
          Texts.of("presets.replaced", preset.name()),
          new Notices.Action(Texts.of("undo"), () -> save(before)));
    }
  }

  /** Deletes a preset, with a way back. */
  public void delete(Preset preset) {
    workers.execute(
        () -> {
          try {
            folder.delete(preset);
            Platform.runLater(
                () ->
                    notices.tell(
                        Texts.of("presets.deleted", preset.name()),
                        new Notices.Action(Texts.of("undo"), () -> save(preset))));
          } catch (IOException e) {
            failed(e);
          }
          reload();
        });
  }

  /** Writes a preset into a file of the user's choice. */
  public void share(Preset preset) {
    dialogs
        .chooseJsonTarget(PresetFolder.fileName(preset.name()))
        .ifPresent(file -> share(file, preset));
  }

  /** Adds a preset from a file that somebody shared. */
  public void openFile() {
    dialogs.chooseJson().ifPresent(this::add);
  }

  /** Adds a preset from a file. */
  public void add(Path file) {
    workers.execute(
        () -> {
          try {
            Preset preset = PresetFolder.read(file);
            Preset before = folder.save(preset).filter(old -> !old.equals(preset)).orElse(null);
            Platform.runLater(
                () -> {
                  use(preset);
                  if (before != null) {
                    tellSaved(preset, before);
                  }
                });
          } catch (IOException e) {
            Platform.runLater(
                () ->
                    notices.warn(
                        new Problem(
                            Texts.of("presets.unreadable", String.valueOf(file.getFileName())),
                            Texts.of("presets.unreadable.remedy"))));
          }
          reload();
        });
  }

  /** Opens the page with all of them. */
  public void openPage() {
    pages.open(new PresetPage(this, pages::close), () -> {});
  }

  private void share(Path file, Preset preset) {
    workers.execute(
        () -> {
          try {
            JsonFile.share(file, preset);
            String name = String.valueOf(file.getFileName());
            Platform.runLater(() -> notices.tell(Texts.of("save.done", name)));
          } catch (IOException e) {
            failed(e);
          }
        });
  }

  private void failed(IOException e) {
    String why = String.valueOf(e.getMessage());
    Platform.runLater(
        () ->
            notices.warn(
                new Problem(
                    Texts.of("presets.unwritable", why), Texts.of("export.temporary.remedy"))));
  }

  private void reload() {
    workers.execute(
        () -> {
          PresetFolder.Content found = folder.content();
          Platform.runLater(
              () -> {
                all.setAll(found.presets());
                tellUnreadable(found.unreadable());
              });
        });
  }

  /** Once for each, where they are: nobody else misses them, and nothing overwrites them. */
  private void tellUnreadable(List<Path> files) {
    List<Path> untold = files.stream().filter(told::add).toList();
    if (!untold.isEmpty()) {
      String names =
          untold.stream().map(Path::getFileName).map(String::valueOf).collect(joining(", "));
      notices.warn(
          new Problem(
              Texts.of("presets.damaged", names),
              Texts.of("presets.damaged.remedy", folder.path())));
    }
  }
}
