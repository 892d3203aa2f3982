package afterimage.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code afterimage models list}, which {@code afterimage models} does as well. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the installed models.")
final class ModelsListCommand implements Callable<Integer> {
  private final CommandLineParts parts;

  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  ModelsListCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() {
    return ModelsCommand.list(parts, json);
  }
}
