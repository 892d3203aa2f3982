package afterimage.ui.inspector;

import afterimage.engine.Embedding;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * The embeddings that were added by hand, each with buttons that put its name into the prompts; out
 * of sight while there are none.
 */
public final class EmbeddingField extends VBox {
  private final InspectorModel values;

  /**
   * @param values has the embeddings and the prompts
   */
  public EmbeddingField(InspectorModel values) {
    this.values = values;
    getStyleClass().add("field");
    setId("embeddings");
    values.embeddings().addListener((InvalidationListener) _ -> show());
    show();
  }

  private void show() {
    boolean any = !values.embeddings().isEmpty();
    setVisible(any);
    setManaged(any);
    Label title = new Label(Texts.of("embedding.title"));
    title.getStyleClass().add("field-name");
    getChildren().setAll(title);
    values.embeddings().forEach(embedding -> getChildren().add(row(embedding)));
  }

  private HBox row(Embedding embedding) {
    String name = embedding.name();
    Label label = new Label(name);
    label.setMaxWidth(Double.MAX_VALUE);
    label.setTooltip(new Tooltip(embedding.file().toString()));
    HBox.setHgrow(label, Priority.ALWAYS);
    Button prompt = button(Icons.ADD, "embedding-prompt-", "embedding.prompt", name);
    prompt.setOnAction(_ -> append(values.promptProperty(), name));
    Button negative = button(Icons.ZOOM_OUT, "embedding-negative-", "embedding.negative", name);
    negative.setOnAction(_ -> append(values.negativePromptProperty(), name));
    Button remove = button(Icons.REMOVE, "embedding-remove-", "embedding.remove", name);
    remove.setOnAction(_ -> values.embeddings().remove(embedding));
    HBox row = new HBox(label, prompt, negative, remove);
    row.getStyleClass().add("field-row");
    return row;
  }

  private static Button button(Icons icon, String id, String sentence, String name) {
    Button button = new Button("", icon.node());
    button.setId(id + name);
    button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    button.setAccessibleText(Texts.of(sentence, name));
    button.setTooltip(new Tooltip(Texts.of(sentence, name)));
    return button;
  }

  private static void append(StringProperty prompt, String name) {
    String text = prompt.get().strip();
    if (!text.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
      prompt.set(text.isEmpty() ? name : text + ", " + name);
    }
  }
}
