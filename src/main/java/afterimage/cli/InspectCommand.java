package afterimage.cli;

import afterimage.catalog.CheckpointFacts;
import afterimage.catalog.EmbeddingFacts;
import afterimage.catalog.ModelFile;
import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterimage inspect FILE…}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a file contains: a checkpoint's kind, networks and sizes; an embedding's vectors;",
      "a picture's settings, and whether it has the invisible watermark."
    })
final class InspectCommand implements Callable<Integer> {
  private final CommandLineParts parts;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Pictures, .safetensors and .gguf files, or folders in diffusers' layout.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Print one JSON object per file.")
  private boolean json;

  InspectCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() {
    int code = ExitCode.DONE;
    for (Path file : files) {
      try {
        inspect(file);
      } catch (GuardException e) {
        new Messages(parts.err()).failure(Failure.of(file.toString(), e));
        code = ExitCode.FAILED;
      } catch (EngineException e) {
        new Messages(parts.err()).failure(Failure.of(e));
        code = ExitCode.FAILED;
      } catch (PictureException e) {
        new Messages(parts.err()).failure(Failure.of(e));
        code = ExitCode.FAILED;
      }
    }
    return code;
  }

  /** The boundary around a file. */
  private void inspect(Path file) throws PictureException, EngineException, GuardException {
    if (PictureFormat.ofName(file).isPresent() && !Files.isDirectory(file)) {
      Guard.call(
          () -> {
            inspectPicture(file);
            return true;
          });
    } else {
      Guard.call(
          () -> {
            inspectCheckpoint(file);
            return true;
          });
    }
  }

  private void inspectPicture(Path file) throws PictureException {
    PictureInspection inspection = PictureInspection.of(file);
    if (json) {
      parts.out().println(Json.line(inspection));
    } else {
      inspection.print(parts.out());
    }
  }

  private void inspectEmbedding(Path file) throws EngineException {
    EmbeddingFacts facts = EmbeddingFacts.read(new Embedding(file));
    if (json) {
      parts.out().println(Json.line(facts));
    } else {
      CheckpointText.embedding(facts, parts.out());
    }
  }

  private void inspectCheckpoint(Path file) throws EngineException {
    if (ModelFile.of(file) == ModelFile.EMBEDDING) {
      inspectEmbedding(file);
      return;
    }
    CheckpointFacts facts = CheckpointFacts.read(file);
    if (json) {
      parts.out().println(Json.line(facts));
    } else {
      CheckpointText.facts(facts, parts.out());
    }
  }
}
