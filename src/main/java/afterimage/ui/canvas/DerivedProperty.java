package afterimage.ui.canvas;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectPropertyBase;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * A part of one value, as a property. Whoever reads it, and whenever, reads the present whole: two
 * parts never belong to different wholes, as two properties set one after the other would.
 *
 * @param <W> the whole
 * @param <P> the part
 */
public final class DerivedProperty<W, P> extends ReadOnlyObjectPropertyBase<@Nullable P> {
  private final ObservableValue<@Nullable W> whole;
  private final Function<W, @Nullable P> part;
  private @Nullable P told;

  /**
   * @param whole what it is a part of
   * @param part which one, or null
   */
  public DerivedProperty(ObservableValue<@Nullable W> whole, Function<W, @Nullable P> part) {
    this.whole = whole;
    this.part = part;
  }

  @Override
  public @Nullable P get() {
    W now = whole.getValue();
    return now == null ? null : part.apply(now);
  }

  /** Tells whoever listens, if it is another one than the last time. */
  @SuppressWarnings("ReferenceEquality") // the same picture, not one like it
  public void tell() {
    P now = get();
    if (now != told) {
      told = now;
      fireValueChangedEvent();
    }
  }

  @Override
  public @Nullable Object getBean() {
    return null;
  }

  @Override
  public String getName() {
    return "";
  }
}
