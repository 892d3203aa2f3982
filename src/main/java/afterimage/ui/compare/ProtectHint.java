package afterimage.ui.compare;

import afterimage.ui.mask.Protection;
import afterimage.ui.mask.Protection.Outcome;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Says what a click on the heat map does, and what the last one did, with a way back. */
final class ProtectHint extends HBox {
  private final Label text = new Label();
  private final Button undo = new Button(Texts.of("undo"));

  ProtectHint(Protection protection) {
    getStyleClass().add("protect-hint");
    setAlignment(Pos.CENTER_LEFT);
    text.setId("protect-hint");
    text.getStyleClass().add("field-help");
    text.setWrapText(true);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    undo.setId("protect-undo");
    undo.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
    undo.setMinWidth(Region.USE_PREF_SIZE);
    undo.setOnAction(_ -> protection.undo());
    getChildren().addAll(text, undo);
    protection.outcomeProperty().subscribe(this::show);
  }

  private void show(@Nullable Outcome outcome) {
    text.setText(
        switch (outcome) {
          case null -> Texts.of("protect.hint");
          case PROTECTED -> Texts.of("protect.protected");
          case GIVEN_BACK -> Texts.of("protect.givenBack");
          case NOTHING_THERE -> Texts.of("protect.nothing");
          case EVERYTHING -> Texts.of("protect.everything");
        });
    boolean change = outcome != null && outcome.isChange();
    undo.setVisible(change);
    undo.setManaged(change);
  }
}
