package afterimage.cli;

import afterimage.catalog.AddedModels;
import afterimage.catalog.ModelCard;
import afterimage.engine.EngineException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterimage models add PATH}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Adds a checkpoint to the installed models: a .safetensors or .gguf file, or a diffusers folder.",
      "Nothing is copied; the checkpoint stays where it is."
    })
final class ModelsAddCommand implements Callable<Integer> {
  private final CommandLineParts parts;

  @Parameters(paramLabel = "PATH", description = "The file or folder.")
  private Path path = Path.of("");

  @Option(
      names = {"--accept-licence", "--accept-license"},
      description = "Accept the terms of the model's licence without being asked.")
  private boolean accept;

  ModelsAddCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() {
    Messages messages = new Messages(parts.err());
    try {
      ModelCard card = ModelCard.of(path);
      AddedModels added = parts.models().added();
      CheckpointText.card(card, parts.out());
      if (!new LicenceQuestion(parts).isGranted(card.licence(), accept, parts.out())) {
        parts.err().println("Not added: the terms were not accepted. See --accept-licence.");
        return ExitCode.FAILED;
      }
      added.add(card);
      parts.out().println("Added. Use it with: --model " + ModelChoice.nameOf(path));
      return ExitCode.DONE;
    } catch (EngineException e) {
      messages.failure(Failure.of(e));
      return ExitCode.FAILED;
    }
  }
}
