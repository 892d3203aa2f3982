package afterimage.ui.export;

import afterimage.image.MetadataChoice;
import afterimage.image.PictureException;
import afterimage.settings.SettingsStore;
import afterimage.ui.session.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import org.jspecify.annotations.Nullable;

/**
 * Drags versions out of the window as files. The file is made when the button goes down, beside the
 * FX thread, so that it lies there when the drag begins. For the FX thread.
 */
public final class DragOut {
  private static final System.Logger LOG = System.getLogger(DragOut.class.getName());

  private final Executor workers;
  private final SettingsStore settings;
  private @Nullable Version of;
  private @Nullable MetadataChoice saying;
  private @Nullable Path file;

  /**
   * @param workers where the file is made
   * @param settings know what exported files may say, and so may these
   */
  public DragOut(Executor workers, SettingsStore settings) {
    this.workers = workers;
    this.settings = settings;
  }

  /**
   * The button went down on a version: a drag may follow.
   *
   * @param name of the file, without extension
   */
  public void prepare(Version version, String name) {
    MetadataChoice choice = settings.get().export().writeOptions(true).metadata();
    if (of == version && choice.equals(saying)) {
      return;
    }
    of = version;
    saying = choice;
    file = null;
    workers.execute(
        () -> {
          try {
            Path made = Exporter.temporary(version.file(), name, choice);
            Platform.runLater(() -> made(version, choice, made));
          } catch (PictureException e) {
            LOG.log(System.Logger.Level.WARNING, "nothing to drag", e);
          }
        });
  }

  /** What a drag of the version would carry; null while it is not made yet. */
  public @Nullable Path fileOf(Version version) {
    return of == version ? file : null;
  }

  /** The drag begins. */
  public void begin(Node node, Version version) {
    Path made = fileOf(version);
    if (made != null) {
      Dragboard board = node.startDragAndDrop(TransferMode.COPY);
      ClipboardContent content = new ClipboardContent();
      content.putFiles(List.of(made.toFile()));
      board.setContent(content);
      board.setDragView(version.thumbnailProperty().get());
    }
  }

  private void made(Version version, MetadataChoice choice, Path path) {
    if (of == version && choice.equals(saying)) {
      file = path;
    }
  }
}
