package afterimage.engine;

import afterimage.file.ForeignFile;
import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The boundary around work with a model that a stranger made: whatever its files make the program
 * throw becomes one {@link EngineException} that names the model.
 */
public final class ForeignModel {
  private ForeignModel() {}

  /**
   * Reads a model.
   *
   * @param model for the message
   * @throws EngineException what the work refuses with, or in place of anything unchecked
   */
  public static <T extends @Nullable Object> T open(Path model, Guard.Work<T, EngineException> work)
      throws EngineException {
    try {
      return Guard.call(work);
    } catch (GuardException e) {
      throw refusal(model, e);
    }
  }

  /** Work that may also be given up. */
  @FunctionalInterface
  public interface Run<T> {
    T run() throws EngineException, CancelledException;
  }

  /**
   * Runs a model.
   *
   * @param model for the message
   * @throws EngineException what the work refuses with, or in place of anything unchecked
   */
  public static <T> T run(Path model, Run<T> work) throws EngineException, CancelledException {
    try {
      return Guard.<T, Exception>call(work::run);
    } catch (EngineException | CancelledException | RuntimeException e) {
      throw e;
    } catch (GuardException e) {
      throw refusal(model, e);
    } catch (Exception e) {
      throw new IllegalStateException("work threw what it does not declare", e);
    }
  }

  /**
   * What is said of a file of a model that cannot be read.
   *
   * @param e why, best one of {@link ForeignFile}'s
   */
  public static EngineException unreadable(Path file, IOException e) {
    String what =
        switch (e) {
          case NoSuchFileException _ -> Messages.of("engine.file.missing", file);
          case AccessDeniedException _ -> Messages.of("engine.file.denied", file);
          case ForeignFile.FileTooLargeException _ -> Messages.of("engine.file.large", file);
          case ForeignFile.NotPlainFileException other ->
              other.isFolder()
                  ? Messages.of("engine.file.folder", file)
                  : Messages.of("engine.file.pipe", file);
          case CharacterCodingException _ -> Messages.of("engine.file.text", file);
          default -> Messages.of("engine.file.failed", file);
        };
    return new EngineException(what, Messages.of("engine.file.remedy"), e);
  }

  private static EngineException refusal(Path model, GuardException e) {
    return new EngineException(
        switch (e.kind()) {
          case DAMAGED -> Messages.of("engine.model.damaged", model);
          case TOO_DEEP -> Messages.of("engine.model.deep", model);
          case TOO_LARGE -> Messages.of("engine.model.large", model);
          case TOO_SLOW -> Messages.of("engine.model.slow", model);
        },
        Messages.of("engine.model.remedy"),
        e);
  }
}
