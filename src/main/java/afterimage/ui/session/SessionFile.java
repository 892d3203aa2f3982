package afterimage.ui.session;

import afterimage.file.Aside;
import afterimage.file.AtomicFile;
import afterimage.file.ForeignFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code session.json}, and the copy before it. What cannot be read is moved aside before anything
 * is written; where even that fails nothing is written at all. Reading and writing may be on
 * different threads, one after the other.
 */
final class SessionFile {
  private static final System.Logger LOG = System.getLogger(SessionFile.class.getName());
  private static final int MAX_BYTES = 1 << 29;
  private static final int TRIES = 3;
  private static final long BETWEEN_TRIES_MILLIS = 100;

  private final Path file;
  private final Path before;
  private @Nullable Path aside;
  private volatile boolean blocked;
  private volatile @Nullable ObjectNode asRead;
  private @Nullable String written;

  SessionFile(Path folder) {
    this.file = folder.resolve("session.json");
    this.before = folder.resolve("session-before.json");
  }

  /** What the file says, as far as it can be read; nothing if there is none. */
  Optional<SessionReader.Reading> read() {
    for (int i = 1; ; i++) {
      try {
        SessionReader.Reading reading =
            SessionReader.read(ForeignFile.readAllBytes(file, MAX_BYTES));
        asRead = reading.tree();
        if (!reading.whole()) {
          moveAside();
        }
        return Optional.of(reading);
      } catch (NoSuchFileException e) {
        return Optional.empty();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "the session cannot be read", e);
        if (i == TRIES || !pause()) {
          moveAside();
          return Optional.of(new SessionReader.Reading(SavedSession.EMPTY, false, null));
        }
      }
    }
  }

  /** What the file said before it was last written; for when it is damaged. */
  Optional<SavedSession> readBefore() {
    try {
      return Optional.of(SessionReader.read(ForeignFile.readAllBytes(before, MAX_BYTES)).session());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no session before", e);
      return Optional.empty();
    }
  }

  /** Where what could not be read is kept, if there was something and it could be moved. */
  Optional<Path> aside() {
    return Optional.ofNullable(aside);
  }

  /**
   * Whether the file can be neither read nor moved, so that nothing may be written in its place.
   */
  boolean isBlocked() {
    return blocked;
  }

  Path path() {
    return file;
  }

  /**
   * Writes a session in the place of the former one, which is kept as the one before.
   *
   * @throws IOException if the disk refuses
   */
  void write(SavedSession session) throws IOException {
    if (blocked) {
      throw new IOException(file + " can be neither read nor moved");
    }
    ObjectNode tree = SessionReader.withUnknown(SessionJson.tree(session), asRead);
    String text = SessionJson.text(tree);
    if (written != null) {
      put(before, written);
    }
    put(file, text);
    written = text;
  }

  private static void put(Path target, String text) throws IOException {
    AtomicFile.write(target, text.getBytes(StandardCharsets.UTF_8), AtomicFile.Access.OWNER);
  }

  private void moveAside() {
    try {
      aside = Aside.move(file);
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.DEBUG, "gone meanwhile", e);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "nor moved", e);
      blocked = true;
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(BETWEEN_TRIES_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
