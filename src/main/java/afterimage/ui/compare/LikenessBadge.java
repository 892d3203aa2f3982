package afterimage.ui.compare;

import afterimage.ui.canvas.LikenessLimit;
import afterimage.ui.canvas.ViewLikeness;
import afterimage.ui.canvas.ViewLikeness.Figures;
import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * How alike before and after are in the view; warns where they are less so than the user wants. A
 * click opens the limit over it.
 */
public final class LikenessBadge extends VBox {
  private static final PseudoClass BELOW = PseudoClass.getPseudoClass("below");

  private final ViewLikeness likeness;
  private final LikenessLimit limit;
  private final Button badge = new Button();
  private final KeepAtLeastPane pane;

  /**
   * @param likeness the figures
   * @param limit what they should not fall below
   * @param givenBack what that took back of the shown version; null where nothing is known
   */
  public LikenessBadge(
      ViewLikeness likeness,
      LikenessLimit limit,
      ObservableValue<Version.@Nullable GivenBackMap> givenBack) {
    this.likeness = likeness;
    this.limit = limit;
    this.pane = new KeepAtLeastPane(limit, givenBack);
    getStyleClass().add("likeness");
    setAlignment(Pos.BOTTOM_LEFT);
    setPickOnBounds(false);
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    badge.setId("similarity");
    badge.getStyleClass().setAll("side-label", "likeness-badge");
    badge.setTooltip(new Tooltip(Texts.of("similarity.tooltip")));
    badge.setOnAction(_ -> open(!pane.isVisible()));
    getChildren().addAll(pane, badge);
    open(false);
    likeness.figuresProperty().subscribe(_ -> show());
    limit.onProperty().subscribe(_ -> show());
    limit.minProperty().subscribe(_ -> show());
    focusWithinProperty()
        .subscribe(
            within -> {
              if (!within) {
                open(false);
              }
            });
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && pane.isVisible()) {
      badge.requestFocus();
      open(false);
      event.consume();
    }
  }

  private void open(boolean on) {
    pane.setVisible(on);
    pane.setManaged(on);
    if (on) {
      pane.focus();
    }
  }

  private void show() {
    Figures figures = likeness.figuresProperty().get();
    setVisible(figures != null);
    if (figures == null) {
      return;
    }
    boolean below = !figures.isEqual() && limit.isBroken(figures.ssim());
    String text = text(figures, below);
    badge.setText(text);
    badge.setAccessibleText(Texts.of("similarity.accessible", text));
    badge.pseudoClassStateChanged(BELOW, below);
  }

  private String text(Figures figures, boolean below) {
    if (figures.isEqual()) {
      return Texts.of("similarity.same");
    }
    return below
        ? Texts.of("similarity.below", figures.ssim(), figures.psnr(), limit.minProperty().get())
        : Texts.of("similarity", figures.ssim(), figures.psnr());
  }
}
