package afterimage.ui.compare;

import afterimage.ui.canvas.HeatMap;
import afterimage.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;

/** What the heat map's colours mean, in the map's own colours. */
final class HeatLegend extends HBox {
  private static final int STOPS = 9;

  HeatLegend() {
    setId("heat-legend");
    getStyleClass().add("heat-legend");
    setAlignment(Pos.CENTER_LEFT);
    Region colours = new Region();
    colours.getStyleClass().add("heat-colours");
    colours.setBackground(Background.fill(gradient()));
    getChildren()
        .addAll(
            new Label(Texts.of("heat.unchanged")), colours, new Label(Texts.of("heat.changed")));
  }

  private static LinearGradient gradient() {
    int[] argb = HeatMap.legend(STOPS);
    List<Stop> stops = new ArrayList<>();
    for (int i = 0; i < argb.length; i++) {
      Color colour = Color.rgb(argb[i] >> 16 & 0xff, argb[i] >> 8 & 0xff, argb[i] & 0xff);
      stops.add(new Stop(i / (argb.length - 1.0), colour));
    }
    return new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, stops);
  }
}
