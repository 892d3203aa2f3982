package afterimage.ui;

import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.SimilarityBadge;
import afterimage.ui.compare.GainBar;
import afterimage.ui.mask.MaskBar;
import afterimage.ui.text.Texts;
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

  CanvasPane(
      CompareView compare,
      EmptyState empty,
      MaskBar mask,
      GainBar gain,
      OpeningNotice opening,
      Executor background) {
    getStyleClass().add("canvas");
    setMinSize(0, 0); // It takes what the bars and panels leave, however little.
    SimilarityBadge badge =
        new SimilarityBadge(
            compare,
            Texts.of("similarity.tooltip"),
            (ssim, psnr) ->
                Double.isInfinite(psnr)
                    ? Texts.of("similarity.same")
                    : Texts.of("similarity", ssim, psnr),
            background);
    place(badge, Pos.BOTTOM_LEFT);
    place(mask, Pos.TOP_CENTER);
    place(gain, Pos.BOTTOM_RIGHT);
    getChildren().addAll(compare, badge, empty, mask, gain, opening);
  }

  private static void place(Node node, Pos where) {
    setAlignment(node, where);
    setMargin(node, INSETS);
  }
}
