package afterimage.ui.inspector;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.LatentDecoder;
import afterimage.engine.ModelInfo;
import afterimage.engine.NoiseSettings;
import afterimage.engine.Tiling;
import afterimage.engine.TimestepSpacing;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What most users leave alone, folded up; its controls are made when it is first unfolded. */
public final class AdvancedView extends VBox {
  private static final int MAX_SKIPPED = 24;
  private static final List<Tiling> TILINGS =
      List.of(
          Tiling.AUTO,
          Tiling.OFF,
          new Tiling(512),
          new Tiling(768),
          new Tiling(1024),
          new Tiling(1536),
          new Tiling(2048));

  private final InspectorModel values;
  private final AdvancedValues advanced;
  private final Use use;
  private final VBox content = new VBox();
  private final Button header = new Button(Texts.of("advanced"), Icons.EXPAND.node());

  /** What the values are for: some mean nothing without a picture to begin with. */
  public enum Use {
    REFINE,
    FROM_WORDS
  }

  /**
   * @param values what is shown and changed
   * @param use what they are for
   */
  public AdvancedView(InspectorModel values, Use use) {
    this.values = values;
    this.advanced = values.advanced();
    this.use = use;
    getStyleClass().add("field");
    header.setId("advanced");
    header.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "quiet");
    header.setOnAction(_ -> unfold(!content.isVisible()));
    content.setId("advanced-content");
    content.getStyleClass().add("advanced-fields");
    getChildren().addAll(header, content);
    unfold(false);
  }

  private void unfold(boolean open) {
    if (open && content.getChildren().isEmpty()) {
      fill();
    }
    content.setVisible(open);
    content.setManaged(open);
    header.setGraphic((open ? Icons.COLLAPSE : Icons.EXPAND).node());
  }

  private void fill() {
    content.getChildren().add(named("sampler", sampler()));
    if (use == Use.REFINE) {
      content
          .getChildren()
          .addAll(
              share(
                  "keepDetail",
                  AdvancedSettings::keepDetail,
                  AdvancedSettings::withKeepDetail,
                  0.05),
              share(
                  "keepColours",
                  AdvancedSettings::keepColours,
                  AdvancedSettings::withKeepColours,
                  0.05),
              share(
                  "keepAtLeast",
                  AdvancedSettings::keepAtLeast,
                  AdvancedSettings::withKeepAtLeast,
                  0.01));
    }
    content
        .getChildren()
        .addAll(
            check("watermark", AdvancedSettings::watermark, AdvancedSettings::withWatermark),
            check(
                "weighted",
                settings -> !settings.plainPrompts(),
                (settings, weighted) -> settings.withPlainPrompts(!weighted)));
    if (use == Use.FROM_WORDS) {
      content
          .getChildren()
          .addAll(
              text("prompt2", AdvancedSettings::prompt2, AdvancedSettings::withPrompt2),
              text(
                  "negative2",
                  AdvancedSettings::negativePrompt2,
                  AdvancedSettings::withNegativePrompt2));
    }
    DoubleProperty variation =
        number(
            settings -> settings.noise().variationStrength(),
            (settings, strength) ->
                settings.withNoise(settings.noise().withVariationStrength(strength)));
    content
        .getChildren()
        .addAll(
            count(
                "clipSkip",
                AdvancedSettings::clipSkip,
                AdvancedSettings::withClipSkip,
                0,
                MAX_SKIPPED),
            share(
                "rescale",
                AdvancedSettings::guidanceRescale,
                AdvancedSettings::withGuidanceRescale,
                0.05),
            check(
                "twoCalls",
                AdvancedSettings::guidanceInTwoCalls,
                AdvancedSettings::withGuidanceInTwoCalls),
            new GuidanceIntervalField(advanced),
            choice(
                "spacing",
                List.of(TimestepSpacing.values()),
                spacing -> Texts.of("spacing." + spacing),
                AdvancedSettings::spacing,
                AdvancedSettings::withSpacing),
            choice(
                "decoder",
                List.of(LatentDecoder.values()),
                decoder -> Texts.of("decoder." + decoder.name().toLowerCase(Locale.ROOT)),
                AdvancedSettings::decoder,
                AdvancedSettings::withDecoder),
            choice(
                "tiles",
                TILINGS,
                AdvancedView::nameOf,
                AdvancedSettings::tiling,
                AdvancedSettings::withTiling),
            choice(
                "noise",
                List.of(NoiseSettings.Generator.values()),
                AdvancedView::nameOf,
                settings -> settings.noise().generator(),
                (settings, generator) ->
                    settings.withNoise(settings.noise().withGenerator(generator))),
            share("variation", variation, 0.01),
            named("variationSeed", variationSeed(variation)),
            sizes());
  }

  private SizesField sizes() {
    SizesField field =
        new SizesField(
            advanced.follow(
                new SimpleObjectProperty<>(),
                AdvancedSettings::sizes,
                AdvancedSettings::withSizes));
    values.typed().add(field);
    return field;
  }

  private ComboBox<String> sampler() {
    ComboBox<String> box = new ComboBox<>();
    describe(box, "sampler");
    values
        .modelProperty()
        .subscribe(
            model -> {
              box.getItems().setAll(model == null ? List.of() : model.schedulers());
              showSampler(box);
            });
    advanced.schedulerProperty().subscribe(_ -> showSampler(box));
    box.setOnAction(
        _ -> {
          ModelInfo model = values.modelProperty().get();
          String chosen = box.getValue();
          if (model != null && chosen != null) {
            // The first is the model's own, which may be set up as no other of that name is.
            boolean own = chosen.equals(model.schedulers().getFirst());
            advanced.schedulerProperty().set(own ? null : chosen);
          }
        });
    return box;
  }

  private void showSampler(ComboBox<String> box) {
    String chosen = advanced.schedulerProperty().get();
    box.setValue(
        chosen != null ? chosen : box.getItems().isEmpty() ? null : box.getItems().getFirst());
  }

  private static String nameOf(Tiling tiling) {
    boolean sized = tiling.side() > 0;
    return sized
        ? Texts.of("tiles.side", String.valueOf(tiling.side()))
        : Texts.of("tiles." + tiling);
  }

  private static String nameOf(NoiseSettings.Generator generator) {
    return Texts.of("noise." + generator.name().toLowerCase(Locale.ROOT));
  }

  private SeedText variationSeed(DoubleProperty variation) {
    LongProperty seed =
        advanced.follow(
            new SimpleLongProperty(),
            settings -> Objects.requireNonNullElse(settings.noise().variationSeed(), 0L),
            (settings, number) ->
                settings.withNoise(settings.noise().withVariationSeed(number.longValue())));
    SeedText field = new SeedText(seed, Texts.of("variationSeed"), () -> {});
    values.typed().add(field);
    describe(field, "variationSeed");
    variation.subscribe(now -> field.setDisable(now.doubleValue() == 0));
    return field;
  }

  private LabeledSlider share(
      String key,
      Function<AdvancedSettings, Double> get,
      BiFunction<AdvancedSettings, Double, AdvancedSettings> with,
      double step) {
    return share(key, number(get, with), step);
  }

  private static LabeledSlider share(String key, DoubleProperty value, double step) {
    return new LabeledSlider(
        new LabeledSlider.Kind(key, Texts.of(key), Texts.of(key + ".tooltip"), 0, 1, step),
        value,
        now -> Texts.of("percent", Math.round(now * 100)),
        () -> 0);
  }

  private DoubleProperty number(
      Function<AdvancedSettings, Double> get,
      BiFunction<AdvancedSettings, Double, AdvancedSettings> with) {
    return advanced.follow(
        new SimpleDoubleProperty(),
        get::apply,
        (settings, number) -> with.apply(settings, number.doubleValue()));
  }

  private VBox count(
      String key,
      Function<AdvancedSettings, Integer> get,
      BiFunction<AdvancedSettings, Integer, AdvancedSettings> with,
      int min,
      int max) {
    IntegerProperty value =
        advanced.follow(
            new SimpleIntegerProperty(),
            get::apply,
            (settings, number) -> with.apply(settings, number.intValue()));
    Spinner<Integer> spinner =
        new TypedNumber(value, min, max, 1, Texts.of(key), values.typed()).spinner();
    describe(spinner, key);
    return named(key, spinner);
  }

  private <T> VBox choice(
      String key,
      List<T> choices,
      Function<T, String> name,
      Function<AdvancedSettings, T> get,
      BiFunction<AdvancedSettings, T, AdvancedSettings> with) {
    ComboBox<T> box = new ComboBox<>();
    describe(box, key);
    box.getItems().setAll(choices);
    box.setConverter(new Named<>(name));
    advanced.follow(box.valueProperty(), get, with);
    return named(key, box);
  }

  private CheckBox check(
      String key,
      Function<AdvancedSettings, Boolean> get,
      BiFunction<AdvancedSettings, Boolean, AdvancedSettings> with) {
    CheckBox box = new CheckBox(Texts.of(key));
    box.setWrapText(true);
    describe(box, key);
    advanced.follow(box.selectedProperty(), get, with);
    return box;
  }

  private VBox text(
      String key,
      Function<AdvancedSettings, @Nullable String> get,
      BiFunction<AdvancedSettings, String, AdvancedSettings> with) {
    TextField field = new TextField();
    describe(field, key);
    field.setPromptText(Texts.of(key + ".hint"));
    advanced.follow(
        field.textProperty(),
        settings -> Objects.requireNonNullElse(get.apply(settings), ""),
        with);
    return named(key, field);
  }

  private static VBox named(String key, Region control) {
    Label name = new Label(Texts.of(key));
    name.getStyleClass().add("field-name");
    name.setLabelFor(control);
    control.setMaxWidth(Double.MAX_VALUE);
    VBox field = new VBox(name, control);
    field.getStyleClass().add("field");
    return field;
  }

  private static void describe(Control control, String key) {
    control.setId("advanced-" + key.toLowerCase(Locale.ROOT));
    control.setAccessibleText(Texts.of(key));
    control.setTooltip(new Tooltip(Texts.of(key + ".tooltip")));
  }
}
