package afterimage.ui.inspector;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.ModelInfo;
import afterimage.engine.NoiseSettings;
import afterimage.engine.RefineSettings;
import afterimage.engine.SizeSettings;
import afterimage.engine.Tiling;
import java.util.List;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * The values that most users leave alone, {@link AdvancedSettings} and the scheduler. Needs no
 * toolkit; for one thread at a time.
 */
public final class AdvancedValues {
  private final ObjectProperty<@Nullable String> scheduler = new SimpleObjectProperty<>();
  private final StringProperty prompt2 = new SimpleStringProperty("");
  private final StringProperty negativePrompt2 = new SimpleStringProperty("");
  private final BooleanProperty weighted = new SimpleBooleanProperty(true);
  private final IntegerProperty clipSkip = new SimpleIntegerProperty();
  private final DoubleProperty guidanceRescale = new SimpleDoubleProperty();
  private final BooleanProperty twoCalls = new SimpleBooleanProperty();
  private final ObjectProperty<NoiseSettings.Generator> generator =
      new SimpleObjectProperty<>(NoiseSettings.Generator.CPU);
  private final LongProperty variationSeed = new SimpleLongProperty();
  private final DoubleProperty variation = new SimpleDoubleProperty();
  private final ObjectProperty<SizeSettings> sizes =
      new SimpleObjectProperty<>(SizeSettings.OF_RUN);
  private final DoubleProperty keepDetail = new SimpleDoubleProperty();
  private final BooleanProperty watermark = new SimpleBooleanProperty();
  private final ObjectProperty<Tiling> tiling = new SimpleObjectProperty<>(Tiling.AUTO);

  AdvancedValues() {}

  /** Shows values; a scheduler that the model does not have becomes the model's own. */
  void show(RefineSettings values, @Nullable ModelInfo model) {
    String wanted = values.scheduler();
    boolean known = wanted != null && model != null && model.schedulers().contains(wanted);
    scheduler.set(known ? wanted : null);
    AdvancedSettings advanced = values.advanced();
    prompt2.set(orEmpty(advanced.prompt2()));
    negativePrompt2.set(orEmpty(advanced.negativePrompt2()));
    weighted.set(!advanced.plainPrompts());
    clipSkip.set(advanced.clipSkip());
    guidanceRescale.set(advanced.guidanceRescale());
    twoCalls.set(advanced.guidanceInTwoCalls());
    NoiseSettings noise = advanced.noise();
    generator.set(noise.generator());
    Long seed = noise.variationSeed();
    variationSeed.set(seed == null ? 0 : seed);
    variation.set(seed == null ? 0 : noise.variationStrength());
    sizes.set(advanced.sizes());
    keepDetail.set(advanced.keepDetail());
    watermark.set(advanced.watermark());
    tiling.set(advanced.tiling());
  }

  /** The values as a request has them. */
  AdvancedSettings settings() {
    boolean varied = variation.get() > 0;
    return new AdvancedSettings(
        orNull(prompt2.get()),
        orNull(negativePrompt2.get()),
        !weighted.get(),
        clipSkip.get(),
        guidanceRescale.get(),
        twoCalls.get(),
        new NoiseSettings(
            generator.get(), varied ? variationSeed.get() : null, varied ? variation.get() : 0),
        sizes.get(),
        keepDetail.get(),
        watermark.get(),
        tiling.get());
  }

  /** Everything that the user can change. */
  List<Observable> all() {
    return List.of(
        scheduler,
        prompt2,
        negativePrompt2,
        weighted,
        clipSkip,
        guidanceRescale,
        twoCalls,
        generator,
        variationSeed,
        variation,
        sizes,
        keepDetail,
        watermark,
        tiling);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text.strip();
  }

  /** One of {@link ModelInfo#schedulers}, or null for the model's own. */
  public ObjectProperty<@Nullable String> schedulerProperty() {
    return scheduler;
  }

  /** For the second text encoder; empty for the prompt itself. */
  public StringProperty prompt2Property() {
    return prompt2;
  }

  /** For the second text encoder; empty for the negative prompt itself. */
  public StringProperty negativePrompt2Property() {
    return negativePrompt2;
  }

  /** Whether brackets weigh words and prompts may be long. */
  public BooleanProperty weightedProperty() {
    return weighted;
  }

  /** Layers of the text encoders to leave out, 0 for none. */
  public IntegerProperty clipSkipProperty() {
    return clipSkip;
  }

  /** In [0, 1]. */
  public DoubleProperty guidanceRescaleProperty() {
    return guidanceRescale;
  }

  /** Whether prompt and negative prompt go through the UNet one after the other. */
  public BooleanProperty twoCallsProperty() {
    return twoCalls;
  }

  /** Whose random numbers. */
  public ObjectProperty<NoiseSettings.Generator> generatorProperty() {
    return generator;
  }

  /** From 0 to {@link RefineSettings#MAX_SEED}. */
  public LongProperty variationSeedProperty() {
    return variationSeed;
  }

  /** How far to go towards the variation seed, in [0, 1]; 0 for not at all. */
  public DoubleProperty variationProperty() {
    return variation;
  }

  /** What the model is told of sizes. */
  public ObjectProperty<SizeSettings> sizesProperty() {
    return sizes;
  }

  /** How much detail that the autoencoder loses is put back, in [0, 1]. */
  public DoubleProperty keepDetailProperty() {
    return keepDetail;
  }

  /** Whether results carry the invisible watermark. */
  public BooleanProperty watermarkProperty() {
    return watermark;
  }

  /** Whether the autoencoder sees large pictures in tiles. */
  public ObjectProperty<Tiling> tilingProperty() {
    return tiling;
  }
}
