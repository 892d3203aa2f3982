package afterimage.ui.compare;

import afterimage.ui.canvas.CompareMode;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.canvas.Viewport;
import afterimage.ui.session.SavedView;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps how the canvas shows the picture in the session, and brings it back after a restart. */
public final class ViewMemory {
  private final Session session;
  private final CompareView compare;
  private @Nullable SavedView restoring;
  private @Nullable Source restored;

  public ViewMemory(Session session, CompareView compare) {
    this.session = session;
    this.compare = compare;
  }

  /** Shows what the last session showed, and keeps watch from then on. */
  public void restore() {
    SavedView saved = session.viewProperty().get();
    if (saved != null) {
      Arrays.stream(CompareMode.values())
          .filter(mode -> mode.name().equals(saved.mode()))
          .findFirst()
          .ifPresent(compare.modeProperty()::set);
      compare.splitProperty().set(Math.clamp(saved.split(), 0, 1));
      CompareMode.derived()
          .forEach(mode -> compare.gains().set(mode, saved.gains().getOrDefault(mode.name(), 0.0)));
      compare.swappedProperty().set(saved.swapped());
      compare.pixelatedProperty().set(saved.pixelated());
      restoring = saved.fitted() ? null : saved;
      restored = session.selectedProperty().get();
    }
    compare.beforeProperty().subscribe(this::arrived);
    compare.modeProperty().subscribe(this::keep);
    compare.splitProperty().subscribe(this::keep);
    compare.gains().subscribe(this::keep);
    compare.swappedProperty().subscribe(this::keep);
    compare.pixelatedProperty().subscribe(this::keep);
    compare.viewportProperty().subscribe(this::keep);
  }

  /** The zoom means the picture that was chosen; another one begins fitted. */
  private void arrived(@Nullable MipPyramid picture) {
    SavedView saved = restoring;
    if (picture != null && saved != null) {
      restoring = null;
      if (session.selectedProperty().get() != restored) {
        return;
      }
      compare.zoom().lookAt(saved.scale(), saved.centerX(), saved.centerY());
    }
  }

  private void keep() {
    if (compare.beforeProperty().get() == null || restoring != null) {
      return;
    }
    Viewport viewport = compare.viewportProperty().get();
    session
        .viewProperty()
        .set(
            new SavedView(
                compare.modeProperty().get().name(),
                compare.splitProperty().get(),
                CompareMode.derived().stream()
                    .collect(Collectors.toMap(CompareMode::name, compare.gains()::of)),
                compare.swappedProperty().get(),
                compare.pixelatedProperty().get(),
                viewport.fitted(),
                viewport.scale(),
                viewport.centerX(),
                viewport.centerY()));
  }
}
