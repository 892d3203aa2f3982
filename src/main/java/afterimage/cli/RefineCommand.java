package afterimage.cli;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.Mask;
import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.file.FileClaim;
import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import afterimage.job.watch.WatchRecord;
import afterimage.job.watch.WatchedFolder;
import afterimage.settings.found.FoundSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterimage refine IN… -o OUT}. */
@Command(name = "refine", mixinStandardHelpOptions = true, description = "Refines pictures.")
final class RefineCommand extends ImageCommand {

  @Parameters(
      paramLabel = "IN",
      arity = "0..*",
      description = "Pictures, or folders of pictures; - for a picture from the standard input.")
  private List<Path> inputs = List.of();

  @Mixin private FileList list = new FileList();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Option(names = "--recursive", description = "Include subfolders.")
  private boolean recursive;

  @Option(
      names = "--watch",
      description = {
        "Go on: refine each picture that comes into the folder IN, once it is complete,",
        "until Ctrl+C. What was refined is noted in OUT/.afterimage-watched.jsonl."
      })
  private boolean watch;

  @Mixin CommandSpec ofSources = options().writing.ofSources();

  private final StandardInput standardInput;

  RefineCommand(CommandLineParts parts) {
    super(parts);
    standardInput = new StandardInput(parts.bytesIn());
    ofSources
        .usageMessage()
        .footer(
            "",
            "Several pictures, or the pictures of a folder, are written to the folder given with -o.",
            "Reads %s;".formatted(PictureFormat.readableNames()),
            "writes %s; AVIF if libheif is installed, JPEG XL if libjxl is."
                .formatted(
                    PictureFormat.names(
                        format -> format.isEverWritable() && format.codec() == null)));
  }

  @Override
  OutputPlan plan() throws PictureException {
    if (inputs.isEmpty() && !list.isGiven()) {
      throw new IllegalArgumentException("Missing required parameter: 'IN'");
    }
    if (inputs.stream().filter(Inputs::isStream).count() + (list.isStream() ? 1 : 0) > 1) {
      throw new IllegalArgumentException("the standard input can be read only once");
    }
    if (options().fast && settings.haveABase()) {
      throw new IllegalArgumentException(
          "--fast sets what --preset and --settings-from set, too: use one of them");
    }
    options().control.requireWhole(false);
    if (watch) {
      requireWatchable();
    }
    List<Path> all = named();
    boolean several = all.size() > 1 || all.stream().anyMatch(RefineCommand::isFolder);
    // Where results of a list go does not depend on how many names it happens to have.
    boolean folder = several || (list.isGiven() && !options().output.isStream());
    return OutputPlan.of(options().output, folder, options().writing);
  }

  private static boolean isFolder(Path named) {
    return !Inputs.isStream(named) && Files.isDirectory(named);
  }

  /** What the command line and the list name. */
  private List<Path> named() throws PictureException {
    return Stream.concat(inputs.stream(), list.content(standardInput).files().stream()).toList();
  }

  @Override
  ModelInfo model(ImageEngine engine) throws EngineException {
    return ModelChoice.choose(
        options().model, parts().models(), engine, options().loading.parts(parts()));
  }

  @Override
  @Nullable FoundSettings recorded() throws PictureException {
    return settings.found();
  }

  @Override
  Batch batch(Session session, OutputPlan plan) throws PictureException {
    RefineTasks tasks = tasks(session, plan);
    Inputs named = Inputs.of(named(), recursive, options().output.path());
    named.notices().forEach(session.messages()::notice);
    if (named.pictures().isEmpty() && named.failures().isEmpty()) {
      session.messages().notice("The list names no files.");
    }
    boolean alone = named.pictures().size() == 1;
    return new Batch(
        named.pictures().stream()
            .map(input -> tasks.of(input, source(input), alone, _ -> {}))
            .toList(),
        Stream.concat(list.content(standardInput).failures().stream(), named.failures().stream())
            .toList());
  }

  private RefineTasks.Source source(Inputs.Input input) {
    return Inputs.isStream(input.file())
        ? RefineTasks.stream(input, standardInput)
        : RefineTasks.file(input);
  }

  private RefineTasks tasks(Session session, OutputPlan plan) throws PictureException {
    ModelInfo model = session.model();
    RefineSettings used = usage(() -> settings.settings(model, session.messages()::notice));
    Mask mask = usage(settings::mask);
    tellWhatIsIgnored(session, used, settings.asksForAesthetics() && !model.aestheticScores());
    return new RefineTasks(session, options(), plan, used, mask);
  }

  @Override
  int work(Session session, OutputPlan plan, BatchRun run, Cancellation cancellation)
      throws EngineException, PictureException, CancelledException {
    if (!watch) {
      return super.work(session, plan, run, cancellation);
    }
    RefineTasks tasks = tasks(session, plan);
    Path folder = inputs.getFirst();
    Path output = options().output.path();
    try (WatchRecord record = WatchRecord.open(output)) {
      parts().err().println("Watching " + folder + ". Press Ctrl+C to stop.");
      parts().err().flush();
      return new WatchRun(
              new WatchedFolder(folder, recursive ? Integer.MAX_VALUE : 1, output),
              record,
              run,
              session.messages(),
              (input, picture, target) ->
                  tasks.of(input, new RefineTasks.Read(input, picture), false, target))
          .run(cancellation);
    } catch (FileClaim.HeldException e) {
      session
          .messages()
          .failure(
              new Failure(
                  "Another process writes results of a watched folder into " + output + ".",
                  "Stop it, or choose another output.",
                  e));
      return ExitCode.FAILED;
    } catch (IOException e) {
      session
          .messages()
          .failure(
              new Failure(
                  "The folder %s cannot be used: %s.".formatted(output, e.getMessage()),
                  "Choose another output.",
                  e));
      return ExitCode.FAILED;
    }
  }

  /** Refuses what cannot be watched. */
  private void requireWatchable() {
    Path output = options().output.path();
    if (inputs.size() != 1 || list.isGiven() || !isFolder(inputs.getFirst())) {
      throw new IllegalArgumentException("--watch takes one folder that exists");
    }
    if (options().output.isStream()) {
      throw new IllegalArgumentException("--watch needs a folder for the results");
    }
    if (isSame(inputs.getFirst(), output)) {
      throw new IllegalArgumentException(
          "with --watch, results need a folder of their own, such as " + output.resolve("refined"));
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
  }
}
