package afterimage.ui.trials;

import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The series under the canvas: strengths in a row, seeds in a grid. Pointing at one, or giving it
 * the keyboard, shows it on the canvas; a click adopts it.
 */
public final class TrialPane extends VBox {
  /** How many seeds, at most. */
  public static final int MAX_TRIALS = 9;

  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  private final TrialsModel trials;
  private final FlowPane cells = new FlowPane();
  private final Label title = new Label();
  private final HBox counts = new HBox();

  /**
   * @param trials has the series
   */
  public TrialPane(TrialsModel trials) {
    this.trials = trials;
    getStyleClass().add("trial-pane");
    setId("trials");
    title.getStyleClass().add("field-name");
    title.setMinWidth(Region.USE_PREF_SIZE);
    Label hint = new Label(Texts.of("trials.hint"));
    hint.getStyleClass().add("field-help");
    counts.setAlignment(Pos.CENTER);
    for (int count : new int[] {2, 4, 6, MAX_TRIALS}) {
      Button button = new Button(String.valueOf(count));
      button.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, "mark");
      button.setAccessibleText(Texts.of("trials.count", count));
      button.setId("trials-" + count);
      button.setUserData(count);
      button.setOnAction(_ -> trials.begin(Series.SEEDS, count));
      counts.getChildren().add(button);
    }
    Button again = icon("trials-again", "trials.again", Icons.RETRY);
    again.setOnAction(_ -> again());
    Button hide = icon("trials-close", "trials.close", Icons.CANCEL);
    hide.setOnAction(_ -> trials.end());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox head = new HBox(title, hint, gap, counts, again, hide);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("field-row");
    cells.getStyleClass().add("trial-cells");
    ScrollPane scroll = new ScrollPane(cells);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    getChildren().addAll(head, scroll);
    trials.trials().addListener((InvalidationListener) _ -> show());
    trials.seriesProperty().subscribe(this::show);
    show();
  }

  private void again() {
    Series series = trials.seriesProperty().get();
    if (series != null) {
      trials.begin(series, Math.max(2, trials.trials().size()));
    }
  }

  private void show() {
    @Nullable Series series = trials.seriesProperty().get();
    setVisible(series != null);
    setManaged(series != null);
    cells.getChildren().clear();
    if (series != null) {
      title.setText(Texts.of("trials." + series.name().toLowerCase(Locale.ROOT)));
      counts.setVisible(series == Series.SEEDS);
      counts.setManaged(series == Series.SEEDS);
      trials
          .trials()
          .forEach(trial -> cells.getChildren().add(new TrialCell(trial, series, trials)));
      counts
          .getChildren()
          .forEach(
              button ->
                  button.pseudoClassStateChanged(
                      CHOSEN, button.getUserData().equals(trials.trials().size())));
    }
  }

  private static Button icon(String id, String key, Icons icon) {
    Button button = new Button("", icon.node());
    button.setId(id);
    button.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, Styles.BUTTON_ICON);
    button.setAccessibleText(Texts.of(key));
    button.setTooltip(new Tooltip(Texts.of(key)));
    return button;
  }
}
