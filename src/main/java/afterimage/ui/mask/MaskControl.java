package afterimage.ui.mask;

import afterimage.image.Picture;
import afterimage.ui.canvas.Brush;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.file.FxPictures;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import org.jspecify.annotations.Nullable;

/** The masks of the open pictures and the brush that paints them. For the FX thread. */
public final class MaskControl {
  private static final int VEIL = 0xff3355;
  private static final double OPACITY = 0.55;

  private final Session session;
  private final Map<Source, MaskLayer> layers = new WeakHashMap<>();
  private final BooleanProperty painting = new SimpleBooleanProperty();
  private final BooleanProperty erasing = new SimpleBooleanProperty();
  private final DoubleProperty size = new SimpleDoubleProperty(0.08);
  private final DoubleProperty feather = new SimpleDoubleProperty(0.5);
  private @Nullable CompareView view;

  /**
   * @param session has the pictures
   */
  public MaskControl(Session session) {
    this.session = session;
  }

  /** Paints on a view from now on. */
  public void paintOn(CompareView canvas) {
    view = canvas;
    painting.subscribe(on -> canvas.brushProperty().set(on ? new Painter() : null));
    session.shownProperty().subscribe(_ -> show());
  }

  /** The mask for a refine of a picture; nothing if it may change everywhere. */
  public Optional<Picture> maskOf(Source source) {
    return Optional.ofNullable(layers.get(source))
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
    MaskLayer layer = layer();
    if (layer != null && layer.undo()) {
      show();
    }
  }

  private void change(Consumer<MaskLayer> change) {
    MaskLayer layer = layer();
    if (layer != null) {
      layer.mark();
      change.accept(layer);
      show();
    }
  }

  private @Nullable MaskLayer layer() {
    Session.Shown shown = session.shownProperty().get();
    return shown == null
        ? null
        : layers.computeIfAbsent(
            shown.source(), source -> new MaskLayer(source.width(), source.height()));
  }

  private void show() {
    CompareView canvas = view;
    Session.Shown shown = session.shownProperty().get();
    MaskLayer layer = shown == null ? null : layers.get(shown.source());
    if (canvas != null) {
      canvas
          .veilProperty()
          .set(
              layer == null || layer.isEmpty()
                  ? null
                  : FxPictures.image(layer.width(), layer.height(), layer.veil(VEIL, OPACITY)));
    }
  }

  /** Strokes of the mouse. */
  private final class Painter implements Brush {
    private MaskLayer.@Nullable Tip tip;
    private double lastX;
    private double lastY;

    @Override
    public void begin(double x, double y, boolean erase) {
      MaskLayer layer = layer();
      Session.Shown shown = session.shownProperty().get();
      if (layer == null || shown == null) {
        return;
      }
      layer.mark();
      int longer = Math.max(shown.source().width(), shown.source().height());
      tip = new MaskLayer.Tip(size.get() * longer, feather.get(), erase || erasing.get());
      lastX = x;
      lastY = y;
      to(x, y);
    }

    @Override
    public void to(double x, double y) {
      MaskLayer layer = layer();
      MaskLayer.Tip now = tip;
      if (layer != null && now != null) {
        layer.stroke(lastX, lastY, x, y, now);
        lastX = x;
        lastY = y;
        show();
      }
    }

    @Override
    public void end() {
      tip = null;
    }
  }
}
