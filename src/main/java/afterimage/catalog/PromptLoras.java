package afterimage.catalog;

import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.lora.Loras;
import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.PromptTags;
import afterimage.engine.PromptTags.Tag;
import afterimage.engine.RefineSettings;
import afterimage.message.ForeignText;
import afterimage.message.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the tags of prompts ask for: LoRAs are found by their names and added to the model; what
 * cannot be loaded is told. No tag is left for a model to read as words.
 */
public final class PromptLoras {
  private static final int MAX_SHOWN = 100;

  private final LoraSearch search;

  /**
   * @param catalog the model folders
   */
  public PromptLoras(ModelCatalog catalog) {
    this.search = new LoraSearch(catalog);
  }

  /**
   * A run as its prompts' tags want it.
   *
   * @param settings without tags
   * @param model with the LoRAs
   * @param notices what became of each tag, for people
   */
  public record Resolved(RefineSettings settings, ModelRef model, List<String> notices) {}

  /** Reads the tags; without any, all stays as it is. Looks through folders. */
  public Resolved resolve(RefineSettings settings, ModelRef model) {
    if (!PromptTags.areIn(settings)) {
      return new Resolved(settings, model, List.of());
    }
    Set<String> notices = new LinkedHashSet<>();
    List<ModelOptions.Lora> loras = new ArrayList<>(model.options().loras());
    // The second encoder usually gets the same words: a LoRA that both name is one.
    Stream.of(settings.prompt(), settings.advanced().prompt2())
        .filter(Objects::nonNull)
        .flatMap(prompt -> PromptTags.in(prompt).tags().stream())
        .distinct()
        .forEach(tag -> add(tag, model.path(), loras, notices));
    Stream.of(settings.negativePrompt(), settings.advanced().negativePrompt2())
        .filter(Objects::nonNull)
        .flatMap(prompt -> PromptTags.in(prompt).tags().stream())
        .forEach(tag -> notices.add(ofNegative(tag)));
    return new Resolved(
        PromptTags.without(settings),
        model.withOptions(model.options().withLoras(loras)),
        List.copyOf(notices));
  }

  private void add(Tag tag, Path model, List<ModelOptions.Lora> loras, Set<String> notices) {
    Double weight = tag.weight();
    Double textWeight = tag.textWeight();
    if (tag.kind() != PromptTags.Kind.LORA) {
      notices.add(unsupported(tag));
    } else if (tag.name().isEmpty() || weight == null || textWeight == null) {
      notices.add(Messages.of("catalog.tag.malformed", shown(tag.written())));
    } else if (Math.max(Math.abs(weight), Math.abs(textWeight)) > ModelOptions.Lora.MAX_WEIGHT) {
      notices.add(Messages.of("catalog.tag.weight", shown(tag.written())));
    } else if (!CheckpointCompiler.isCheckpoint(model)) {
      notices.add(Messages.of("catalog.tag.model", shown(tag.name())));
    } else {
      added(tag.name(), loras)
          .or(() -> search.find(tag.name(), model))
          .ifPresentOrElse(
              file -> add(tag, new ModelOptions.Lora(file, weight, textWeight), loras, notices),
              () -> notices.add(Messages.of("catalog.tag.missing", shown(tag.name()))));
    }
  }

  /** One that was added by hand, from wherever it is. */
  private static Optional<Path> added(String name, List<ModelOptions.Lora> loras) {
    return loras.stream()
        .map(ModelOptions.Lora::file)
        .filter(file -> name.equals(Embedding.nameOf(file)))
        .findFirst();
  }

  /** Unless it is there already: who added it by hand, or wrote it first, chose its weight. */
  private static void add(
      Tag tag, ModelOptions.Lora lora, List<ModelOptions.Lora> loras, Set<String> notices) {
    Optional<ModelOptions.Lora> same =
        loras.stream().filter(other -> isSame(other.file(), lora.file())).findFirst();
    if (same.isPresent()) {
      if (!same.get().weights().equals(lora.weights())) {
        notices.add(Messages.of("catalog.tag.twice", shown(tag.written())));
      }
      return;
    }
    String fault = fault(lora);
    if (fault != null) {
      notices.add(Messages.of("catalog.tag.unusable", shown(tag.written()), fault));
      return;
    }
    loras.add(lora);
    notices.add(
        lora.ownTextWeight() == null
            ? Messages.of("catalog.tag.loaded", lora.file(), String.valueOf(lora.weight()))
            : Messages.of(
                "catalog.tag.weights",
                lora.file(),
                String.valueOf(lora.weight()),
                String.valueOf(lora.textWeight())));
  }

  /**
   * Settings as they are to be recorded: LoRAs come as tags behind the prompt, as in A1111's
   * pictures, so that whoever reads the settings gets the LoRAs again.
   *
   * @param settings as they ran, without tags
   */
  static RefineSettings recorded(RefineSettings settings, List<ModelOptions.Lora> loras) {
    String tags =
        loras.stream()
            .filter(ModelOptions.Lora::hasEffect)
            .map(lora -> "<lora:%s:%s>".formatted(Embedding.nameOf(lora.file()), lora.weights()))
            // A name that no tag can hold.
            .filter(tag -> PromptTags.without(tag).isEmpty())
            .collect(Collectors.joining(" "));
    return tags.isEmpty()
        ? settings
        : settings.withPrompt((settings.prompt() + " " + tags).strip());
  }

  private static boolean isSame(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  /** Why a file cannot be added to any model, or null. */
  private static @Nullable String fault(ModelOptions.Lora lora) {
    try {
      Loras.read(List.of(lora));
      return null;
    } catch (EngineException e) {
      return e.what();
    }
  }

  private static String unsupported(Tag tag) {
    return Messages.of("catalog.tag.hypernetwork", shown(tag.written()));
  }

  private static String ofNegative(Tag tag) {
    return tag.kind() == PromptTags.Kind.LORA
        ? Messages.of("catalog.tag.negative", shown(tag.written()))
        : unsupported(tag);
  }

  private static String shown(String text) {
    return ForeignText.line(text, MAX_SHOWN);
  }
}
