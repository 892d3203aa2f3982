package afterimage.ui.shell;

import afterimage.catalog.ModelCatalog;
import afterimage.catalog.download.ModelSource;
import afterimage.engine.ImageEngine;
import afterimage.settings.SettingsStore;
import afterimage.ui.desktop.FileDialogs;
import afterimage.ui.export.EditedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * What the studio is made of.
 *
 * @param engine refines; closed by the studio's owner, after the studio
 * @param catalog the installed models, the first one is the default
 * @param available the models that can be had; asked off the FX thread only
 * @param settings what survives a restart; closed by the studio's owner, after the studio
 * @param dialogs the platform's file dialogs, for a window
 * @param state the folder of queue, session and versions; one program at a time may use it
 * @param version of the program, for the files it writes
 * @param samples pictures to try the program with, may be empty
 * @param edited the file that another program gave to be edited, or null
 */
public record StudioParts(
    ImageEngine engine,
    ModelCatalog catalog,
    Supplier<ModelSource> available,
    SettingsStore settings,
    Function<Window, FileDialogs> dialogs,
    Path state,
    String version,
    List<Path> samples,
    @Nullable EditedFile edited) {

  /** The models that are installed now. */
  List<Path> models() {
    return catalog.models();
  }
}
