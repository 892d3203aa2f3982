package afterimage.ui.export;

import afterimage.file.AtomicFile;
import afterimage.file.FileName;
import afterimage.image.DecodedPicture;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.ui.notice.Notices;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Writes the shown version of the edited picture back, whole or not at all, with what the file says
 * beside its pixels. What was there before is kept first. For the FX thread.
 */
public final class SaveBack {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final int ROOM = 32;

  private final EditedFile edited;
  private final Session session;
  private final Executor workers;
  private final Notices notices;
  private boolean writing;

  /**
   * @param edited what is written
   * @param session has its versions
   * @param workers where files are written
   * @param notices tell what went wrong
   */
  public SaveBack(EditedFile edited, Session session, Executor workers, Notices notices) {
    this.edited = edited;
    this.session = session;
    this.workers = workers;
    this.notices = notices;
  }

  /** Writes it, and tells its owner; says why where it cannot be written. */
  public void save() {
    Version version = shown().orElse(null);
    if (version == null) {
      notices.tell(Texts.of("edit.nothing"));
    } else if (!writing) {
      writing = true;
      workers.execute(() -> write(version));
    }
  }

  /** Of the edited picture, whatever other is on the canvas. */
  private Optional<Version> shown() {
    return session.sources().stream()
        .filter(source -> source.file().equals(edited.file()))
        .map(Source::shownProperty)
        .flatMap(shown -> Optional.ofNullable(shown.get()).stream())
        .findFirst();
  }

  private void write(Version version) {
    try {
      Path target = real(edited.target());
      keepOriginal(target);
      Set<PosixFilePermission> permissions = permissions(target);
      DecodedPicture decoded = PictureReader.read(version.file());
      // What the picture's file said is its owner's, whose program reads it again.
      WriteOptions options = WriteOptions.DEFAULT.overwriting(true);
      List<String> losses =
          PictureWriter.write(decoded.picture(), target, options, decoded.metadata());
      restore(permissions, target);
      Platform.runLater(() -> done(losses));
    } catch (PictureException e) {
      Platform.runLater(
          () -> {
            writing = false;
            notices.warn(e.problem());
          });
    }
  }

  private void done(List<String> losses) {
    losses.forEach(System.err::println);
    edited.saved().run();
  }

  /** A link stays one. */
  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file;
    }
  }

  private void keepOriginal(Path target) throws PictureException {
    if (!Files.exists(target)) {
      return;
    }
    String time = TIME.format(LocalDateTime.now(ZoneId.systemDefault()));
    String name = String.valueOf(target.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = FileName.cut(dot < 0 ? name : name.substring(0, dot), FileName.MAX_BYTES - ROOM);
    String extension = dot < 0 ? "" : name.substring(dot);
    try {
      AtomicFile.createFolders(edited.originals(), AtomicFile.Access.OWNER);
    } catch (IOException e) {
      throw unkept(e);
    }
    for (int number = 1; ; number++) {
      String counted = number == 1 ? "" : "-" + number;
      Path copy = edited.originals().resolve(stem + "-" + time + counted + extension);
      try (AtomicFile kept = AtomicFile.begin(copy, AtomicFile.Access.OWNER)) {
        Files.write(kept.temporary(), Files.readAllBytes(target));
        kept.commit(AtomicFile.Existing.KEEP);
        return;
      } catch (FileAlreadyExistsException e) {
        // The next name is another.
      } catch (IOException e) {
        throw unkept(e);
      }
    }
  }

  private PictureException unkept(IOException e) {
    return new PictureException(
        Texts.of("edit.original", edited.originals(), String.valueOf(e.getMessage())),
        Texts.of("export.temporary.remedy"),
        e);
  }

  private static @Nullable PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }

  private static Set<PosixFilePermission> permissions(Path file) {
    PosixFileAttributeView view = view(file);
    try {
      return view == null ? Set.of() : view.readAttributes().permissions();
    } catch (IOException e) {
      return Set.of();
    }
  }

  private static void restore(Set<PosixFilePermission> permissions, Path file) {
    PosixFileAttributeView view = view(file);
    try {
      if (view != null && !permissions.isEmpty()) {
        view.setPermissions(permissions);
      }
    } catch (IOException e) {
      // Those of any new file will do.
    }
  }
}
