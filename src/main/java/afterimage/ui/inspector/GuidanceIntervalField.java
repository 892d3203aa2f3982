package afterimage.ui.inspector;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.GuidanceInterval;
import afterimage.ui.text.Texts;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** While guidance is on: shares of the steps, and the noise level below which it is left out. */
final class GuidanceIntervalField extends VBox {
  private static final double MAX_SIGMA = 15;

  private final AdvancedValues advanced;

  GuidanceIntervalField(AdvancedValues advanced) {
    this.advanced = advanced;
    DoubleFunction<String> percent = share -> Texts.of("percent", Math.round(share * 100));
    DoubleProperty minSigma = number(GuidanceInterval::minSigma, GuidanceInterval::withMinSigma);
    CheckBox everyStep = everyStep();
    minSigma.subscribe(level -> everyStep.setDisable(level.doubleValue() == 0));
    getStyleClass().add("advanced-fields");
    getChildren()
        .addAll(
            slider(
                "guidanceStart",
                number(GuidanceInterval::start, GuidanceInterval::withStart),
                new Scale(1, 0.01, 0, percent)),
            slider(
                "guidanceEnd",
                number(GuidanceInterval::end, GuidanceInterval::withEnd),
                new Scale(1, 0.01, 1, percent)),
            slider("ngms", minSigma, new Scale(MAX_SIGMA, 0.1, 0, GuidanceIntervalField::level)),
            everyStep);
  }

  /** What a slider goes to, in steps of what, its usual value, and how values are written. */
  private record Scale(double max, double step, double usual, DoubleFunction<String> format) {}

  private static String level(double sigma) {
    return sigma == 0 ? Texts.of("ngms.off") : String.format(Locale.getDefault(), "%.1f", sigma);
  }

  private static LabeledSlider slider(String key, DoubleProperty value, Scale scale) {
    return new LabeledSlider(
        new LabeledSlider.Kind(
            key, Texts.of(key), Texts.of(key + ".tooltip"), 0, scale.max, scale.step),
        value,
        scale.format,
        scale::usual);
  }

  private CheckBox everyStep() {
    CheckBox box = new CheckBox(Texts.of("ngmsAll"));
    box.setId("advanced-ngmsall");
    box.setWrapText(true);
    box.setTooltip(new Tooltip(Texts.of("ngmsAll.tooltip")));
    advanced.follow(
        box.selectedProperty(),
        settings -> settings.guidanceInterval().everyStep(),
        (settings, all) ->
            settings.withGuidanceInterval(settings.guidanceInterval().withEveryStep(all)));
    return box;
  }

  private DoubleProperty number(
      Function<GuidanceInterval, Double> get,
      BiFunction<GuidanceInterval, Double, GuidanceInterval> with) {
    Function<AdvancedSettings, Number> shown = settings -> get.apply(settings.guidanceInterval());
    return advanced.follow(
        new SimpleDoubleProperty(),
        shown,
        (settings, value) ->
            settings.withGuidanceInterval(
                with.apply(settings.guidanceInterval(), value.doubleValue())));
  }
}
