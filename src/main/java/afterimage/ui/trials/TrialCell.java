package afterimage.ui.trials;

import afterimage.job.JobState;
import afterimage.ui.run.RunText;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A trial as a button: its picture, what it differs in, how far it is. */
final class TrialCell extends Button {
  private final Label below = new Label();
  private final ProgressBar bar = new ProgressBar();

  TrialCell(Trial trial, Series series, TrialsModel trials) {
    getStyleClass().addAll(Styles.FLAT, "trial");
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    ImageView image = new ImageView();
    image.setPreserveRatio(true);
    image.imageProperty().bind(trial.imageProperty());
    StackPane frame = new StackPane(image, bar);
    image.fitWidthProperty().bind(frame.widthProperty());
    image.fitHeightProperty().bind(frame.heightProperty());
    frame.getStyleClass().add("trial-frame");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.getStyleClass().add(Styles.SMALL);
    StackPane.setAlignment(bar, Pos.BOTTOM_CENTER);
    String name =
        series == Series.STRENGTHS
            ? Texts.of("percent", Math.round(trial.settings().strength() * 100))
            : Texts.of("trials.seed", String.valueOf(trial.settings().seed()));
    Label title =
        new Label(series == Series.STRENGTHS ? name : String.valueOf(trial.settings().seed()));
    title.getStyleClass().add("field-name");
    below.getStyleClass().add("field-help");
    VBox content = new VBox(frame, title, below);
    content.setAlignment(Pos.CENTER);
    content.getStyleClass().add("trial-content");
    setGraphic(content);
    setAccessibleText(Texts.of("trials.accessible", name));
    setTooltip(new Tooltip(Texts.of("trials.tooltip")));
    trial.stateProperty().subscribe(state -> show(trial, state));
    setOnAction(_ -> trials.adopt(trial));
    hoverProperty().subscribe(_ -> peek(trial, trials));
    focusedProperty().subscribe(_ -> peek(trial, trials));
  }

  private void peek(Trial trial, TrialsModel trials) {
    if (isHover() || isFocused()) {
      trials.peekedProperty().set(trial);
    } else if (trials.peekedProperty().get() == trial) {
      trials.peekedProperty().set(null);
    }
  }

  private void show(Trial trial, JobState state) {
    bar.setVisible(state instanceof JobState.Running);
    bar.setProgress(RunText.progress(state));
    below.setText(
        state instanceof JobState.Done
            ? Texts.of("trials.steps", trial.settings().stepsRun())
            : RunText.phase(state));
  }
}
