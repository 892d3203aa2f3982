package afterimage.ui.shell;

import afterimage.ui.film.VersionStrip;
import afterimage.ui.queue.QueuePane;
import afterimage.ui.style.WindowSizeClass;
import afterimage.ui.trials.TrialPane;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.layout.VBox;

/** The strips under the canvas: trials, versions, the queue. */
final class UnderCanvas extends VBox {
  private final TrialPane trials;
  private final QueuePane queue;
  private final Panels panels;
  private final VBox versions;

  UnderCanvas(TrialPane trials, VersionStrip versions, QueuePane queue, Panels panels) {
    this.trials = trials;
    this.queue = queue;
    this.panels = panels;
    this.versions = new VBox(versions); // The strip hides itself, too, while there is no picture.
    getChildren().addAll(trials, this.versions, queue);
    queue.visibleProperty().bind(panels.queueProperty());
    queue.managedProperty().bind(queue.visibleProperty());
  }

  /** Makes the versions one of the panels; in a low window they give way to the other strips. */
  void arrange(WindowSizeClass room) {
    BooleanBinding other = trials.visibleProperty().or(queue.visibleProperty());
    panels.add(versions, room.lowProperty().and(other).not());
  }
}
