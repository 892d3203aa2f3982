package afterimage.cli;

import afterimage.catalog.CheckpointFacts;
import afterimage.engine.EngineException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code afterimage inspect FILE…}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Says what a checkpoint is: its kind, its networks and their sizes.")
final class InspectCommand implements Callable<Integer> {
  private final CommandLineParts parts;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = ".safetensors files, or folders in diffusers' layout.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "One JSON object a file.")
  private boolean json;

  InspectCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() {
    int code = ExitCode.DONE;
    for (Path file : files) {
      try {
        CheckpointFacts facts = CheckpointFacts.read(file);
        if (json) {
          parts.out().println(JsonMapper.shared().writeValueAsString(facts));
        } else {
          CheckpointText.facts(facts, parts.out());
        }
      } catch (EngineException e) {
        new Messages(parts.err()).failure(Failure.of(e));
        code = ExitCode.FAILED;
      }
    }
    return code;
  }
}
