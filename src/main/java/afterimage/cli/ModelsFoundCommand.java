package afterimage.cli;

import afterimage.catalog.found.FoundModel;
import afterimage.catalog.found.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterimage models found}. */
@Command(
    name = "found",
    mixinStandardHelpOptions = true,
    description = {
      "Lists models that other programs keep on this computer: the Hugging Face cache, ComfyUI,",
      "Stable Diffusion web UI and Forge, InvokeAI, and Stability Matrix.",
      "'models add' uses one where it is; nothing is copied."
    })
final class ModelsFoundCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CommandLineParts parts;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..*",
      description = "Folders to look in, such as ComfyUI's. Default: the programs' usual folders.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  ModelsFoundCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() {
    List<FoundModel> found = search(parts, folders, PATIENCE);
    if (json) {
      parts.out().println(Json.line(found));
    } else {
      found.forEach(model -> print(model, parts));
      if (found.isEmpty()) {
        parts.out().println("No model was found that is not installed.");
      }
    }
    return ExitCode.DONE;
  }

  /** Looks into folders; without any, into the usual ones and the user's own for models. */
  static List<FoundModel> search(CommandLineParts parts, List<Path> folders, Duration patience) {
    if (folders.isEmpty()) {
      return parts.source().found(parts.models(), patience);
    }
    return folders.stream()
        .flatMap(folder -> parts.source().found(parts.models(), folder, patience).stream())
        .toList();
  }

  static void print(FoundModel model, CommandLineParts parts) {
    String program = model.program() == Program.FOLDER ? "" : " (" + model.program().title() + ")";
    parts
        .out()
        .println(
            ModelChoice.nameOf(model.path())
                + "  "
                + model.kind()
                + ", "
                + ModelsAvailableCommand.size(model.bytes())
                + program);
    parts.out().println("  " + model.path());
  }
}
