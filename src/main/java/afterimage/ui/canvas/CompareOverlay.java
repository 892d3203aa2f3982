package afterimage.ui.canvas;

import java.util.List;
import java.util.function.DoubleConsumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/** What lies over the canvas: both sides' names and the split line. */
final class CompareOverlay {
  private static final double INSET = 16;

  private final String usualBefore;
  private final Label before = new Label();
  private final Label after = new Label();
  private final SplitHandle handle;

  CompareOverlay(CompareView.Names names, DoubleConsumer moveSplit) {
    handle = new SplitHandle(names.handle(), moveSplit);
    usualBefore = names.before();
    before.setText(usualBefore);
    after.setText(names.after());
    before.getStyleClass().add("side-label");
    after.getStyleClass().add("side-label");
    before.setMouseTransparent(true);
    after.setMouseTransparent(true);
  }

  List<Node> nodes() {
    return List.of(before, after, handle);
  }

  /** Puts a name over the before side; null for the usual one. */
  void nameBefore(@Nullable String name) {
    before.setText(name == null ? usualBefore : name);
  }

  /**
   * Puts everything where the mode has it.
   *
   * @param held whether the before side shows everywhere
   * @param swapped whether before is where after usually is
   * @param hasAfter whether there are two sides
   * @param split place of the line, from 0 to 1
   */
  void layout(
      CompareMode mode,
      boolean held,
      boolean swapped,
      boolean hasAfter,
      double split,
      double width,
      double height) {
    double line = Math.round(split * width);
    Label left = swapped ? after : before;
    Label right = swapped ? before : after;
    left.autosize();
    right.autosize();
    left.relocate(INSET, INSET);
    right.relocate(width - INSET - right.getWidth(), INSET);
    boolean splits = mode.layout() == CompareMode.Layout.SPLIT;
    boolean both = mode.layout() == CompareMode.Layout.PANES;
    boolean roomLeft = line > left.getWidth() + 2 * INSET;
    boolean roomRight = line < width - right.getWidth() - 2 * INSET;
    boolean onLeft = both || (splits && roomLeft);
    boolean onRight = both || (!mode.isMadeOfBoth() && (!splits || roomRight));
    boolean onlyBefore = held && !both;
    left.setVisible(hasAfter && (onlyBefore ? !swapped : onLeft));
    right.setVisible(hasAfter && (onlyBefore ? swapped : onRight));
    handle.setVisible(splits && !held);
    handle.resizeRelocate(line - handle.prefWidth(-1) / 2, 0, handle.prefWidth(-1), height);
  }
}
