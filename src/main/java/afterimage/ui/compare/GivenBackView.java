package afterimage.ui.compare;

import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How much of the shown version's change its floor gave back, and a map of where. */
final class GivenBackView extends VBox {
  private static final double SIDE = 220;

  private final Label amount = new Label();
  private final ImageView map = new ImageView();

  /**
   * @param shown of the version on the canvas; null where nothing is known
   */
  GivenBackView(ObservableValue<Version.@Nullable GivenBackMap> shown) {
    setId("given-back");
    getStyleClass().add("given-back");
    amount.setId("given-back-amount");
    amount.setWrapText(true);
    map.setFitWidth(SIDE);
    map.setFitHeight(SIDE);
    map.setPreserveRatio(true);
    Label legend = new Label(Texts.of("givenBack.legend"));
    legend.getStyleClass().add("field-help");
    legend.setWrapText(true);
    getChildren().addAll(amount, map, legend);
    shown.subscribe(this::show);
  }

  private void show(Version.@Nullable GivenBackMap back) {
    setVisible(back != null);
    setManaged(back != null);
    if (back != null) {
      amount.setText(Texts.of("givenBack", back.area(), back.share()));
      map.setImage(back.image());
      map.setAccessibleText(Texts.of("givenBack.map"));
    }
  }
}
