package afterimage.ui.run;

import afterimage.job.JobState;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.time.Duration;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The Refine button; while a refine is at work its progress and the Cancel button. */
public final class RunPanel extends VBox {
  private final Label phase = new Label();
  private final Label remaining = new Label();
  private final ProgressBar bar = new ProgressBar(0);
  private final VBox progress;
  private final Button refine = new Button(Texts.of("refine"), Icons.REFINE.node());
  private final Button cancel = new Button(Texts.of("cancel"), Icons.CANCEL.node());

  /**
   * @param control starts, cancels and tells
   * @param ready whether there is something to refine
   */
  public RunPanel(RefineControl control, ObservableValue<Boolean> ready) {
    getStyleClass().add("run-panel");
    refine.setId("refine");
    refine.getStyleClass().addAll(Styles.ACCENT, Styles.LARGE);
    refine.setAccessibleText(Texts.of("refine.accessible"));
    refine.setOnAction(_ -> control.refine());
    refine.setMaxWidth(Double.MAX_VALUE);
    ready.subscribe(now -> refine.setDisable(!now));
    cancel.setId("cancel");
    cancel.getStyleClass().add(Styles.LARGE);
    cancel.setAccessibleText(Texts.of("cancel.accessible"));
    cancel.setMaxWidth(Double.MAX_VALUE);
    cancel.setOnAction(
        _ -> {
          cancel.setDisable(true);
          control.cancel();
        });
    phase.setId("phase");
    phase.getStyleClass().add("field-name");
    remaining.setId("eta");
    remaining.getStyleClass().add("field-value");
    bar.setId("progress");
    bar.getStyleClass().add(Styles.SMALL);
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(Texts.of("progress.accessible"));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    progress = new VBox(new HBox(phase, gap, remaining), bar);
    progress.getStyleClass().add("run-progress");
    getChildren().addAll(progress, refine, cancel);
    control.runProperty().subscribe(this::show);
  }

  private void show(RefineControl.@Nullable Run run) {
    boolean running = run != null;
    toggle(progress, running);
    toggle(cancel, running);
    boolean focused = refine.isFocused();
    toggle(refine, !running);
    if (run == null) {
      cancel.setDisable(false);
      return;
    }
    if (focused) {
      cancel.requestFocus();
    }
    remaining.setText("");
    switch (run.state()) {
      case JobState.Running(var at, int step, int steps, var left) -> {
        String key = "phase." + at.name().toLowerCase(Locale.ROOT);
        phase.setText(step > 0 && step < steps ? Texts.of("step", step, steps) : Texts.of(key));
        bar.setProgress(step == 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) step / steps);
        remaining.setText(left == null || left.isZero() ? "" : left(left));
      }
      case JobState.Queued _, JobState.Done _, JobState.Failed _, JobState.Cancelled _ -> {
        phase.setText(Texts.of("phase.waiting"));
        bar.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
      }
    }
  }

  private static String left(Duration duration) {
    long seconds = Math.max(1, Math.round(duration.toMillis() / 1000.0));
    return seconds < 60
        ? Texts.of("eta.seconds", seconds)
        : Texts.of("eta.minutes", Math.round(seconds / 60.0));
  }

  private static void toggle(Region node, boolean visible) {
    node.setVisible(visible);
    node.setManaged(visible);
  }
}
