package afterimage.catalog;

import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.embedding.EmbeddingFile;
import afterimage.engine.AdvancedSettings;
import afterimage.engine.Embedding;
import afterimage.engine.EmbeddingNames;
import afterimage.engine.EmbeddingTag;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineSettings;
import afterimage.message.ForeignText;
import afterimage.message.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings that prompts call by their names: those added by hand, those that LoRAs bring
 * along, and files in the model folders, beside the model, and where ComfyUI and A1111 keep them.
 */
public final class PromptEmbeddings {
  private static final int MAX_SHOWN = 100;

  /** Characters of prompts in which names of thousands of files are looked for. */
  private static final int MAX_SEARCHED = 100_000;

  private final EmbeddingSearch search;

  /**
   * @param search finds files
   */
  public PromptEmbeddings(EmbeddingSearch search) {
    this.search = search;
  }

  /**
   * A run as its prompts' embeddings want it.
   *
   * @param settings without what calls embeddings that are not there
   * @param model with the embeddings that are called, and no others
   * @param notices what could not be used, for people
   */
  public record Resolved(RefineSettings settings, ModelRef model, List<String> notices) {}

  /** Reads the prompts; looks through folders. */
  public Resolved resolve(RefineSettings settings, ModelRef model) {
    Set<String> notices = new LinkedHashSet<>();
    Set<String> absent = new HashSet<>();
    List<Embedding> called =
        called(settings.prompts(), model, () -> search.files(model.path()), absent, notices);
    tellOfOthers(model.options().loras(), called, notices);
    RefineSettings left = absent.isEmpty() ? settings : without(absent, settings);
    return new Resolved(left, model.withEmbeddings(called), List.copyOf(notices));
  }

  /** Who adds a LoRA may not know what it brings along. */
  private static void tellOfOthers(
      List<ModelOptions.Lora> loras, List<Embedding> called, Set<String> notices) {
    for (ModelOptions.Lora lora : loras) {
      List<Embedding> own = lora.hasEffect() ? bundled(List.of(lora)) : List.of();
      boolean known = called.stream().anyMatch(one -> one.file().equals(lora.file()));
      if (!own.isEmpty() && !known) {
        String names = own.stream().map(Embedding::name).collect(Collectors.joining(", "));
        notices.add(
            Messages.of(
                "catalog.embedding.bundled", lora.file(), ForeignText.line(names, MAX_SHOWN)));
      }
    }
  }

  /** A model with the embeddings that a prompt calls, for counting as one types. */
  public ModelRef calledBy(String prompt, ModelRef model) {
    return model.withEmbeddings(
        called(
            List.of(prompt),
            model,
            () -> search.filesSeenLately(model.path()),
            new HashSet<>(),
            new LinkedHashSet<>()));
  }

  /** Whether any prompt calls an embedding. */
  public static boolean isCalled(Embedding embedding, RefineSettings settings) {
    EmbeddingNames name = new EmbeddingNames(List.of(embedding.name()));
    return settings.prompts().stream()
        .anyMatch(
            prompt ->
                !name.in(prompt).isEmpty()
                    || EmbeddingTag.in(prompt).stream()
                        .anyMatch(tag -> isMeant(embedding, tag.name())));
  }

  private static RefineSettings without(Set<String> absent, RefineSettings settings) {
    AdvancedSettings advanced = settings.advanced();
    return settings
        .withPrompt(String.valueOf(without(absent, settings.prompt())))
        .withNegativePrompt(String.valueOf(without(absent, settings.negativePrompt())))
        .withAdvanced(
            advanced
                .withPrompt2(without(absent, advanced.prompt2()))
                .withNegativePrompt2(without(absent, advanced.negativePrompt2())));
  }

  private static @Nullable String without(Set<String> absent, @Nullable String prompt) {
    return prompt == null
        ? null
        : EmbeddingTag.without(prompt, tag -> absent.contains(tag.written()));
  }

  private static List<Embedding> called(
      List<String> prompts,
      ModelRef model,
      Supplier<Set<Path>> files,
      Set<String> absent,
      Set<String> notices) {
    boolean takes = CheckpointCompiler.isCheckpoint(model.path());
    List<Embedding> known = new ArrayList<>(model.embeddings());
    String all = String.join("\n", prompts).toLowerCase(Locale.ROOT);
    if (takes && !all.isBlank()) {
      known.addAll(bundled(model.options().loras()));
      String searched = all.substring(0, Math.min(all.length(), MAX_SEARCHED));
      files.get().stream()
          .filter(file -> isNamedIn(searched, file) && mayBe(file))
          .map(Embedding::new)
          .forEach(known::add);
    }
    Set<Embedding> called = new LinkedHashSet<>();
    Set<String> names = new HashSet<>();
    for (String prompt : prompts) {
      for (EmbeddingTag tag : EmbeddingTag.in(prompt)) {
        Optional<Embedding> found = known.stream().filter(e -> isMeant(e, tag.name())).findFirst();
        if (found.isPresent() && isUsable(found.get(), notices)) {
          called.add(new Embedding(tag.name(), found.get().file(), found.get().bundled()));
          names.add(tag.name().toLowerCase(Locale.ROOT));
        } else {
          absent.add(tag.written());
          String key = takes ? "catalog.embedding.missing" : "catalog.embedding.model";
          notices.add(Messages.of(found.isPresent() ? "catalog.embedding.left" : key, shown(tag)));
        }
      }
    }
    EmbeddingNames bare = new EmbeddingNames(known.stream().map(Embedding::name).toList());
    for (String prompt : prompts) {
      for (int place : bare.in(EmbeddingTag.without(prompt, _ -> true))) {
        Embedding embedding = known.get(place);
        if (!names.contains(embedding.name().toLowerCase(Locale.ROOT))
            && isUsable(embedding, notices)) {
          called.add(embedding);
        }
      }
    }
    return List.copyOf(called);
  }

  /** Cheap, so that few names are left to look for in earnest. */
  private static boolean isNamedIn(String prompts, Path file) {
    String name = Embedding.nameOf(file).toLowerCase(Locale.ROOT);
    return !name.isBlank() && prompts.contains(name);
  }

  /** A tag may have folders before the name and an ending behind it, as in ComfyUI. */
  private static boolean isMeant(Embedding embedding, String tag) {
    String wanted = tag.replace('\\', '/').toLowerCase(Locale.ROOT);
    String plain =
        Embedding.ENDINGS.stream()
            .filter(wanted::endsWith)
            .findFirst()
            .map(ending -> wanted.substring(0, wanted.length() - ending.length()))
            .orElse(wanted);
    String name = embedding.name().toLowerCase(Locale.ROOT);
    String path = embedding.file().toString().replace('\\', '/').toLowerCase(Locale.ROOT);
    boolean below = plain.contains("/") && path.contains("/" + plain + ".");
    return name.equals(plain) || name.equals(wanted) || below;
  }

  /** Whatever another kind of file is called is words; what is damaged will be told. */
  private static boolean mayBe(Path file) {
    try {
      return EmbeddingFile.isEmbedding(file);
    } catch (EngineException e) {
      return true;
    }
  }

  private static boolean isUsable(Embedding embedding, Set<String> notices) {
    try {
      EmbeddingFile.read(embedding);
      return true;
    } catch (EngineException e) {
      notices.add(
          Messages.of(
              "catalog.embedding.unusable",
              ForeignText.line(embedding.title(), MAX_SHOWN),
              e.problem().sentence()));
      return false;
    }
  }

  private static List<Embedding> bundled(List<ModelOptions.Lora> loras) {
    List<Embedding> all = new ArrayList<>();
    for (ModelOptions.Lora lora : loras) {
      try {
        EmbeddingFile.bundled(lora.file()).stream()
            .map(name -> new Embedding(name, lora.file(), name))
            .forEach(all::add);
      } catch (EngineException e) {
        // Whoever adds the LoRA says what is wrong with it.
      }
    }
    return all;
  }

  private static String shown(EmbeddingTag tag) {
    return ForeignText.line(tag.written(), MAX_SHOWN);
  }
}
