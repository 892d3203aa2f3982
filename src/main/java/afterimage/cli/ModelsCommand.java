package afterimage.cli;

import afterimage.catalog.EmbeddingSearch;
import afterimage.catalog.found.FoundModel;
import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ModelInfo;
import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code afterimage models}. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Lists the installed models; downloads, adds, removes and verifies others.")
final class ModelsCommand implements Callable<Integer> {
  /** With one model: a first look at a checkpoint on a slow disk takes seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int MAX_EMBEDDINGS = 200;

  private static final Duration SHORT_LOOK = Duration.ofSeconds(3);

  private final CommandLineParts parts;

  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  ModelsCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  /**
   * An installed model.
   *
   * @param info null if it is not usable
   * @param problem why it is not usable, or null
   */
  record Installed(Path folder, @Nullable ModelInfo info, @Nullable String problem) {}

  @Override
  public Integer call() {
    return list(parts, json);
  }

  static int list(CommandLineParts parts, boolean json) {
    try (ImageEngine engine = parts.engines().get()) {
      List<Installed> models = installed(parts, engine);
      if (json) {
        parts.out().println(Json.line(models));
      } else {
        print(parts, models);
        printFound(parts);
        printEmbeddings(parts);
      }
      return ExitCode.DONE;
    }
  }

  static List<Installed> installed(CommandLineParts parts, ImageEngine engine) {
    parts.models().fault().ifPresent(e -> new Messages(parts.err()).notice(e.problem().sentence()));
    List<Installed> models = new ArrayList<>();
    for (Path folder : parts.models().models()) {
      try {
        ModelInfo info = Guard.call(PATIENCE, () -> engine.describe(folder));
        models.add(new Installed(folder, info, null));
      } catch (EngineException e) {
        models.add(new Installed(folder, null, e.problem().sentence()));
      } catch (GuardException e) {
        String failure = Failure.of("The model", e).problem().sentence();
        models.add(new Installed(folder, null, failure));
      }
    }
    return models;
  }

  static void print(CommandLineParts parts, List<Installed> models) {
    PrintWriter out = parts.out();
    for (Installed model : models) {
      ModelInfo info = model.info();
      if (info == null) {
        out.println(ModelChoice.nameOf(model.folder()) + "  not usable: " + model.problem());
      } else {
        out.println(ModelChoice.nameOf(model.folder()) + "  " + info.name());
        describe(info, out);
      }
      out.println("  " + model.folder());
    }
    if (models.isEmpty()) {
      String roots =
          parts.models().roots().stream().map(Path::toString).collect(Collectors.joining(", "));
      out.println("No model is installed in " + roots + ".");
    }
  }

  /** What else is on this computer, as far as a short look tells. */
  private static void printFound(CommandLineParts parts) {
    List<FoundModel> found = ModelsFoundCommand.search(parts, List.of(), SHORT_LOOK);
    if (!found.isEmpty()) {
      parts.out().println();
      parts.out().println("Found, not installed ('afterimage models add PATH' uses one there):");
      found.forEach(model -> ModelsFoundCommand.print(model, parts));
    }
  }

  /** What prompts can call by name. */
  private static void printEmbeddings(CommandLineParts parts) {
    List<Path> embeddings =
        new EmbeddingSearch(parts.models(), () -> parts.source().embeddingFolders()).all();
    if (!embeddings.isEmpty()) {
      parts.out().println();
      parts.out().println("Embeddings (write the name in a prompt to use one):");
      embeddings.stream()
          .limit(MAX_EMBEDDINGS)
          .forEach(file -> parts.out().println(Embedding.nameOf(file) + "  " + file));
      if (embeddings.size() > MAX_EMBEDDINGS) {
        parts.out().println("and " + (embeddings.size() - MAX_EMBEDDINGS) + " more");
      }
    }
  }

  private static void describe(ModelInfo info, PrintWriter out) {
    if (!info.description().isEmpty()) {
      info.description().lines().forEach(line -> out.println("  " + line));
    }
    if (info.inpainting()) {
      out.println("  inpainting: fills in what a mask covers; without a mask, all of a picture");
    }
    out.println(
        String.format(
            Locale.ROOT,
            "  %d steps at strength %.0f%%, guidance %s; schedulers: %s",
            info.defaults().steps(),
            info.defaults().strength() * 100,
            info.defaults().guidanceScale(),
            String.join(", ", info.schedulers())));
    if (!info.vocabulary().isEmpty()) {
      out.println(
          "  words: "
              + info.vocabulary().stream()
                  .map(word -> word.word() + "/" + word.opposite())
                  .collect(Collectors.joining(", ")));
    }
    if (!info.license().isEmpty()) {
      info.license().lines().forEach(line -> out.println("  licence: " + line));
    }
  }
}
