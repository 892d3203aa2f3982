package afterimage.ui.session;

import afterimage.file.AtomicFile;
import afterimage.file.ForeignFile;
import afterimage.ui.session.SavedSession.SavedSource;
import afterimage.ui.session.SavedSession.SavedVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A note beside each picture that the program keeps, with all that the session knows of it: whose
 * version it is, how it was made, its star. From these the session is put together again if its own
 * file is lost. They stay in the state folder; nothing of them gets into exported files.
 *
 * <p>Not safe for several threads.
 */
final class ResultNotes {
  private static final System.Logger LOG = System.getLogger(ResultNotes.class.getName());
  private static final String EXTENSION = ".json";
  private static final int MAX_BYTES = 4 << 20;

  private final Path folder;
  private final Map<String, String> written = new HashMap<>();

  ResultNotes(Path folder) {
    this.folder = folder;
  }

  static boolean isNote(Path file) {
    return file.toString().endsWith(EXTENSION);
  }

  static Path of(Path picture) {
    return picture.resolveSibling(picture.getFileName() + EXTENSION);
  }

  /** What the note of a picture says; nothing if there is none, or none that makes sense. */
  static Optional<SavedSource> read(Path picture) {
    try {
      byte[] bytes = ForeignFile.readAllBytes(of(picture), MAX_BYTES);
      return Optional.ofNullable(SessionReader.readSource(bytes));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no note of " + picture, e);
      return Optional.empty();
    }
  }

  /** Writes the notes of a session's pictures that changed since. */
  void write(SavedSession session) throws IOException {
    for (SavedSource source : session.sources()) {
      note(source.file(), source.with(List.of()));
      for (SavedVersion version : source.versions()) {
        note(version.file(), source.with(List.of(version)));
      }
    }
  }

  /** Only pictures of the folder's own have notes, and only those that are there. */
  private void note(String file, SavedSource saved) throws IOException {
    Path picture = folder.resolve(file);
    if (!picture.startsWith(folder)) {
      return;
    }
    SavedSource alone =
        new SavedSource(
            saved.name(),
            saved.file(),
            saved.width(),
            saved.height(),
            saved.versions(),
            null,
            null,
            saved.own());
    String text = SessionJson.text(SessionJson.tree(alone));
    if (text.equals(written.get(file)) || !Files.isRegularFile(picture)) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!isThere(of(picture), bytes)) {
      AtomicFile.write(of(picture), bytes, AtomicFile.Access.OWNER);
    }
    written.put(file, text);
  }

  private static boolean isThere(Path note, byte[] bytes) {
    try {
      return Files.isRegularFile(note) && Arrays.equals(Files.readAllBytes(note), bytes);
    } catch (IOException e) {
      return false;
    }
  }
}
