package afterimage.ui.inspector;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelRef;
import afterimage.engine.TokenCount;
import afterimage.ui.text.Texts;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens a prompt has for the model in use, as one types, and which embeddings it calls.
 * Counted beside the FX thread; only the latest text is, however fast one types.
 */
final class PromptLength extends Label {
  private static final PseudoClass WARN = PseudoClass.getPseudoClass("warn");

  private final InspectorModel values;
  private final StringProperty prompt;
  private final TokenCounting counting;
  private final BooleanProperty plain = new SimpleBooleanProperty();
  private final AtomicReference<@Nullable Question> next = new AtomicReference<>();

  private record Question(ModelRef model, String prompt, boolean plain) {}

  /**
   * @param values have the model
   * @param prompt is counted
   */
  PromptLength(InspectorModel values, StringProperty prompt, TokenCounting counting) {
    this.values = values;
    this.prompt = prompt;
    this.counting = counting;
    getStyleClass().add("field-help");
    setWrapText(true);
    values.modelProperty().subscribe(_ -> ask());
    values
        .advanced()
        .follow(plain, AdvancedSettings::plainPrompts, AdvancedSettings::withPlainPrompts)
        .subscribe(_ -> ask());
    prompt.subscribe(_ -> ask());
    values.embeddings().addListener((InvalidationListener) _ -> ask());
    values.loras().addListener((InvalidationListener) _ -> ask());
  }

  private @Nullable Question question() {
    ModelInfo model = values.modelProperty().get();
    return model == null ? null : new Question(values.ref(model), prompt.get(), plain.get());
  }

  private void ask() {
    Question asked = question();
    if (asked != null && next.getAndSet(asked) == null) {
      counting.worker().execute(this::answer);
    }
  }

  /** On the worker. */
  private void answer() {
    Question asked = next.getAndSet(null);
    if (asked == null) {
      return;
    }
    try {
      TokenCount count = counting.counter().count(asked.model, asked.prompt, asked.plain);
      Platform.runLater(() -> show(asked, count));
    } catch (EngineException e) {
      // Whoever uses the model says what is wrong with it.
      Platform.runLater(() -> setText(""));
    }
  }

  /** Unless another text or model has come since. */
  private void show(Question asked, TokenCount count) {
    if (!asked.equals(question())) {
      return;
    }
    boolean cut = asked.plain && count.tokens() > count.room();
    String key = cut ? "tokens.cut" : count.chunks() > 1 ? "tokens.chunks" : "tokens";
    String tokens = Texts.of(key, count.tokens(), count.room(), count.chunks());
    String called = String.join(", ", count.embeddings());
    setText(called.isEmpty() ? tokens : Texts.of("tokens.embeddings", tokens, called));
    pseudoClassStateChanged(WARN, cut);
  }
}
