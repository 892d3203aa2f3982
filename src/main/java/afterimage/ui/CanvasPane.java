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
import java.util.concurrent.Executor;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/**
 * The canvas and what lies over it: how alike both sides are, the gain, the brush's bar, notices.
 */
final class CanvasPane extends StackPane {
  private static final Insets INSETS = new Insets(16);
  private static final double GAP = 8;

  private final LikenessBadge badge;
  private final GainBar gain;

  CanvasPane(
      CompareView compare,
      LikenessLimit limit,
      EmptyState empty,
      MaskControl masks,
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
    getChildren().addAll(compare, gain, badge, empty, mask, opening);
  }

  /** Where there is no room beside each other, the badge stands over the bar. */
  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    double right = badge.getLayoutX() + badge.getWidth();
    if (gain.isVisible() && right + GAP > gain.getLayoutX()) {
      badge.setLayoutY(gain.getLayoutY() - GAP - badge.getHeight());
    }
  }

  private static void place(Node node, Pos where) {
    setAlignment(node, where);
    setMargin(node, INSETS);
  }
}
