package afterimage.ui.shell;

import afterimage.ui.command.KeyHints;
import afterimage.ui.inspector.FastQuality;
import afterimage.ui.inspector.FoundChip;
import afterimage.ui.inspector.InspectorView;
import afterimage.ui.run.RunPanel;
import afterimage.ui.trials.TrialButtons;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What stands beside the canvas: the inspector, and under it what runs with its values. */
final class SidePane extends VBox {

  /**
   * @param model what it shows and runs
   * @param fast what fast means
   * @param presets stand on the prompt's line
   * @param choosing asks for files
   * @param hints name the keys
   */
  SidePane(
      StudioModel model,
      FastQuality fast,
      Node presets,
      InspectorView.Choosing choosing,
      KeyHints hints) {
    getStyleClass().add("side");
    FoundChip found = new FoundChip(model.values, model.vaes::useNamed, model.controls::useNamed);
    model
        .session
        .shownProperty()
        .subscribe(shown -> found.show(shown == null ? null : shown.loaded().settings()));
    InspectorView inspector =
        new InspectorView(
            model.values, model.prompts, model.counting, fast, presets, choosing, found);
    VBox.setVgrow(inspector, Priority.ALWAYS);
    RunPanel run =
        new RunPanel(
            model.runs,
            model.asking::refine,
            model.ready,
            new TrialButtons(model.trials, model.ready),
            hints);
    getChildren().addAll(inspector, run);
  }
}
