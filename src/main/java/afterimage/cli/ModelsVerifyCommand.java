package afterimage.cli;

import afterimage.catalog.Verification;
import afterimage.engine.EngineException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code afterimage models verify MODEL}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a checkpoint from the first byte to the last: that all weights are numbers,",
      "and whether its SHA-256 is that of a published file."
    })
final class ModelsVerifyCommand implements Callable<Integer> {
  private final CommandLineParts parts;

  @Parameters(paramLabel = "MODEL", description = "Its name or path.")
  private String model = "";

  ModelsVerifyCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() {
    try {
      Path path = ModelChoice.path(model, parts.models());
      Verification verified = Verification.of(path);
      parts.out().println(path + ": " + verified.kind() + ", sound; all weights are numbers.");
      for (Verification.Digested file : verified.files()) {
        parts.out().println("  " + file.sha256() + "  " + file.file());
        parts
            .out()
            .println(
                file.published()
                    .map(known -> "    as published: " + known.repository() + ", " + known.name())
                    .orElse("    none of the published files that Afterimage knows"));
      }
      return ExitCode.DONE;
    } catch (EngineException e) {
      new Messages(parts.err()).failure(Failure.of(e));
      return ExitCode.FAILED;
    }
  }
}
