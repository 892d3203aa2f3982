package afterimage.ui.mask;

import afterimage.ui.canvas.ChangeGrid;
import afterimage.ui.canvas.ChangedRegion;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.Picker;
import afterimage.ui.canvas.RegionCover;
import afterimage.ui.canvas.Viewport;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Clicks on the heat map: what has changed there is taken out of the mask, or given back. For the
 * FX thread.
 */
public final class Protection implements Picker {
  /** From this share of full colour on, the map looks coloured. */
  private static final double COLOURED = 0.4;

  /** Where the region's soft edge ends, as a share of the picture's longer side. */
  private static final double REACH = 0.02;

  private final CompareView view;
  private final MaskModel masks;
  private final ReadOnlyObjectWrapper<@Nullable Outcome> outcome = new ReadOnlyObjectWrapper<>();

  /** What a click did. */
  public enum Outcome {
    /** The region may not change any more. */
    PROTECTED,
    /** The region may change again. */
    GIVEN_BACK,
    /** Nothing has changed there. */
    NOTHING_THERE,
    /** The region is all of the picture, and nothing would be left to refine. */
    EVERYTHING;

    /** Whether it can be undone. */
    public boolean isChange() {
      return this == PROTECTED || this == GIVEN_BACK;
    }
  }

  /**
   * @param view whose heat map is clicked
   * @param masks has the mask of what is on it
   */
  public Protection(CompareView view, MaskModel masks) {
    this.view = view;
    this.masks = masks;
    view.onPick(this);
    view.beforeProperty().subscribe(this::forget);
    view.afterProperty().subscribe(this::forget);
    view.modeProperty().subscribe(this::forget);
    masks.paintingProperty().subscribe(this::forget);
  }

  /** What the last click did; null before the first one, and for other pictures. */
  public ReadOnlyObjectProperty<@Nullable Outcome> outcomeProperty() {
    return outcome.getReadOnlyProperty();
  }

  /** Takes back what the last click did. */
  public void undo() {
    Outcome last = outcome.get();
    if (last != null && last.isChange()) {
      masks.undo();
    }
    forget();
  }

  @Override
  public void pick(double x, double y) {
    Viewport picture = view.viewportProperty().get();
    double u = x / picture.imageWidth();
    double v = y / picture.imageHeight();
    if (u >= 0 && u < 1 && v >= 0 && v < 1) {
      masks.layer().ifPresent(layer -> outcome.set(pick(layer, u, v)));
    }
  }

  @Override
  public void unpick() {
    undo();
  }

  private void forget() {
    outcome.set(null);
  }

  private Outcome pick(MaskLayer layer, double u, double v) {
    Optional<RegionCover> taken = layer.protectedAt(u, v);
    if (taken.isPresent()) {
      masks.change(mask -> mask.giveBack(taken.get()));
      return Outcome.GIVEN_BACK;
    }
    Optional<RegionCover> changed = changedAt(u, v);
    if (changed.isEmpty()) {
      return Outcome.NOTHING_THERE;
    }
    if (!layer.isEmpty() && !layer.mayChangeAt(u, v)) {
      masks.change(mask -> mask.allow(changed.get()));
      return Outcome.GIVEN_BACK;
    }
    masks.change(mask -> mask.protect(changed.get()));
    if (layer.isEmpty()) { // Which would mean that all of it may change.
      masks.undo();
      return Outcome.EVERYTHING;
    }
    return Outcome.PROTECTED;
  }

  private Optional<RegionCover> changedAt(double u, double v) {
    double threshold = COLOURED / view.gains().of(view.modeProperty().get());
    MaskLayer.Tip edge = new MaskLayer.Tip(REACH, masks.featherProperty().get(), true);
    Optional<ChangeGrid> changes = view.changes();
    return changes
        .flatMap(grid -> ChangedRegion.at(grid, u, v, threshold))
        .map(region -> region.cover(REACH, edge::cover));
  }
}
