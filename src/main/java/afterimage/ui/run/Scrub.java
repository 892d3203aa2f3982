package afterimage.ui.run;

import afterimage.engine.PreviewFrame;
import afterimage.ui.canvas.FxPictures;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * Looking back at a run's frames. Positions from 0 on are frames; the last position is what the
 * canvas shows anyway, the result or the run as it goes. For the FX thread.
 */
public final class Scrub {
  private final RunFrames all;
  private final IntegerProperty position = new SimpleIntegerProperty();
  private final ReadOnlyIntegerWrapper last = new ReadOnlyIntegerWrapper();
  private final ReadOnlyObjectWrapper<@Nullable Image> image = new ReadOnlyObjectWrapper<>();
  private List<PreviewFrame> frames = List.of();
  private String run = "";

  /**
   * @param all the frames that are kept
   */
  public Scrub(RunFrames all) {
    this.all = all;
    position.subscribe(this::showFrame);
  }

  /** Where one looks, from 0 to {@link #lastProperty}. */
  public IntegerProperty positionProperty() {
    return position;
  }

  /** The last position, which is also the number of frames; 0 where there are none. */
  public ReadOnlyIntegerProperty lastProperty() {
    return last.getReadOnlyProperty();
  }

  /** The frame that one looks at; null at the last position. */
  public ReadOnlyObjectProperty<@Nullable Image> imageProperty() {
    return image.getReadOnlyProperty();
  }

  /**
   * Offers the frames of the run that is on the canvas. Another run begins at its last position;
   * the same one, with more frames than before, leaves who looks back where they are.
   *
   * @param id of the run, as of the version that it became; empty for none
   */
  public void offer(String id) {
    List<PreviewFrame> ofRun = all.of(id);
    boolean stay = run.equals(id) && isBack() && position.get() < ofRun.size();
    PreviewFrame seen = stay ? frames.get(position.get()) : null;
    run = id;
    frames = ofRun;
    last.set(ofRun.size());
    int place = seen == null ? -1 : indexOf(seen);
    position.set(place < 0 ? ofRun.size() : place);
    showFrame();
  }

  /** Frames move when a long run is thinned out. */
  private int indexOf(PreviewFrame seen) {
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i).step() >= seen.step()) {
        return i;
      }
    }
    return -1;
  }

  /** Goes by so many frames, as far as there are any. */
  public void step(int by) {
    position.set(Math.clamp(position.get() + (long) by, 0, last.get()));
  }

  /**
   * Ends looking back.
   *
   * @return whether somebody did
   */
  public boolean release() {
    boolean back = isBack();
    position.set(last.get());
    return back;
  }

  /** The frame that one looks at; null at the last position. */
  @Nullable PreviewFrame frame() {
    return isBack() ? frames.get(position.get()) : null;
  }

  private boolean isBack() {
    return position.get() < frames.size();
  }

  private void showFrame() {
    PreviewFrame frame = frame();
    image.set(frame == null ? null : FxPictures.image(frame.width(), frame.height(), frame.argb()));
  }
}
