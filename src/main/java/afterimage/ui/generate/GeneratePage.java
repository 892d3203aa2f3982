package afterimage.ui.generate;

import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.ui.inspector.AdvancedView;
import afterimage.ui.inspector.EmbeddingField;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.inspector.LabeledSlider;
import afterimage.ui.inspector.LoraField;
import afterimage.ui.inspector.Named;
import afterimage.ui.inspector.PromptField;
import afterimage.ui.inspector.QualityField;
import afterimage.ui.inspector.SeedField;
import afterimage.ui.inspector.TypedNumber;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The page on which a picture is asked for in words. */
final class GeneratePage extends VBox {
  private final GenerateModel words;
  private final GeneratePictures.Place place;
  private final Actions actions;
  private final Label problem = new Label();
  private Runnable focus = this::requestFocus;

  /** What the page's buttons do. */
  interface Actions {

    /** Takes a base model into use. */
    void use(ModelInfo base);

    void generate();

    void close();
  }

  GeneratePage(GenerateModel words, GeneratePictures.Place place, Actions actions) {
    this.words = words;
    this.place = place;
    this.actions = actions;
    getStyleClass().addAll("page", "words-page");
    setId("words-page");
    setMaxHeight(Region.USE_PREF_SIZE);
    problem.setId("words-problem");
    problem.getStyleClass().addAll("field-help", "warning");
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("words.title"));
    title.getStyleClass().add(Styles.TITLE_3);
    getChildren().addAll(title, text("words.looking"), buttons());
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  /** Ctrl+Enter makes the picture, and does not refine what lies under the page. */
  private void pressed(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.ENTER) {
      if (words.isComplete()) {
        generate();
      }
      event.consume();
    }
  }

  /** Says what of the typed cannot be used; the messages of the window are under the page. */
  private void refuse(String why) {
    problem.setText(why);
  }

  private void generate() {
    problem.setText("");
    actions.generate();
  }

  /** Takes the focus. */
  void begin() {
    focus.run();
  }

  /** Shows the fields, or without a base model what to do. */
  void show(KnownModels models) {
    if (models.bases().isEmpty()) {
      Label none = text("words.none");
      none.setId("words-none");
      getChildren().set(1, none);
      getChildren().set(2, buttons());
    } else {
      PromptField prompt = new PromptField(words.values(), place.prompts(), place.counting());
      getChildren().set(1, scrolling(fields(models, prompt)));
      getChildren().set(2, buttons(generateButton()));
      focus = prompt::focus;
      Platform.runLater(focus);
    }
  }

  private VBox fields(KnownModels models, PromptField prompt) {
    InspectorModel values = words.values();
    values.typed().clear();
    values.typed().onRefused(this::refuse);
    VBox fields = new VBox();
    fields.getStyleClass().add("words-fields");
    fields
        .getChildren()
        .addAll(
            model(models),
            new LoraField(values),
            new EmbeddingField(values),
            prompt,
            new SizeField(words),
            new QualityField(values, place.fast()),
            guidance(values),
            new RefinerField(words, models.refiners()),
            new SeedField(values),
            count(),
            new AdvancedView(values, AdvancedView.Use.FROM_WORDS));
    return fields;
  }

  private static ScrollPane scrolling(VBox fields) {
    ScrollPane scroll = new ScrollPane(fields);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("inspector");
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    return scroll;
  }

  private VBox model(KnownModels models) {
    ComboBox<ModelInfo> box = new ComboBox<>();
    box.setId("words-model");
    box.setAccessibleText(Texts.of("words.model"));
    box.setConverter(new Named<>(ModelInfo::name));
    box.getItems().setAll(models.bases());
    box.setValue(words.values().modelProperty().get());
    box.setMaxWidth(Double.MAX_VALUE);
    Consumer<ModelInfo> use = actions::use;
    box.setOnAction(_ -> use.accept(box.getValue()));
    return field("words.model", box);
  }

  private static LabeledSlider guidance(InspectorModel values) {
    return new LabeledSlider(
        new LabeledSlider.Kind(
            "guidance",
            Texts.of("guidance.name"),
            Texts.of("guidance.tooltip"),
            InspectorModel.MIN_GUIDANCE,
            InspectorModel.MAX_GUIDANCE,
            0.5),
        values.guidanceProperty(),
        number -> String.format(Locale.getDefault(), "%.1f", number),
        () -> {
          ModelInfo base = values.modelProperty().get();
          RefineSettings usual = base == null ? values.settings() : base.defaults();
          return usual.guidanceScale();
        });
  }

  private VBox count() {
    Spinner<Integer> spinner =
        new TypedNumber(
                words.countProperty(),
                1,
                GenerateModel.MAX_COUNT,
                1,
                Texts.of("words.count"),
                words.values().typed())
            .spinner();
    spinner.setId("words-count");
    return field("words.count", spinner);
  }

  private Button generateButton() {
    Button generate = new Button(Texts.of("words.generate"), Icons.WORDS.node());
    generate.setId("words-generate");
    generate.getStyleClass().add(Styles.ACCENT);
    generate.setOnAction(_ -> generate());
    Runnable update = () -> generate.setDisable(!words.isComplete());
    words.values().promptProperty().subscribe(_ -> update.run());
    words.values().stepsProperty().subscribe(_ -> update.run());
    words.afterProperty().subscribe(_ -> update.run());
    words.refinerProperty().subscribe(_ -> update.run());
    words.strengthProperty().subscribe(_ -> update.run());
    return generate;
  }

  private HBox buttons(Button... more) {
    Button close = new Button(Texts.of("words.close"));
    close.setId("words-close");
    close.setOnAction(_ -> actions.close());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    problem.setText("");
    HBox row = new HBox(problem, gap, close);
    row.getChildren().addAll(more);
    row.setAlignment(Pos.CENTER_RIGHT);
    row.getStyleClass().add("field-row");
    return row;
  }

  private static Label text(String key) {
    Label label = new Label(Texts.of(key));
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  private static VBox field(String key, Region control) {
    Label name = new Label(Texts.of(key));
    name.getStyleClass().add("field-name");
    name.setLabelFor(control);
    VBox field = new VBox(name, control);
    field.getStyleClass().add("field");
    return field;
  }
}
