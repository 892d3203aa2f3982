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
      "Reads a whole checkpoint: checks that no weight is NaN or infinite,",
      "and whether its SHA-256 matches a published file."
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
      parts.out().println(path + ": " + verified.kind() + ", OK: no NaN or infinite weights.");
      for (Verification.Digested file : verified.files()) {
        parts.out().println("  " + file.sha256() + "  " + file.file());
        parts
            .out()
            .println(
                file.published()
                    .map(
                        known ->
                            "    matches the published file: "
                                + known.repository()
                                + ", "
                                + known.name())
                    .orElse("    does not match a published file that Afterimage knows"));
      }
      return ExitCode.DONE;
    } catch (EngineException e) {
      new Messages(parts.err()).failure(Failure.of(e));
      return ExitCode.FAILED;
    }
  }
}
