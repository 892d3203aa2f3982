package afterimage.ui.models;

import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Every installed model, with what can be done with it. */
final class ModelsPage extends VBox {
  private static final double LIST_HEIGHT = 300;

  private final Models models;
  private final VBox rows = new VBox();
  private final InvalidationListener changed = _ -> showRows();

  ModelsPage(Models models) {
    this.models = models;
    getStyleClass().add("page");
    setId("models-page");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("models.title"));
    title.getStyleClass().add(Styles.TITLE_3);
    Label help = new Label(Texts.of("models.help"));
    help.setWrapText(true);
    help.setMinHeight(Region.USE_PREF_SIZE);
    help.getStyleClass().add("field-help");
    rows.getStyleClass().add("model-rows");
    ScrollPane scroll = new ScrollPane(rows);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    // As high as what it lists, up to a height.
    rows.heightProperty()
        .subscribe(
            height ->
                scroll.setPrefViewportHeight(
                    Math.min(LIST_HEIGHT, Math.ceil(height.doubleValue()) + 2)));
    Button file = button("models-add-file", "models.addFile", models::addFile);
    Button folder = button("models-add-folder", "models.addFolder", models::addFolder);
    Button done = button("models-done", "settings.done", models::hidePage);
    done.setDefaultButton(true);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox buttons = new HBox(file, folder, gap, done);
    buttons.getStyleClass().add("field-row");
    getChildren().addAll(title, help, scroll, buttons);
    models.installed().addListener(new WeakInvalidationListener(changed));
    showRows();
  }

  private void showRows() {
    rows.getChildren().setAll(models.installed().stream().map(this::row).toList());
    Path decoder = models.previewDecoder().get();
    if (decoder != null) {
      rows.getChildren().add(previews(decoder));
    }
  }

  /** What paints previews is no model, but it is added and removed like one. */
  private VBox previews(Path decoder) {
    Label name = new Label(String.valueOf(decoder.getFileName()), Icons.MODEL.node());
    name.getStyleClass().add("field-name");
    name.setTooltip(new Tooltip(decoder.toString()));
    Label detail = new Label(Texts.of("models.previews"));
    detail.setWrapText(true);
    detail.setMinHeight(Region.USE_PREF_SIZE);
    detail.getStyleClass().add("field-help");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button remove = small("preview-decoder-remove", "models.remove");
    remove.setTooltip(new Tooltip(Texts.of("models.remove.tooltip")));
    remove.setOnAction(
        _ -> {
          models.previewDecoder().set(null);
          showRows();
        });
    HBox line = new HBox(name, gap, remove);
    line.getStyleClass().add("field-row");
    VBox row = new VBox(line, detail);
    row.getStyleClass().add("model-row");
    return row;
  }

  private VBox row(InstalledModel model) {
    Label name = new Label(model.name(), Icons.MODEL.node());
    name.getStyleClass().add("field-name");
    name.setTooltip(new Tooltip(model.path().toString()));
    Label detail = new Label(model.detail());
    detail.setWrapText(true);
    detail.setMinHeight(Region.USE_PREF_SIZE);
    detail.getStyleClass().add("field-help");
    detail.setId("model-detail-" + model.id());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox line = new HBox(name, gap);
    line.getStyleClass().add("field-row");
    if (model.added()) {
      Button verify = small("model-verify-" + model.id(), "models.verify");
      verify.setOnAction(
          _ -> {
            verify.setDisable(true);
            detail.setText(Texts.of("models.verifying"));
            models.verify(
                model,
                found -> {
                  detail.setText(found);
                  verify.setDisable(false);
                });
          });
      Button remove = small("model-remove-" + model.id(), "models.remove");
      remove.setTooltip(new Tooltip(Texts.of("models.remove.tooltip")));
      remove.setOnAction(_ -> models.remove(model));
      line.getChildren().addAll(verify, remove);
    }
    line.getChildren().add(models.isInUse(model) ? inUse() : use(model));
    VBox row = new VBox(line, detail);
    row.getStyleClass().add("model-row");
    return row;
  }

  private static Label inUse() {
    Label label = new Label(Texts.of("models.inUse.short"), Icons.DONE.node());
    label.setId("model-in-use");
    label.getStyleClass().add("model-in-use");
    return label;
  }

  private Button use(InstalledModel model) {
    Button use = small("model-use-" + model.id(), "models.use");
    use.setDisable(!model.usable());
    use.setOnAction(_ -> models.use(model));
    return use;
  }

  private static Button small(String id, String key) {
    Button button = new Button(Texts.of(key));
    button.setId(id);
    button.getStyleClass().addAll(Styles.SMALL);
    return button;
  }

  private static Button button(String id, String key, Runnable action) {
    Button button = new Button(Texts.of(key));
    button.setId(id);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
