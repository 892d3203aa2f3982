package afterimage.ui.mask;

import afterimage.engine.MaskSettings;
import afterimage.engine.PixelArea;
import afterimage.engine.PixelSize;
import afterimage.image.Picture;
import afterimage.ui.canvas.Brush;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.geometry.Rectangle2D;
import org.jspecify.annotations.Nullable;

/** The masks of the open pictures and the brush that paints them. For the FX thread. */
public final class MaskModel {
  private final Session session;
  private final Map<Source, Mask> masks = new WeakHashMap<>();
  private final BooleanProperty painting = new SimpleBooleanProperty();
  private final BooleanProperty erasing = new SimpleBooleanProperty();
  private final DoubleProperty size = new SimpleDoubleProperty(0.08);
  private final DoubleProperty feather = new SimpleDoubleProperty(0.5);
  private final BooleanProperty onlyMasked = new SimpleBooleanProperty();
  private final IntegerProperty margin = new SimpleIntegerProperty(MaskSettings.DEFAULT.margin());
  private final ReadOnlyObjectWrapper<@Nullable PixelArea> crop = new ReadOnlyObjectWrapper<>();
  private @Nullable CompareView view;

  /** A picture's layer, and how it is seen. */
  private record Mask(int width, int height, MaskLayer layer, Veil veil) {
    static Mask of(Picture picture) {
      MaskLayer layer = new MaskLayer(picture.width(), picture.height());
      return new Mask(picture.width(), picture.height(), layer, new Veil(layer));
    }

    boolean fits(Picture picture) {
      return width == picture.width() && height == picture.height();
    }
  }

  /**
   * @param session has the pictures
   */
  public MaskModel(Session session) {
    this.session = session;
    onlyMasked.subscribe(_ -> frame());
    margin.subscribe(_ -> frame());
  }

  /** Paints on a view from now on. */
  public void paintOn(CompareView canvas) {
    view = canvas;
    painting.subscribe(
        on -> {
          canvas.brushProperty().set(on ? new Painter() : null);
          showAgain();
        });
    session.shownProperty().subscribe(_ -> show(Rectangle2D.EMPTY));
    session
        .canvasProperty()
        .subscribe(
            now -> {
              if (now instanceof Session.Unreadable) {
                painting.set(false); // There is nothing to paint on.
              }
            });
  }

  /** The mask for a refine of a picture; nothing if it may change everywhere. */
  public Optional<Picture> maskOf(Source source) {
    return Optional.ofNullable(masks.get(source))
        .map(Mask::layer)
        .filter(layer -> !layer.isEmpty())
        .map(MaskLayer::toPicture);
  }

  /** Whether the mouse paints. */
  public BooleanProperty paintingProperty() {
    return painting;
  }

  /** Whether the brush takes away; Alt does, too. */
  public BooleanProperty erasingProperty() {
    return erasing;
  }

  /** The brush's radius as a share of the picture's longer side, from 0.005 to 0.3. */
  public DoubleProperty sizeProperty() {
    return size;
  }

  /** How much of the radius is soft, from 0 to 1. */
  public DoubleProperty featherProperty() {
    return feather;
  }

  /** Whether only the masked part is refined, at the model's own size. */
  public BooleanProperty onlyMaskedProperty() {
    return onlyMasked;
  }

  /** How many pixels around the masked part the model sees as well. */
  public IntegerProperty marginProperty() {
    return margin;
  }

  /** What a refine sees of the picture on the canvas; null where that is all of it. */
  public ReadOnlyObjectProperty<@Nullable PixelArea> cropProperty() {
    return crop.getReadOnlyProperty();
  }

  /** Takes the mask away. */
  public void clear() {
    change(MaskLayer::clear);
  }

  /** Turns the mask round. */
  public void invert() {
    change(MaskLayer::invert);
  }

  /** Takes the last stroke back. */
  public void undo() {
    Mask mask = mask();
    if (mask != null && mask.layer.undo()) {
      show(mask, mask.layer.whole());
    }
  }

  /** Changes the mask of the picture on the canvas by one step that can be undone. */
  void change(Consumer<MaskLayer> change) {
    Mask mask = mask();
    if (mask != null) {
      mask.layer.mark();
      change.accept(mask.layer);
      show(mask, mask.layer.whole());
    }
  }

  /** What the mask of the picture on the canvas is; nothing while there is no picture. */
  Optional<MaskLayer> layer() {
    return Optional.ofNullable(mask()).map(Mask::layer);
  }

  private @Nullable Mask mask() {
    Session.Shown shown = session.shownProperty().get();
    if (shown == null) {
      return null;
    }
    Picture picture = shown.loaded().picture();
    // A file that has another picture now needs another mask.
    return masks.compute(
        shown.source(), (_, mask) -> mask != null && mask.fits(picture) ? mask : Mask.of(picture));
  }

  /** The mask of the picture on the canvas if somebody has begun one. */
  private @Nullable Mask painted() {
    Session.Shown shown = session.shownProperty().get();
    return shown != null && masks.containsKey(shown.source()) ? mask() : null;
  }

  private void showAgain() {
    Mask mask = painted();
    if (mask != null) {
      show(mask, mask.layer.whole());
    }
  }

  /**
   * The brush shows where it painted; else the smaller part is tinted, to see the rest as it is.
   */
  private void show(Mask mask, MaskLayer.Area changed) {
    boolean free = painting.get() || !mask.layer.isMostlyFree();
    show(mask.layer.inPicture(mask.veil.update(changed, free)));
  }

  private void show(Rectangle2D changed) {
    CompareView canvas = view;
    Mask mask = painted();
    frame();
    if (canvas != null) {
      canvas.showVeil(mask == null || mask.layer.isEmpty() ? null : mask.veil.image(), changed);
    }
  }

  private void frame() {
    Mask mask = onlyMasked.get() ? painted() : null;
    if (mask == null) {
      crop.set(null);
      return;
    }
    PixelSize picture = new PixelSize(mask.width, mask.height);
    crop.set(
        mask.layer
            .bounds(picture)
            .map(area -> area.framed(margin.get(), MaskSettings.PROPORTIONS, picture))
            .orElse(null));
  }

  /** Strokes of the mouse. */
  private final class Painter implements Brush {
    private MaskLayer.@Nullable Tip tip;
    private @Nullable Mask begun;
    private double lastX;
    private double lastY;

    @Override
    public void begin(double x, double y, boolean erase) {
      Mask mask = mask();
      begun = mask;
      if (mask == null) {
        return;
      }
      mask.layer.mark();
      int longer = Math.max(mask.width, mask.height);
      tip = new MaskLayer.Tip(size.get() * longer, feather.get(), erase || erasing.get());
      lastX = x;
      lastY = y;
      to(x, y);
    }

    @Override
    public void to(double x, double y) {
      Mask mask = mask();
      MaskLayer.Tip now = tip;
      // A stroke ends where its picture does.
      if (mask != null && mask.equals(begun) && now != null) {
        MaskLayer.Area touched = mask.layer.stroke(lastX, lastY, x, y, now);
        lastX = x;
        lastY = y;
        show(mask, touched);
      }
    }

    @Override
    public void end() {
      tip = null;
      begun = null;
    }
  }
}
