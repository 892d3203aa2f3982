package afterimage.ui.file;

import afterimage.image.DecodedPicture;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.ui.session.LoadedPicture;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.image.Image;

/**
 * Opens pictures beside the FX thread and adds them to the session one by one. What cannot be
 * opened is told once for the whole drop; the rest goes on.
 */
public final class Importer {
  private final Session session;
  private final Executor workers;
  private final Consumer<List<Problem>> problems;
  private final ReadOnlyIntegerWrapper pending = new ReadOnlyIntegerWrapper();

  /**
   * Something that could not be opened.
   *
   * @param what what happened, naming the file
   * @param remedy what the user can do
   */
  public record Problem(String what, String remedy) {}

  /**
   * @param session where pictures go
   * @param workers where they are decoded
   * @param problems told on the FX thread, once for each drop that had some
   */
  public Importer(Session session, Executor workers, Consumer<List<Problem>> problems) {
    this.session = session;
    this.workers = workers;
    this.problems = problems;
  }

  /** How many drops are still being opened. */
  public ReadOnlyIntegerProperty pendingProperty() {
    return pending.getReadOnlyProperty();
  }

  /** Opens files and the pictures in folders; the first one opened is selected. */
  public void open(List<Path> dropped) {
    if (dropped.isEmpty()) {
      return;
    }
    pending.set(pending.get() + 1);
    workers.execute(() -> openAll(dropped));
  }

  /** Opens an image from the clipboard or from a browser. */
  public void open(Image image) {
    pending.set(pending.get() + 1);
    Picture picture = FxPictures.toPicture(image);
    workers.execute(
        () -> {
          LoadedPicture loaded = LoadedPicture.of(picture, PictureMetadata.NONE);
          Source source =
              Source.ofPicture(
                  Texts.of("source.pasted"), loaded, FxPictures.thumbnail(loaded.pyramid()));
          Platform.runLater(() -> add(source, loaded, true));
          finish(List.of());
        });
  }

  /** Decodes a picture again for the canvas. */
  public void load(Source source) {
    var inMemory = session.inMemory(source);
    if (inMemory.isPresent()) {
      session.show(source, inMemory.get());
      return;
    }
    Path file = source.file().orElseThrow();
    pending.set(pending.get() + 1);
    workers.execute(
        () -> {
          List<Problem> found = new ArrayList<>();
          try {
            LoadedPicture loaded = decode(file);
            Platform.runLater(() -> session.show(source, loaded));
          } catch (PictureException e) {
            found.add(new Problem(e.what(), e.remedy()));
          }
          finish(found);
        });
  }

  private void openAll(List<Path> dropped) {
    List<Problem> found = new ArrayList<>();
    PictureFiles files = PictureFiles.of(dropped);
    for (Path folder : files.emptyFolders()) {
      found.add(
          new Problem(Texts.of("open.emptyFolder", folder), Texts.of("open.emptyFolder.remedy")));
    }
    boolean first = true;
    for (Path file : files.files()) {
      try {
        LoadedPicture loaded = decode(file);
        Source source = Source.ofFile(file, loaded, FxPictures.thumbnail(loaded.pyramid()));
        boolean select = first;
        first = false;
        Platform.runLater(() -> add(source, loaded, select));
      } catch (PictureException e) {
        found.add(new Problem(e.what(), e.remedy()));
      }
    }
    finish(found);
  }

  private void add(Source source, LoadedPicture loaded, boolean select) {
    session.add(source, select ? loaded : null);
  }

  private void finish(List<Problem> found) {
    Platform.runLater(
        () -> {
          pending.set(pending.get() - 1);
          if (!found.isEmpty()) {
            problems.accept(found);
          }
        });
  }

  private static LoadedPicture decode(Path file) throws PictureException {
    DecodedPicture decoded = PictureReader.read(file);
    return LoadedPicture.of(decoded.picture(), decoded.metadata());
  }
}
