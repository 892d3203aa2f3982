package afterimage.ui.inspector;

import afterimage.engine.ModelInfo;
import afterimage.engine.ModelInfo.Word;
import afterimage.ui.command.KeyNames;
import afterimage.ui.command.Keys;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.IndexRange;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The prompt, the negative prompt under "more", and for a model that knows only certain words those
 * words to click.
 */
public final class PromptField extends VBox {
  /** They bring former prompts back, the older one first. */
  public static final Keys FORMER = Keys.reserved(Keys.alt(KeyCode.UP), Keys.alt(KeyCode.DOWN));

  /** They give a word more and less weight. */
  public static final Keys WEIGHT =
      Keys.reserved(Keys.shortcut(KeyCode.UP), Keys.shortcut(KeyCode.DOWN));

  private final InspectorModel values;
  private final TextArea prompt = area("prompt", Texts.of("prompt.name"), 3);
  private final FlowPane chips = new FlowPane();
  private final Label unknown = new Label();
  private Vocabulary vocabulary = new Vocabulary(List.of());

  /**
   * @param values what is shown and changed
   * @param history of prompts
   * @param counting counts the prompts' tokens
   * @param beside what stands on the prompt's line
   */
  public PromptField(
      InspectorModel values, PromptHistory history, TokenCounting counting, Node... beside) {
    this.values = values;
    getStyleClass().add("field");
    Label name = new Label(Texts.of("prompt.name"));
    name.getStyleClass().add("field-name");
    name.setLabelFor(prompt);
    prompt.textProperty().bindBidirectional(values.promptProperty());
    prompt.addEventFilter(KeyEvent.KEY_PRESSED, event -> recall(event, history));
    prompt.setTooltip(new Tooltip(keysText()));

    TextArea negative = area("negative-prompt", Texts.of("negative.name"), 2);
    negative.setPromptText(Texts.of("negative.hint"));
    negative.textProperty().bindBidirectional(values.negativePromptProperty());
    Button more = new Button(Texts.of("prompt.more"), Icons.EXPAND.node());
    more.setId("prompt-more");
    more.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "quiet");
    more.setOnAction(_ -> unfold(negative, more, !negative.isVisible()));
    PromptLength length = new PromptLength(values, values.promptProperty(), counting);
    length.setId("prompt-length");
    PromptLength negativeLength =
        new PromptLength(values, values.negativePromptProperty(), counting);
    negativeLength.setId("negative-length");
    negativeLength.visibleProperty().bind(negative.visibleProperty());
    negativeLength.managedProperty().bind(negative.managedProperty());
    unfold(negative, more, false);
    values
        .negativePromptProperty()
        .subscribe(
            text -> {
              if (!text.isEmpty()) {
                unfold(negative, more, true);
              }
            });

    chips.getStyleClass().add("chips");
    unknown.getStyleClass().addAll("field-help", Styles.WARNING);
    unknown.setId("unknown-words");
    unknown.setWrapText(true);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox head = new HBox(name, gap);
    head.getChildren().addAll(beside);
    head.getChildren().add(more);
    head.getStyleClass().add("field-head");
    getChildren().addAll(head, prompt, length, chips, unknown, negative, negativeLength);
    values.modelProperty().subscribe(this::useModel);
    values.promptProperty().subscribe(_ -> update());
  }

  private static String keysText() {
    return Texts.of(
        "prompt.history",
        Stream.of(FORMER, WEIGHT)
            .flatMap(keys -> keys.usual().stream())
            .map(KeyNames::of)
            .toArray());
  }

  private void recall(KeyEvent event, PromptHistory history) {
    boolean up = FORMER.usual().getFirst().match(event);
    if (up || FORMER.usual().getLast().match(event)) {
      (up ? history.older(prompt.getText()) : history.newer())
          .ifPresent(
              text -> {
                prompt.setText(text);
                prompt.end();
              });
      event.consume();
    }
  }

  /** Ctrl with the arrow keys, as in A1111. */
  private static void weigh(KeyEvent event, TextArea area) {
    boolean up = WEIGHT.usual().getFirst().match(event);
    if (up || WEIGHT.usual().getLast().match(event)) {
      IndexRange chosen = area.getSelection();
      WordWeight changed =
          WordWeight.changed(area.getText(), chosen.getStart(), chosen.getEnd(), up ? 1 : -1);
      if (!changed.text().equals(area.getText())) {
        area.replaceText(0, area.getLength(), changed.text());
      }
      area.selectRange(changed.start(), changed.end());
      event.consume();
    }
  }

  /** Begins typing. */
  public void focus() {
    prompt.requestFocus();
  }

  private void useModel(@Nullable ModelInfo info) {
    vocabulary = new Vocabulary(info == null ? List.of() : info.vocabulary());
    prompt.setPromptText(Texts.of(vocabulary.isFree() ? "prompt.hint" : "prompt.hint.vocabulary"));
    chips.getChildren().clear();
    for (Word word : vocabulary.words()) {
      chips.getChildren().add(chip(word.word()));
      if (!word.opposite().isEmpty()) {
        chips.getChildren().add(chip(word.opposite()));
      }
    }
    show(chips, !vocabulary.isFree());
    update();
  }

  private ToggleButton chip(String word) {
    ToggleButton chip = new ToggleButton(word);
    chip.getStyleClass().addAll(Styles.SMALL, "chip");
    chip.setAccessibleText(Texts.of("prompt.word", word));
    chip.setUserData(word);
    chip.setOnAction(
        _ -> values.promptProperty().set(vocabulary.toggled(values.promptProperty().get(), word)));
    return chip;
  }

  private void update() {
    String text = values.promptProperty().get();
    for (var node : chips.getChildren()) {
      if (node instanceof ToggleButton chip && chip.getUserData() instanceof String word) {
        chip.setSelected(vocabulary.has(text, word));
      }
    }
    ModelInfo info = values.modelProperty().get();
    List<String> strange = info == null ? List.of() : info.unknownWords(text);
    unknown.setText(Texts.of("prompt.unknown", String.join(", ", strange)));
    show(unknown, !strange.isEmpty());
  }

  private static void unfold(TextArea negative, Button more, boolean open) {
    show(negative, open);
    more.setGraphic((open ? Icons.COLLAPSE : Icons.EXPAND).node());
  }

  private static void show(Region node, boolean visible) {
    node.setVisible(visible);
    node.setManaged(visible);
  }

  /** A text area that Tab leaves, as in a form; Ctrl+Tab would otherwise be the only way out. */
  private static TextArea area(String id, String name, int rows) {
    TextArea area = new TextArea();
    area.setId(id);
    area.setAccessibleText(name);
    area.setWrapText(true);
    area.setPrefRowCount(rows);
    area.addEventFilter(KeyEvent.KEY_PRESSED, event -> weigh(event, area));
    area.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.TAB && !event.isControlDown()) {
            area.fireEvent(
                new KeyEvent(
                    KeyEvent.KEY_PRESSED,
                    "",
                    "",
                    KeyCode.TAB,
                    event.isShiftDown(),
                    true,
                    false,
                    false));
            event.consume();
          }
        });
    return area;
  }
}
