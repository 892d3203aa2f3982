package afterimage.ui.blind;

import afterimage.ui.page.Field;
import afterimage.ui.text.Texts;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.ConstraintsBase;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Win rates as bars with their 95 % intervals, the best on top. */
final class WinRateChart extends GridPane {

  WinRateChart() {
    getStyleClass().add("win-rates");
    setId("win-rates");
    ColumnConstraints name = new ColumnConstraints(80, 160, 200);
    ColumnConstraints bar = new ColumnConstraints(200, 360, Double.MAX_VALUE);
    bar.setHgrow(Priority.ALWAYS);
    ColumnConstraints figures = new ColumnConstraints();
    figures.setMinWidth(ConstraintsBase.CONSTRAIN_TO_PREF);
    getColumnConstraints().addAll(name, bar, figures);
  }

  void show(List<Tally> tallies) {
    getChildren().clear();
    if (tallies.isEmpty()) {
      add(Field.help(Texts.of("blind.nothingDiffers")), 0, 0, 3, 1);
    }
    for (int row = 0; row < tallies.size(); row++) {
      Tally tally = tallies.get(row);
      boolean original = tally.value().equals(Contender.ORIGINAL);
      Label value = new Label(original ? Texts.of("blind.original") : tally.value());
      Label figures =
          new Label(
              Texts.of(
                  "blind.figures",
                  Math.round(tally.rate() * 100),
                  Math.round(tally.interval().low() * 100),
                  Math.round(tally.interval().high() * 100),
                  tally.count()));
      figures.getStyleClass().add("field-value");
      add(value, 0, row);
      add(new Bar(tally), 1, row);
      add(figures, 2, row);
    }
  }

  /** A bar from 0 to the rate, a line over the interval, a mark at one half. */
  private static final class Bar extends Region {
    private static final double HEIGHT = 28;
    private static final double THICK = 14;
    private static final double CAP = 12;

    private final Tally tally;
    private final Region track = part("win-track");
    private final Region rate = part("win-rate");
    private final Region half = part("win-half");
    private final Region interval = part("win-interval");
    private final Region low = part("win-interval");
    private final Region high = part("win-interval");

    Bar(Tally tally) {
      this.tally = tally;
      setMinHeight(HEIGHT);
      setPrefHeight(HEIGHT);
      getChildren().addAll(track, rate, half, interval, low, high);
    }

    private static Region part(String style) {
      Region part = new Region();
      part.getStyleClass().add(style);
      return part;
    }

    @Override
    protected void layoutChildren() {
      double width = getWidth();
      double top = (HEIGHT - THICK) / 2;
      track.resizeRelocate(0, top, width, THICK);
      rate.resizeRelocate(0, top, width * tally.rate(), THICK);
      half.resizeRelocate(width / 2, 0, 1, HEIGHT);
      double from = width * tally.interval().low();
      double to = width * tally.interval().high();
      interval.resizeRelocate(from, HEIGHT / 2 - 1, to - from, 2);
      low.resizeRelocate(from, (HEIGHT - CAP) / 2, 2, CAP);
      high.resizeRelocate(to - 2, (HEIGHT - CAP) / 2, 2, CAP);
    }
  }
}
