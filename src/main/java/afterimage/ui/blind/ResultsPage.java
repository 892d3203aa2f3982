package afterimage.ui.blind;

import afterimage.ui.page.Field;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What all comparisons say, by one trait at a time. */
final class ResultsPage extends VBox {

  /** What the page's buttons do. */
  record Actions(Runnable goOn, Runnable csv, Runnable close) {}

  ResultsPage(List<Ballot> ballots, Actions actions) {
    getStyleClass().addAll("page", "wide-page");
    setId("blind-results");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("blind.results"));
    title.getStyleClass().add(Styles.TITLE_3);
    WinRateChart chart = new WinRateChart();
    Trait first = firstThatDiffers(ballots);
    HBox traits = new HBox();
    ToggleGroup group = new ToggleGroup();
    for (Trait trait : Trait.values()) {
      String name = trait.name().toLowerCase(Locale.ROOT);
      ToggleButton button = new ToggleButton(Texts.of("blind.by." + name));
      button.setId("by-" + name);
      button.setToggleGroup(group);
      button.setSelected(trait == first);
      button
          .getStyleClass()
          .add(
              trait == Trait.MODEL
                  ? Styles.LEFT_PILL
                  : trait == Trait.PROMPT ? Styles.RIGHT_PILL : Styles.CENTER_PILL);
      button.setOnAction(
          _ -> {
            button.setSelected(true);
            chart.show(Tally.of(ballots, trait));
          });
      traits.getChildren().add(button);
    }
    chart.show(Tally.of(ballots, first));
    Button csv = new Button(Texts.of("blind.csv"), Icons.EXPORT.node());
    csv.setId("blind-csv");
    csv.setDisable(ballots.isEmpty());
    csv.setOnAction(_ -> actions.csv.run());
    Button goOn = new Button(Texts.of("blind.goOn"));
    goOn.setId("blind-go-on");
    goOn.setOnAction(_ -> actions.goOn.run());
    Button done = new Button(Texts.of("settings.done"));
    done.setId("blind-done");
    done.setDefaultButton(true);
    done.setCancelButton(true);
    done.setOnAction(_ -> actions.close.run());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox buttons = new HBox(csv, gap, goOn, done);
    buttons.getStyleClass().add("field-row");
    getChildren()
        .addAll(
            title, traits, chart, Field.help(Texts.of("blind.explained", ballots.size())), buttons);
  }

  private static Trait firstThatDiffers(List<Ballot> ballots) {
    for (Trait trait : Trait.values()) {
      if (Tally.of(ballots, trait).size() > 2) {
        return trait;
      }
    }
    return Trait.MODEL;
  }
}
