package afterimage.ui;

import afterimage.ui.shell.StudioModel;
import afterimage.ui.shell.StudioParts;
import afterimage.ui.shell.StudioWindow;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.stage.Stage;

/**
 * The studio: opens pictures, refines them, keeps the canvas showing what is selected, saves
 * results. Its model is there first, then the window on it. For the FX thread.
 */
public final class Studio implements AutoCloseable {
  private final StudioParts parts;
  private final StudioModel model;
  private final StudioWindow window;

  /** A studio in {@code stage}, which is shown by {@link #show}. */
  public Studio(Stage stage, StudioParts parts) {
    this.parts = parts;
    BooleanBinding watched =
        Bindings.and(stage.focusedProperty(), Bindings.not(stage.iconifiedProperty()));
    this.model = new StudioModel(parts, watched);
    this.window = new StudioWindow(stage, parts.dialogs().apply(stage), model);
  }

  /** Shows the window, and only then loads models and devices: the first frame need not wait. */
  public void show() {
    window.show();
    model.restore();
    window.restoreView();
    model.describe(window::welcome);
    parts.settings().notice().ifPresent(this::tell);
  }

  /** Opens files and folders, as if they had been dropped. */
  public void open(List<Path> paths) {
    window.open(paths);
  }

  /** Says something that the user should know. */
  public void tell(String notice) {
    model.tell(notice);
  }

  /** Stops what is at work and remembers the last values. */
  @Override
  public void close() {
    window.close();
    model.close();
  }
}
