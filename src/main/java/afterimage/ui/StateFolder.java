package afterimage.ui;

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
 * that cannot be written.
 */
record StateFolder(Path folder, JournalledQueue queue, @Nullable String problem) {

  static StateFolder open(StudioParts parts) {
    JobQueue queue = new JobQueue(parts.engine());
    Path folder = parts.state().resolve("session");
    try {
      return new StateFolder(folder, JournalledQueue.open(queue, folder, parts.version()), null);
    } catch (IOException e) {
      try {
        Path temporary = Files.createTempDirectory("afterimage");
        return new StateFolder(
            temporary,
            JournalledQueue.open(queue, temporary, parts.version()),
            Texts.of("state.unwritable", folder, String.valueOf(e.getMessage())));
      } catch (IOException again) {
        throw new UncheckedIOException(again);
      }
    }
  }

  /** What the user should know, if there is something. */
  Optional<String> notice() {
    return Optional.ofNullable(problem);
  }
}
