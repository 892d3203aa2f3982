package afterimage.cli;

import afterimage.engine.EngineException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code afterimage models remove MODEL}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = "Removes an added checkpoint from the list; its file stays.")
final class ModelsRemoveCommand implements Callable<Integer> {
  private final CommandLineParts parts;

  @Parameters(paramLabel = "MODEL", description = "Its name or path.")
  private String model = "";

  ModelsRemoveCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() {
    try {
      Path path = ModelChoice.path(model, parts.models());
      if (parts.models().added().remove(path).isPresent()) {
        parts.out().println("Removed " + path + " from the list; the file is untouched.");
        return ExitCode.DONE;
      }
      throw new EngineException(
          "'" + model + "' is not one of the added models.", "'afterimage models' lists them.");
    } catch (EngineException e) {
      new Messages(parts.err()).failure(Failure.of(e));
      return ExitCode.FAILED;
    }
  }
}
