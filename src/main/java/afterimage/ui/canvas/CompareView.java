package afterimage.ui.canvas;

import afterimage.guard.GuardException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Rectangle2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.Image;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * Compares two pictures on one canvas as large as the view. Both sides share one viewport, so zoom
 * and pan stay in step. Draws at most once a pulse, and only after a change. What cannot be drawn
 * leaves the canvas empty, and is told.
 */
public final class CompareView extends Region {
  private static final System.Logger LOG = System.getLogger(CompareView.class.getName());

  private final Canvas canvas = new Canvas();
  private final CompareDrawing drawing;
  private final Gains gains = new Gains();
  private final Blinking blinking = new Blinking(this::changed);
  private final CompareOverlay overlay;
  private final AnimationTimer redraw =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          stop();
          draw();
        }
      };

  private final ReadOnlyObjectWrapper<@Nullable Comparison> shown = new ReadOnlyObjectWrapper<>();
  private final DerivedProperty<Comparison, MipPyramid> before =
      new DerivedProperty<>(shown, Comparison::beforePixels);
  private final DerivedProperty<Comparison, MipPyramid> after =
      new DerivedProperty<>(shown, Comparison::afterPixels);
  private final DerivedProperty<Comparison, Image> frame =
      new DerivedProperty<>(shown, Comparison::frame);
  private final ReadOnlyObjectWrapper<@Nullable GuardException> failure =
      new ReadOnlyObjectWrapper<>();
  private final ObjectProperty<CompareMode> mode = new SimpleObjectProperty<>(CompareMode.SPLIT);
  private final DoubleProperty split = new SimpleDoubleProperty(0.5);
  private final BooleanProperty originalHeld = new SimpleBooleanProperty();
  private final BooleanProperty pixelated = new SimpleBooleanProperty();
  private @Nullable Image veil;
  private @Nullable Picker picker;
  private final ObjectProperty<@Nullable Brush> brush = new SimpleObjectProperty<>();
  private final BooleanProperty swapped = new SimpleBooleanProperty();
  private final Zoom zoom =
      new Zoom(this, () -> effectiveMode().layout() == CompareMode.Layout.PANES);

  /**
   * What people read on it.
   *
   * @param before over the before side
   * @param after over the after side
   * @param handle the split line's accessible name
   */
  public record Names(String before, String after, String handle) {}

  /**
   * @param names what people read on it
   * @param workers where tiles are made
   */
  public CompareView(Names names, Executor workers) {
    drawing = new CompareDrawing(workers, this::invalidate, this::fail);
    overlay = new CompareOverlay(names, this::moveSplit);
    getStyleClass().add("compare-view");
    canvas.setId("compare-canvas");
    getChildren().add(canvas);
    getChildren().addAll(overlay.nodes());
    mode.subscribe(this::modeChanged);
    Stream.<ObservableValue<?>>of(split, originalHeld, pixelated, swapped)
        .forEach(value -> value.subscribe(this::changed));
    zoom.viewportProperty().subscribe(this::changed);
    gains.subscribe(this::changed);
    new CompareGestures(this).install();
  }

  /** Shows both sides and what covers them, or nothing. */
  public void show(@Nullable Comparison next) {
    Comparison former = shown.get();
    if (Objects.equals(former, next)) {
      return;
    }
    if (next != null) {
      zoom.useImage(next.width(), next.height());
    }
    overlay.nameBefore(next == null ? null : next.beforeName());
    failure.set(null);
    shown.set(next);
    if (next == null || !next.hasSidesOf(former)) {
      Stream<MipPyramid> sides =
          next == null
              ? Stream.empty()
              : Stream.concat(
                  Stream.ofNullable(next.beforePixels()), Stream.ofNullable(next.afterPixels()));
      drawing.retain(sides.collect(Collectors.toSet()));
    }
    before.tell();
    after.tell();
    frame.tell();
    changed();
  }

  /** What it shows; null for nothing. */
  public ReadOnlyObjectProperty<@Nullable Comparison> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Why what it shows cannot be drawn; null while it can. */
  public ReadOnlyObjectProperty<@Nullable GuardException> failureProperty() {
    return failure.getReadOnlyProperty();
  }

  /** Draws again what could not be drawn. */
  public void tryAgain() {
    failure.set(null);
    changed();
  }

  /** The left side's pixels. */
  public ReadOnlyObjectProperty<@Nullable MipPyramid> beforeProperty() {
    return before;
  }

  /** The right side's pixels. */
  public ReadOnlyObjectProperty<@Nullable MipPyramid> afterProperty() {
    return after;
  }

  /** A preview that covers the right side while it is there. */
  public ReadOnlyObjectProperty<@Nullable Image> frameProperty() {
    return frame;
  }

  public ObjectProperty<CompareMode> modeProperty() {
    return mode;
  }

  /** Where the split line is, from 0 (left, all after) to 1 (right, all before). */
  public DoubleProperty splitProperty() {
    return split;
  }

  /** Whether the before side shows everywhere for the moment. */
  public BooleanProperty originalHeldProperty() {
    return originalHeld;
  }

  /** Whether before and after have changed places. */
  public BooleanProperty swappedProperty() {
    return swapped;
  }

  /** How much modes that are made of both sides enlarge what has changed. */
  public Gains gains() {
    return gains;
  }

  /** Whether enlarged pixels keep their edges. */
  public BooleanProperty pixelatedProperty() {
    return pixelated;
  }

  /** What lies over the picture everywhere, such as a mask; null for nothing. */
  public @Nullable Image veil() {
    return veil;
  }

  /** Shows a veil, or the same one again, which has changed in a part of the picture's pixels. */
  public void showVeil(@Nullable Image over, Rectangle2D part) {
    if (Objects.equals(over, veil)) {
      drawing.damage().add(part);
      redraw.start();
    } else {
      veil = over;
      invalidate();
    }
  }

  /** What the primary mouse button paints with; while there is none it pans. */
  public ObjectProperty<@Nullable Brush> brushProperty() {
    return brush;
  }

  /** What a click on a place that has changed does from now on. */
  public void onPick(Picker clicked) {
    picker = clicked;
  }

  /** Who wants to know of clicks: nobody unless places that have changed are shown. */
  Optional<Picker> picker() {
    return changes().isEmpty() ? Optional.empty() : Optional.ofNullable(picker);
  }

  /** Where changes are shown; nothing while none are. */
  public Optional<ChangeGrid> changes() {
    boolean shown = effectiveMode().findsChanges() && frame.get() == null;
    return shown ? drawing.changes() : Optional.empty();
  }

  /**
   * Whether one picture that is made of both sides' pixels is shown, or would be without a preview.
   */
  public boolean showsBothAsOne() {
    return before.get() != null && after.get() != null && effectiveMode().isMadeOfBoth();
  }

  /** Which part of the picture it shows, and what changes that. */
  public Zoom zoom() {
    return zoom;
  }

  /** Which part of the picture it shows. */
  public ReadOnlyObjectProperty<Viewport> viewportProperty() {
    return zoom.viewportProperty();
  }

  boolean isEmpty() {
    return shown.get() == null;
  }

  private void moveSplit(double by) {
    split.set(Math.clamp(split.get() + by / Math.max(1, getWidth()), 0, 1));
  }

  private void modeChanged() {
    zoom.useView();
    drawing.forgetDerived();
    blinking.run(mode.get() == CompareMode.BLINK);
    changed();
  }

  private void changed() {
    requestLayout();
    invalidate();
  }

  private void invalidate() {
    drawing.damage().addAll();
    redraw.start();
  }

  private boolean hasAfter() {
    Comparison now = shown.get();
    return now != null && now.hasAfter();
  }

  private boolean isAlone() {
    Comparison now = shown.get();
    return now != null && now.alone();
  }

  /** What differs in size has no difference: both sides stand beside each other. */
  private CompareMode effectiveMode() {
    Comparison now = shown.get();
    if (now == null || !now.hasAfter() || now.alone()) {
      return CompareMode.SINGLE;
    }
    boolean none = mode.get().isMadeOfBoth() && now.frame() == null && !now.isOfOneSize();
    return none ? CompareMode.SPLIT : mode.get();
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    boolean resized = canvas.getWidth() != width || canvas.getHeight() != height;
    zoom.useView();
    if (resized) {
      canvas.setWidth(width);
      canvas.setHeight(height);
      drawing.damage().addAll();
      draw();
    }
    overlay.layout(
        effectiveMode(), showsOriginal(), showsSwapped(), hasAfter(), split.get(), width, height);
  }

  private void draw() {
    if (failure.get() != null) {
      drawing.clear(canvas);
      return;
    }
    try {
      drawing.draw(
          canvas,
          shown.get(),
          new CompareDrawing.Look(
              effectiveMode(),
              showsOriginal(),
              showsSwapped(),
              split.get(),
              gains.of(mode.get()),
              veil,
              zoom.viewportProperty().get(),
              zoom.outputScale(),
              pixelated.get()));
    } catch (GuardException e) {
      // A pulse must not change the window that it is drawing.
      Comparison now = shown.get();
      Platform.runLater(
          () -> {
            if (Objects.equals(shown.get(), now)) {
              fail(e);
            }
          });
    }
  }

  /** Told once for what is shown; nothing stale stays on the canvas. */
  private void fail(GuardException why) {
    if (failure.get() == null) {
      LOG.log(System.Logger.Level.WARNING, "the canvas cannot be drawn", why);
      drawing.clear(canvas);
      failure.set(why);
    }
  }

  private boolean showsOriginal() {
    return originalHeld.get() || (effectiveMode() == CompareMode.BLINK && blinking.showsOriginal());
  }

  /** In turn, both have the same place; and what is alone has no other side. */
  private boolean showsSwapped() {
    boolean sides = hasAfter() && !isAlone() && mode.get() != CompareMode.BLINK;
    return sides && swapped.get();
  }
}
