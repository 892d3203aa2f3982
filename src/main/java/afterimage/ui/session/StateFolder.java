package afterimage.ui.session;

import afterimage.file.FileClaim;
import afterimage.file.FolderRemoval;
import afterimage.job.JobQueue;
import afterimage.job.JournalledQueue;
import afterimage.ui.text.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where queue and session are kept: the platform's folder, or for this start a temporary one where
 * that cannot be written, or another studio has it.
 */
public record StateFolder(Path folder, JournalledQueue queue, @Nullable String problem) {
  private static final System.Logger LOG = System.getLogger(StateFolder.class.getName());

  /**
   * Claims the folder, or a temporary one.
   *
   * @param queue takes what the journal has
   * @param state the platform's folder for the program's state
   * @param version of the program, for the journal
   * @throws UncheckedIOException if there is no folder at all that can be written
   */
  public static StateFolder open(JobQueue queue, Path state, String version) {
    Path folder = state.resolve("session");
    try {
      return new StateFolder(folder, JournalledQueue.open(queue, folder, version), null);
    } catch (FileClaim.HeldException e) {
      return temporary(queue, state, version, Texts.of("state.inUse", folder));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "no state in " + folder, e);
      String problem = Texts.of("state.unwritable", folder, String.valueOf(e.getMessage()));
      return temporary(queue, state, version, problem);
    }
  }

  private static StateFolder temporary(JobQueue queue, Path state, String version, String problem) {
    try {
      Path folder = Files.createTempDirectory("afterimage");
      return new StateFolder(folder, JournalledQueue.open(queue, folder, version), problem);
    } catch (IOException e) {
      throw new UncheckedIOException(
          Texts.of("state.nowhere", state, String.valueOf(e.getMessage())), e);
    }
  }

  /** What the user should know, if there is something. */
  public Optional<String> notice() {
    return Optional.ofNullable(problem);
  }

  /** Closes the queue, after which nothing of a temporary folder is needed. */
  public void close() {
    queue.close();
    if (problem == null) {
      return;
    }
    try {
      FolderRemoval.remove(folder);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.INFO, "a temporary folder stays", e);
    }
  }
}
