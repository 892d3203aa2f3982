package afterimage.ui.canvas;

import java.util.List;
import java.util.function.DoubleConsumer;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** What lies over the canvas: both sides' names and the split line. */
final class CompareOverlay {
  private static final double INSET = 16;

  private final Label before = new Label();
  private final Label after = new Label();
  private final SplitHandle handle;

  CompareOverlay(CompareView.Names names, DoubleConsumer moveSplit) {
    handle = new SplitHandle(names.handle(), moveSplit);
    before.setText(names.before());
    after.setText(names.after());
    before.getStyleClass().add("side-label");
    after.getStyleClass().add("side-label");
    before.setMouseTransparent(true);
    after.setMouseTransparent(true);
  }

  List<Node> nodes() {
    return List.of(before, after, handle);
  }

  void nameBefore(String name) {
    before.setText(name);
  }

  /**
   * Puts everything where the mode has it.
   *
   * @param held whether the before side shows everywhere
   * @param hasAfter whether there are two sides
   * @param split place of the line, from 0 to 1
   */
  void layout(
      CompareMode mode, boolean held, boolean hasAfter, double split, double width, double height) {
    double line = Math.round(split * width);
    before.autosize();
    after.autosize();
    before.relocate(INSET, INSET);
    after.relocate(width - INSET - after.getWidth(), INSET);
    boolean splits = mode == CompareMode.SPLIT;
    boolean both = mode == CompareMode.SIDE_BY_SIDE;
    boolean roomBefore = line > before.getWidth() + 2 * INSET;
    boolean roomAfter = line < width - after.getWidth() - 2 * INSET;
    before.setVisible(hasAfter && (held || both || (splits && roomBefore)));
    boolean ofBoth = mode == CompareMode.DIFFERENCE || mode == CompareMode.HEAT_MAP;
    after.setVisible(hasAfter && (both || (!held && !ofBoth && (!splits || roomAfter))));
    handle.setVisible(splits && !held);
    handle.resizeRelocate(line - handle.prefWidth(-1) / 2, 0, handle.prefWidth(-1), height);
  }
}
