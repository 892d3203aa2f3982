package afterimage.ui.inspector;

import afterimage.catalog.PromptLoras;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.PromptTags;
import afterimage.engine.RefineSettings;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * Takes tags out of the prompts as soon as they are whole, whether they are typed or come with a
 * preset or a picture, and puts the LoRAs that they name into the list. Tags that a run meets
 * before that, its engine reads. For the FX thread; folders are looked through on another.
 */
public final class LoraTags {
  private final InspectorModel values;
  private final PromptLoras loras;
  private final Executor workers;
  private final Consumer<String> told;

  private record Question(String prompt, String negativePrompt, ModelRef model) {}

  /**
   * @param values has prompts and list
   * @param loras finds what tags name
   * @param workers where it looks
   * @param told what became of each tag
   */
  public LoraTags(
      InspectorModel values, PromptLoras loras, Executor workers, Consumer<String> told) {
    this.values = values;
    this.loras = loras;
    this.workers = workers;
    this.told = told;
  }

  /** Begins. */
  public void follow() {
    prompts().forEach(prompt -> prompt.subscribe(_ -> ask()));
    values.modelProperty().subscribe(_ -> ask());
  }

  private Stream<StringProperty> prompts() {
    return Stream.of(values.promptProperty(), values.negativePromptProperty());
  }

  private boolean isWholeSomewhere() {
    return prompts()
        .flatMap(prompt -> PromptTags.in(prompt.get()).tags().stream())
        .anyMatch(PromptTags.Tag::closed);
  }

  private @Nullable Question question() {
    ModelInfo model = values.modelProperty().get();
    return model == null || !isWholeSomewhere()
        ? null
        : new Question(
            values.promptProperty().get(),
            values.negativePromptProperty().get(),
            values.ref(model));
  }

  private void ask() {
    Question asked = question();
    if (asked != null) {
      RefineSettings settings =
          values.settings().withPrompt(asked.prompt).withNegativePrompt(asked.negativePrompt);
      workers.execute(
          () -> {
            PromptLoras.Resolved answer = loras.resolve(settings, asked.model);
            Platform.runLater(() -> take(asked, answer));
          });
    }
  }

  /** Unless something has changed since, which is asked for anew. */
  private void take(Question asked, PromptLoras.Resolved answer) {
    if (!asked.equals(question())) {
      return;
    }
    List<ModelOptions.Lora> found = answer.model().options().loras();
    found.stream().skip(asked.model.options().loras().size()).forEach(values::addLora);
    prompts().forEach(prompt -> prompt.set(PromptTags.without(prompt.get())));
    answer.notices().forEach(told);
  }
}
