package afterimage.ui.inspector;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.ModelInfo;
import afterimage.engine.NoiseSettings;
import afterimage.engine.RefineSettings;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * The values that most users leave alone, {@link AdvancedSettings} and the scheduler. Needs no
 * toolkit; for one thread at a time.
 */
public final class AdvancedValues {
  private final ObjectProperty<@Nullable String> scheduler = new SimpleObjectProperty<>();

  /**
   * As they are typed: texts with the spaces around them, a variation seed that is not used yet.
   */
  private final ObjectProperty<AdvancedSettings> raw =
      new SimpleObjectProperty<>(AdvancedSettings.DEFAULT);

  AdvancedValues() {}

  /** Shows values; a scheduler that the model does not have becomes the model's own. */
  void show(RefineSettings values, @Nullable ModelInfo model) {
    String wanted = values.scheduler();
    boolean known = wanted != null && model != null && model.schedulers().contains(wanted);
    scheduler.set(known ? wanted : null);
    AdvancedSettings advanced = values.advanced();
    raw.set(advanced.withNoise(shown(advanced.noise())));
  }

  /** The values as a request has them. */
  AdvancedSettings settings() {
    AdvancedSettings typed = raw.get();
    return typed
        .withPrompt2(orNull(typed.prompt2()))
        .withNegativePrompt2(orNull(typed.negativePrompt2()))
        .withNoise(used(typed.noise()));
  }

  /** Sets some of them. */
  public void change(UnaryOperator<AdvancedSettings> change) {
    raw.set(change.apply(raw.get()));
  }

  /** Everything that the user can change. */
  List<Observable> all() {
    return List.of(scheduler, raw);
  }

  /** One of {@link ModelInfo#schedulers}, or null for the model's own. */
  public ObjectProperty<@Nullable String> schedulerProperty() {
    return scheduler;
  }

  /**
   * Lets a property show and change one of the settings from now on.
   *
   * @return the property
   */
  public <T, P extends Property<T>> P follow(
      P property,
      Function<AdvancedSettings, T> get,
      BiFunction<AdvancedSettings, T, AdvancedSettings> with) {
    raw.subscribe(now -> property.setValue(get.apply(now)));
    property.subscribe(
        value -> {
          if (value != null && !value.equals(get.apply(raw.get()))) {
            raw.set(with.apply(raw.get(), value));
          }
        });
    return property;
  }

  /** Without a seed there is no variation to show, whatever its strength. */
  private static NoiseSettings shown(NoiseSettings noise) {
    return noise.variationSeed() == null ? noise.withVariationStrength(0) : noise;
  }

  /** Without a strength the variation's seed does not count. */
  private static NoiseSettings used(NoiseSettings noise) {
    boolean varied = noise.variationStrength() > 0;
    return noise.withVariationSeed(
        varied ? Objects.requireNonNullElse(noise.variationSeed(), 0L) : null);
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
