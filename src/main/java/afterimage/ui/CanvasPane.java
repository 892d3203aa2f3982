package afterimage.ui;

import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.LikenessLimit;
import afterimage.ui.canvas.ViewLikeness;
import afterimage.ui.compare.GainBar;
import afterimage.ui.compare.LikenessBadge;
import afterimage.ui.keys.KeyHints;
import afterimage.ui.mask.MaskBar;
import afterimage.ui.mask.MaskControl;
import afterimage.ui.mask.Protection;
import afterimage.ui.run.Scrub;
import afterimage.ui.run.ScrubBar;
import java.util.concurrent.Executor;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/**
 * The canvas and what lies over it: how alike both sides are, the gain, a run's steps, the brush's
 * bar, notices.
 */
final class CanvasPane extends StackPane {
  private static final Insets INSETS = new Insets(16);
  private static final double GAP = 8;

  private final LikenessBadge badge;
  private final GainBar gain;
  private final ScrubBar bar;

  CanvasPane(
      CompareView compare,
      LikenessLimit limit,
      EmptyState empty,
      MaskControl masks,
      Scrub scrub,
      OpeningNotice opening,
      KeyHints hints,
      Executor background) {
    getStyleClass().add("canvas");
    setMinSize(0, 0); // It takes what the bars and panels leave, however little.
    badge = new LikenessBadge(new ViewLikeness(compare, background), limit);
    place(badge, Pos.BOTTOM_LEFT);
    MaskBar mask = new MaskBar(masks);
    place(mask, Pos.TOP_CENTER);
    gain = new GainBar(compare, new Protection(compare, masks), hints);
    place(gain, Pos.BOTTOM_RIGHT);
    bar = new ScrubBar(scrub, gain.visibleProperty(), hints);
    place(bar, Pos.BOTTOM_CENTER);
    getChildren().addAll(compare, gain, badge, bar, empty, mask, opening);
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
