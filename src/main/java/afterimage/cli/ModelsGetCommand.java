package afterimage.cli;

import afterimage.catalog.Licence;
import afterimage.catalog.ModelCard;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModels;
import afterimage.catalog.download.ModelSource;
import afterimage.catalog.found.FoundModel;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterimage models get NAME}. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = {
      "Downloads a model and adds it to the installed ones; 'models available' lists them.",
      "An interrupted download goes on where it stopped when the command is repeated.",
      "HF_ENDPOINT names a mirror, HF_TOKEN an access token, which only that server gets."
    })
final class ModelsGetCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final CommandLineParts parts;

  @Parameters(paramLabel = "NAME", description = "The model's name.")
  private String name = "";

  @Option(
      names = {"--accept-licence", "--accept-license"},
      description = "Accept the terms of the model's licence without being asked.")
  private boolean accept;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "Where to put the file. Default: the models folder of the settings.")
  private @Nullable Path folder;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ModelsGetCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  /** What came of it, as JSON has it. */
  record Got(
      String name,
      String status,
      @Nullable Path path,
      @Nullable Long bytes,
      @Nullable String error,
      @Nullable String remedy) {}

  @Override
  public Integer call() {
    Messages messages = new Messages(parts.err());
    PublishedModel model = parts.source().published().find(name).orElse(null);
    if (model == null) {
      return failed(unknown(parts.source().published()), messages);
    }
    try (Interruption interruption = new Interruption()) {
      Licence terms = model.terms();
      boolean known = parts.models().added().isAccepted(terms);
      if (!known) {
        CheckpointText.published(model, parts.err());
      }
      if (!new LicenceQuestion(parts).isGranted(terms, accept, parts.err())) {
        throw new EngineException(
            "The terms of " + terms.title() + " have not been accepted; nothing was downloaded.",
            "Read them and accept them with --accept-licence.");
      }
      return get(model, interruption, messages);
    } catch (EngineException e) {
      return failed(e, messages);
    }
  }

  private int get(PublishedModel model, Interruption interruption, Messages messages)
      throws EngineException {
    DownloadLine line = new DownloadLine(parts.err(), parts.terminal(), model.name());
    Path target = folder == null ? parts.models().downloads() : folder;
    if (folder == null && !ModelSource.isIn(target, model)) {
      FoundModel there = parts.source().elsewhere(model, parts.models(), LOOK).orElse(null);
      if (there != null) {
        return inPlace(model, there, messages);
      }
    }
    try {
      Path file =
          parts
              .source()
              .get(model, target, parts.models().added(), line::show, interruption.cancellation());
      line.clear();
      done(model, file, "downloaded");
      return ExitCode.DONE;
    } catch (CancelledException e) {
      line.clear();
      messages.notice("Stopped; repeat the command to go on with what was received.");
      report(new Got(name, "interrupted", null, null, null, null));
      return ExitCode.INTERRUPTED;
    } finally {
      line.clear();
    }
  }

  /** Nothing is downloaded that another program has here. */
  private int inPlace(PublishedModel model, FoundModel there, Messages messages)
      throws EngineException {
    if (model.use().isWholeModel()) {
      parts.models().added().add(ModelCard.of(there.path()));
    }
    messages.notice(
        there.program().title() + " has it, and it is used there; --to downloads another copy.");
    done(model, there.path(), "found");
    return ExitCode.DONE;
  }

  private void done(PublishedModel model, Path file, String status) {
    if (json) {
      report(new Got(model.id(), status, file, file.toFile().length(), null, null));
      return;
    }
    parts.out().println(file.toString());
    parts
        .err()
        .println(
            switch (model.use()) {
              case REFINER -> "Use it with: refine --model " + ModelChoice.nameOf(file);
              case BASE -> "Use it with: generate --model " + ModelChoice.nameOf(file);
              case PREVIEWS -> "Use it with: --preview-decoder " + file;
              case FEW_STEPS -> "Use it with: generate --fast";
              case VAE -> "Use it with: --vae " + model.id();
            });
  }

  private void report(Got got) {
    if (json) {
      parts.out().println(Json.line(got));
    }
  }

  private int failed(EngineException e, Messages messages) {
    messages.failure(Failure.of(e));
    report(new Got(name, "failed", null, null, e.what(), e.remedy()));
    return ExitCode.FAILED;
  }

  private EngineException unknown(PublishedModels models) {
    return new EngineException(
        "Unknown model '"
            + name
            + "': none of "
            + models.models().stream().map(PublishedModel::id).collect(Collectors.joining(", "))
            + ".",
        Files.exists(Path.of(name))
            ? "'afterimage models add' adds a file that you have."
            : "'afterimage models available' lists them.");
  }
}
