package afterimage.ui.inspector;

import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.DoubleProperty;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** The inspector's controls, one under the other. */
public final class InspectorView extends ScrollPane {
  private final InspectorModel values;

  /** Asks for files that go with the model in use, and takes them. */
  public interface Choosing {
    /** A VAE. */
    void vae();

    /** A ControlNet. */
    void controlNet();

    /** A picture for that. */
    void controlPicture();
  }

  /**
   * @param values what it shows and changes
   * @param history of prompts
   * @param counting counts the prompts' tokens
   * @param fast what fast means
   * @param besidePrompt what stands on the prompt's line, such as presets
   * @param choosing asks for files
   * @param above what stands over the fields
   */
  public InspectorView(
      InspectorModel values,
      PromptHistory history,
      TokenCounting counting,
      FastQuality fast,
      Node besidePrompt,
      Choosing choosing,
      Node... above) {
    this.values = values;
    LabeledSlider guidance =
        slider(
            new LabeledSlider.Kind(
                "guidance",
                Texts.of("guidance.name"),
                Texts.of("guidance.tooltip"),
                InspectorModel.MIN_GUIDANCE,
                InspectorModel.MAX_GUIDANCE,
                0.5),
            values.guidanceProperty(),
            RefineSettings::guidanceScale);
    LabeledSlider look =
        slider(
            new LabeledSlider.Kind(
                "look", Texts.of("look.name"), Texts.of("look.tooltip"), 1, 10, 0.5),
            values.lookProperty(),
            RefineSettings::aestheticScore);
    LabeledSlider avoidLook =
        slider(
            new LabeledSlider.Kind(
                "avoid-look",
                Texts.of("avoidLook.name"),
                Texts.of("avoidLook.tooltip"),
                1,
                10,
                0.5),
            values.avoidLookProperty(),
            RefineSettings::negativeAestheticScore);
    VBox fields =
        new VBox(
            new PromptField(values, history, counting, besidePrompt),
            new StrengthField(values),
            new QualityField(values, fast),
            guidance,
            look,
            avoidLook,
            new LoraField(values),
            new EmbeddingField(values),
            new VaeField(values, choosing::vae),
            new ControlField(values, choosing),
            new SeedField(values),
            new AdvancedView(values, AdvancedView.Use.REFINE));
    fields.getChildren().addAll(0, List.of(above));
    fields.getStyleClass().add("fields");
    values
        .modelProperty()
        .subscribe(
            model -> {
              boolean knows = model != null && model.aestheticScores();
              look.setVisible(knows);
              look.setManaged(knows);
              avoidLook.setVisible(knows);
              avoidLook.setManaged(knows);
            });
    setContent(fields);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    getStyleClass().add("inspector");
    setFocusTraversable(false);
  }

  private LabeledSlider slider(
      LabeledSlider.Kind kind,
      DoubleProperty value,
      ToDoubleFunction<RefineSettings> modelDefault) {
    return new LabeledSlider(
        kind,
        value,
        number -> String.format(Locale.getDefault(), "%.1f", number),
        () -> {
          ModelInfo model = values.modelProperty().get();
          return model == null ? value.get() : modelDefault.applyAsDouble(model.defaults());
        });
  }
}
