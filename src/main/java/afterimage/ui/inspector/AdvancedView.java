package afterimage.ui.inspector;

import afterimage.engine.ModelInfo;
import afterimage.engine.NoiseSettings;
import afterimage.engine.Tiling;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.StringProperty;
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

/** What most users leave alone, folded up; its controls are made when it is first unfolded. */
public final class AdvancedView extends VBox {
  private static final int MOST_SKIPPED = 24;

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
      content.getChildren().add(share("keepDetail", advanced.keepDetailProperty(), 0.05));
    }
    content
        .getChildren()
        .addAll(
            check("watermark", advanced.watermarkProperty()),
            check("weighted", advanced.weightedProperty()));
    if (use == Use.FROM_WORDS) {
      content
          .getChildren()
          .addAll(
              named("prompt2", text("prompt2", advanced.prompt2Property())),
              named("negative2", text("negative2", advanced.negativePrompt2Property())));
    }
    content
        .getChildren()
        .addAll(
            named("clipSkip", clipSkip()),
            share("rescale", advanced.guidanceRescaleProperty(), 0.05),
            check("twoCalls", advanced.twoCallsProperty()),
            named("tiles", tiles()),
            named("noise", noise()),
            share("variation", advanced.variationProperty(), 0.01),
            named("variationSeed", variationSeed()),
            sizes());
  }

  private SizesField sizes() {
    SizesField field = new SizesField(advanced.sizesProperty());
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

  private Spinner<Integer> clipSkip() {
    Spinner<Integer> spinner =
        new TypedNumber(
                advanced.clipSkipProperty(),
                0,
                MOST_SKIPPED,
                1,
                Texts.of("clipSkip"),
                values.typed())
            .spinner();
    describe(spinner, "clipSkip");
    return spinner;
  }

  private ComboBox<NoiseSettings.Generator> noise() {
    ComboBox<NoiseSettings.Generator> box = new ComboBox<>();
    describe(box, "noise");
    box.getItems().setAll(NoiseSettings.Generator.values());
    box.setConverter(new Named<>(AdvancedView::nameOf));
    box.valueProperty().bindBidirectional(advanced.generatorProperty());
    return box;
  }

  private ComboBox<Tiling> tiles() {
    ComboBox<Tiling> box = new ComboBox<>();
    describe(box, "tiles");
    box.getItems().setAll(Tiling.AUTO, Tiling.OFF);
    for (int side : new int[] {512, 768, 1024, 1536, 2048}) {
      box.getItems().add(new Tiling(side));
    }
    box.setConverter(new Named<>(AdvancedView::nameOf));
    box.valueProperty().bindBidirectional(advanced.tilingProperty());
    return box;
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

  private SeedText variationSeed() {
    SeedText field =
        new SeedText(advanced.variationSeedProperty(), Texts.of("variationSeed"), () -> {});
    values.typed().add(field);
    describe(field, "variationSeed");
    advanced.variationProperty().subscribe(now -> field.setDisable(now.doubleValue() == 0));
    return field;
  }

  private static LabeledSlider share(String key, DoubleProperty value, double step) {
    return new LabeledSlider(
        new LabeledSlider.Kind(key, Texts.of(key), Texts.of(key + ".tooltip"), 0, 1, step),
        value,
        now -> Texts.of("percent", Math.round(now * 100)),
        () -> 0);
  }

  private static CheckBox check(String key, BooleanProperty value) {
    CheckBox box = new CheckBox(Texts.of(key));
    box.setWrapText(true);
    describe(box, key);
    box.selectedProperty().bindBidirectional(value);
    return box;
  }

  private static TextField text(String key, StringProperty value) {
    TextField field = new TextField();
    describe(field, key);
    field.setPromptText(Texts.of(key + ".hint"));
    field.textProperty().bindBidirectional(value);
    return field;
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
