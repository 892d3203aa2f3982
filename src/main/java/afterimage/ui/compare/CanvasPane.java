package afterimage.ui.compare;

import afterimage.guard.GuardException;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.Comparison;
import afterimage.ui.mask.CropFrame;
import afterimage.ui.mask.MaskBar;
import afterimage.ui.open.OpeningNotice;
import afterimage.ui.run.ScrubBar;
import afterimage.ui.text.Texts;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * The canvas and what lies over it: how alike both sides are, the gain, a run's steps, the brush's
 * bar, notices.
 */
public final class CanvasPane extends StackPane {
  private static final Insets INSETS = new Insets(16);
  private static final double GAP = 8;

  private final CompareView compare;
  private final Node empty;
  private final CanvasFailure failure = new CanvasFailure();
  private CanvasFailure.@Nullable Message told;
  private final LikenessBadge badge;
  private final GainBar gain;
  private final ScrubBar bar;

  /**
   * @param compare the canvas
   * @param frame around what a refine sees
   * @param empty stands there while nothing is open
   * @param badge says how alike both sides are
   * @param mask has the brush
   * @param gain enlarges what has changed
   * @param bar goes back through a run's steps
   * @param opening says that pictures are on their way
   */
  public CanvasPane(
      CompareView compare,
      CropFrame frame,
      Node empty,
      LikenessBadge badge,
      MaskBar mask,
      GainBar gain,
      ScrubBar bar,
      OpeningNotice opening) {
    this.compare = compare;
    this.empty = empty;
    this.badge = badge;
    this.gain = gain;
    this.bar = bar;
    getStyleClass().add("canvas");
    setMinSize(0, 0); // It takes what the bars and panels leave, however little.
    place(badge, Pos.BOTTOM_LEFT);
    place(mask, Pos.TOP_CENTER);
    place(gain, Pos.BOTTOM_RIGHT);
    place(bar, Pos.BOTTOM_CENTER);
    getChildren().addAll(compare, frame, gain, badge, bar, empty, failure, mask, opening);
    compare.failureProperty().subscribe(_ -> arrange());
    showNothing();
  }

  /** Nothing is open. */
  void showNothing() {
    put(null, null);
  }

  /** A picture is on its way, and nothing can stand for it. */
  void showOpening() {
    compare.show(null);
    told = null;
    arrange(false);
  }

  /** Shows a picture. */
  void show(Comparison picture) {
    put(picture, null);
  }

  /** Says why the chosen picture cannot be shown. */
  void showFailure(CanvasFailure.Message message) {
    put(null, message);
  }

  private void put(@Nullable Comparison picture, CanvasFailure.@Nullable Message message) {
    told = message;
    compare.show(picture);
    arrange();
  }

  private void arrange() {
    arrange(compare.shownProperty().get() == null && told == null);
  }

  /** Exactly one of picture, failure, and nothing at all is seen, and has the keyboard. */
  private void arrange(boolean nothing) {
    boolean keyboard = compare.isFocusWithin() || empty.isFocusWithin() || failure.isFocusWithin();
    CanvasFailure.Message message = told == null ? undrawable() : told;
    empty.setVisible(nothing);
    compare.setVisible(!nothing && message == null);
    if (message == null) {
      failure.hide();
    } else {
      failure.show(message);
    }
    if (keyboard) {
      focus();
    }
  }

  /** What takes the place of another has the keyboard, too, or Esc and the letters do nothing. */
  private void focus() {
    if (compare.isVisible()) {
      compare.requestFocus();
    } else if (failure.isVisible()) {
      failure.focus();
    } else {
      empty.requestFocus();
    }
  }

  private CanvasFailure.@Nullable Message undrawable() {
    GuardException why = compare.failureProperty().get();
    return why == null
        ? null
        : new CanvasFailure.Message(Texts.of("canvas.undrawable"), reason(why), compare::tryAgain);
  }

  /** Why the canvas cannot be drawn, and what to do. */
  public static String reason(GuardException why) {
    return Texts.of(
        why.kind() == GuardException.Kind.TOO_LARGE
            ? "canvas.undrawable.memory"
            : "canvas.undrawable.fault");
  }

  /** Where there is no room beside each other, one stands over the other. */
  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    double right = badge.getLayoutX() + badge.getWidth();
    if (gain.isVisible() && right + GAP > gain.getLayoutX()) {
      badge.setLayoutY(gain.getLayoutY() - GAP - badge.getHeight());
    }
    double foot = bar.getLayoutY() + bar.getHeight();
    if (badge.isVisible() && right + GAP > bar.getLayoutX()) {
      foot = Math.min(foot, badge.getLayoutY() - GAP);
    }
    if (gain.isVisible() && bar.getLayoutX() + bar.getWidth() + GAP > gain.getLayoutX()) {
      foot = Math.min(foot, gain.getLayoutY() - GAP);
    }
    bar.setLayoutY(foot - bar.getHeight());
  }

  private static void place(Node node, Pos where) {
    setAlignment(node, where);
    setMargin(node, INSETS);
  }
}
