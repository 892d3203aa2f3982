package afterimage.ui.export;

import afterimage.engine.NameTemplate;
import afterimage.image.WriteSwitch;
import afterimage.ui.page.Field;
import afterimage.ui.page.PageScroll;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How a result becomes a file: format, depth, metadata, name and folder. */
final class ExportPage extends VBox {
  private final ExportModel model;
  private final Label number = new Label();
  private final Label preview = Field.help("");
  private final Button export = new Button(Texts.of("export.export"), Icons.EXPORT.node());
  private final List<Runnable> dependent = new ArrayList<>();

  /** What the page's buttons do. */
  record Actions(Runnable export, Runnable copy, Runnable chooseFolder, Runnable close) {}

  /**
   * @param workers where slow questions are asked
   */
  ExportPage(ExportModel model, Actions actions, Executor workers) {
    this.model = model;
    getStyleClass().add("page");
    setId("export-page");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("export.title"));
    title.getStyleClass().add(Styles.TITLE_3);
    VBox fields =
        new VBox(
            new FormatField(model.formatProperty(), workers),
            depthAndQuality(),
            metadata(),
            name(),
            folder(actions.chooseFolder));
    fields.getStyleClass().add("page-fields");
    getChildren().addAll(title, new PageScroll(fields), buttons(actions));
    model.formatProperty().subscribe(_ -> update());
    model.templateProperty().subscribe(_ -> update());
  }

  private HBox depthAndQuality() {
    Pills<@Nullable Integer> pills =
        new Pills<>(
            "export-depth",
            model.bitDepthProperty(),
            bits -> bits == null ? Texts.of("export.depth.same") : String.valueOf(bits));
    dependent.add(() -> pills.offer(model.depths()));
    Field depth = new Field("export.depth", pills, "");
    Slider slider = new Slider(1, 100, model.qualityProperty().get());
    slider.setId("export-quality");
    slider.setBlockIncrement(1);
    slider.setAccessibleText(Texts.of("export.quality"));
    slider
        .valueProperty()
        .subscribe(value -> model.qualityProperty().set((int) Math.round(value.doubleValue())));
    number.setId("export-quality-value");
    number.getStyleClass().add("field-value");
    number.setMinWidth(Region.USE_PREF_SIZE);
    model.qualityProperty().subscribe(this::update);
    HBox.setHgrow(slider, Priority.ALWAYS);
    HBox row = new HBox(slider, number);
    row.getStyleClass().add("field-row");
    row.setMinHeight(30);
    Field quality = new Field("export.quality", row, "");
    onlyIf(depth, model::hasDepth);
    onlyIf(quality, model::hasQuality);
    HBox.setHgrow(quality, Priority.ALWAYS);
    return new HBox(depth, quality);
  }

  private VBox metadata() {
    VBox checks = new VBox();
    checks.getStyleClass().add("checks");
    model.switches().forEach(one -> checks.getChildren().add(check(one)));
    return new Field("export.metadata", checks, "");
  }

  private CheckBox check(WriteSwitch one) {
    CheckBox box = new CheckBox(Texts.of("export." + one.key()));
    box.setId("export-" + one.key());
    box.setTooltip(new Tooltip(Texts.of("export." + one.key() + ".tooltip")));
    if (one.whole() != null) {
      box.getStyleClass().add("indented");
    }
    box.selectedProperty().bindBidirectional(model.switchProperty(one));
    dependent.add(() -> box.setDisable(!model.isPossible(one)));
    model.switchProperty(one).subscribe(_ -> update());
    return box;
  }

  private Field name() {
    TextField field = new TextField();
    field.setId("export-name");
    field.setAccessibleText(Texts.of("export.name"));
    field.setTooltip(new Tooltip(Texts.of("export.name.tooltip", NameTemplate.FIELDS)));
    field.textProperty().bindBidirectional(model.templateProperty());
    preview.setId("export-preview");
    Field named = new Field("export.name", field, "");
    named.getChildren().add(preview);
    return named;
  }

  private Field folder(Runnable choose) {
    Label path = new Label();
    path.setId("export-folder");
    path.getStyleClass().add("field-value");
    path.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
    path.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(path, Priority.ALWAYS);
    model.folderProperty().subscribe(now -> path.setText(now.toString()));
    Button button = new Button(Texts.of("export.folder.choose"), Icons.OPEN.node());
    button.setId("export-folder-choose");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> choose.run());
    HBox row = new HBox(path, button);
    row.getStyleClass().add("field-row");
    return new Field("export.folder", row, "");
  }

  private HBox buttons(Actions actions) {
    Button copy = new Button(Texts.of("export.copy"), Icons.COPY.node());
    copy.setId("export-copy");
    copy.setOnAction(_ -> actions.copy.run());
    Button cancel = new Button(Texts.of("cancel"));
    cancel.setCancelButton(true);
    cancel.setOnAction(_ -> actions.close.run());
    export.setId("export-export");
    export.setDefaultButton(true);
    export.setOnAction(_ -> actions.export.run());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox row = new HBox(copy, gap, cancel, export);
    row.getStyleClass().add("field-row");
    return row;
  }

  private void update() {
    dependent.forEach(Runnable::run);
    number.setText(
        model.isLossless()
            ? Texts.of("export.lossless")
            : String.valueOf(model.qualityProperty().get()));
    String problem = model.nameProblem().orElse("");
    preview.setText(model.fileName().orElse(problem));
    preview.pseudoClassStateChanged(PseudoClass.getPseudoClass("warn"), !problem.isEmpty());
    export.setDisable(!problem.isEmpty());
  }

  private void onlyIf(Node node, Supplier<Boolean> possible) {
    dependent.add(
        () -> {
          node.setVisible(possible.get());
          node.setManaged(possible.get());
        });
  }
}
