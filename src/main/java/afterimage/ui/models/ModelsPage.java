package afterimage.ui.models;

import afterimage.ui.page.Field;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Every installed model, what can be downloaded, and what other programs keep here. */
final class ModelsPage extends VBox {
  private static final double LIST_HEIGHT = 380;

  private final Models models;
  private final VBox rows = new VBox();
  private final Button done;
  private final InvalidationListener changed = _ -> showRows();

  ModelsPage(Models models) {
    this.models = models;
    getStyleClass().add("page");
    setId("models-page");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("models.title"));
    title.getStyleClass().add(Styles.TITLE_3);
    rows.getStyleClass().add("model-rows");
    ScrollPane scroll = new ScrollPane(rows);
    scroll.setId("models-list");
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
    done = button("models-done", "settings.done", models::hidePage);
    done.setDefaultButton(true);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox buttons = new HBox(file, folder, gap, done);
    buttons.getStyleClass().add("field-row");
    getChildren().addAll(title, Field.help(Texts.of("models.help")), scroll, buttons);
    InvalidationListener weak = new WeakInvalidationListener(changed);
    models.installed().addListener(weak);
    models.available().addListener(weak);
    models.elsewhere().found().addListener(weak);
    showRows();
  }

  private void showRows() {
    boolean focused = rows.isFocusWithin();
    rows.getChildren()
        .setAll(models.installed().stream().map(model -> InstalledRow.of(model, models)).toList());
    Path decoder = models.previewDecoder().get();
    if (decoder != null) {
      rows.getChildren().add(previews(decoder));
    }
    section(
        "models.found",
        models.elsewhere().found().stream()
            .map(found -> FoundRow.of(found, models.elsewhere()))
            .toList());
    section(
        "models.available",
        models.available().stream()
            .filter(models::isOffered)
            .<Node>map(download -> new DownloadRow(download, models))
            .toList());
    if (focused) {
      // Or the keyboard would go to what lies behind the page.
      done.requestFocus();
    }
  }

  private void section(String key, List<Node> lines) {
    if (!lines.isEmpty()) {
      Label heading = new Label(Texts.of(key));
      heading.getStyleClass().addAll(Styles.TITLE_4, "model-section");
      rows.getChildren().add(heading);
      rows.getChildren().addAll(lines);
    }
  }

  /** What paints previews is no model, but it is added and removed like one. */
  private Node previews(Path decoder) {
    ModelRow row =
        new ModelRow(String.valueOf(decoder.getFileName()), Texts.of("models.previews"))
            .at(decoder);
    Button remove =
        ModelRow.button(
            "preview-decoder-remove",
            "",
            "models.remove",
            () -> {
              models.previewDecoder().set(null);
              showRows();
            });
    remove.setTooltip(new Tooltip(Texts.of("models.remove.tooltip")));
    row.offer(remove);
    return row;
  }

  private static Button button(String id, String key, Runnable action) {
    Button button = new Button(Texts.of(key));
    button.setId(id);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
