package afterimage.ui.shell;

import afterimage.job.Place;
import afterimage.ui.inspector.FoundChip;
import afterimage.ui.inspector.InspectorView;
import afterimage.ui.keys.KeyHints;
import afterimage.ui.run.RunPanel;
import afterimage.ui.trials.TrialButtons;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What stands beside the canvas: the inspector, and under it what runs with its values. */
final class SidePane extends VBox {

  /**
   * @param refine puts the picture into the queue
   * @param presets stand on the prompt's line
   * @param hints name the keys
   */
  SidePane(StudioWindow.Content content, Consumer<Place> refine, Node presets, KeyHints hints) {
    getStyleClass().add("side");
    FoundChip found = new FoundChip(content.values());
    content
        .session()
        .shownProperty()
        .subscribe(shown -> found.show(shown == null ? null : shown.loaded().settings()));
    InspectorView inspector =
        new InspectorView(content.values(), content.prompts(), content.counting(), presets, found);
    VBox.setVgrow(inspector, Priority.ALWAYS);
    RunPanel run =
        new RunPanel(
            content.control(),
            refine,
            content.ready(),
            new TrialButtons(content.trials(), content.ready()),
            hints);
    getChildren().addAll(inspector, run);
  }
}
