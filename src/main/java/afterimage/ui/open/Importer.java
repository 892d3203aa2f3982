package afterimage.ui.open;

import afterimage.image.Picture;
import afterimage.image.PictureFolder;
import afterimage.image.PictureFormat;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.message.Problem;
import afterimage.ui.canvas.FxPictures;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.session.LoadedPicture;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * Opens pictures beside the FX thread and adds them to the session one by one. What cannot be
 * opened is told once for the whole drop; the rest goes on.
 */
public final class Importer implements AutoCloseable {
  private static final int FOLDER_DEPTH = 3;
  private static final System.Logger LOG = System.getLogger(Importer.class.getName());

  private final Session session;
  private final Executor workers;
  private final Supplier<Path> pastedFile;
  private final Consumer<List<Problem>> problems;
  private final Consumer<List<String>> notices;
  private final PictureLoader loader = new PictureLoader();
  private final ReadOnlyIntegerWrapper pending = new ReadOnlyIntegerWrapper();
  private volatile @Nullable Source wanted;

  /**
   * @param session where pictures go
   * @param workers where they are decoded
   * @param pastedFile where a picture that has no file is kept
   * @param problems told on the FX thread, once for each drop that had some
   * @param notices told on the FX thread: what of pictures that were opened was left out
   */
  public Importer(
      Session session,
      Executor workers,
      Supplier<Path> pastedFile,
      Consumer<List<Problem>> problems,
      Consumer<List<String>> notices) {
    this.session = session;
    this.workers = workers;
    this.pastedFile = pastedFile;
    this.problems = problems;
    this.notices = notices;
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
    // The session must find them again from whatever folder the program is started in.
    List<Path> absolute = dropped.stream().map(path -> path.toAbsolutePath().normalize()).toList();
    workers.execute(() -> opening(found -> openAll(absolute, found)));
  }

  /** Opens an image from the clipboard or from a browser. */
  public void open(Image image) {
    pending.set(pending.get() + 1);
    Path file = pastedFile.get();
    workers.execute(
        () ->
            opening(
                found ->
                    found.attempt(
                        String.valueOf(file.getFileName()),
                        () -> {
                          Picture picture = FxPictures.toPicture(image);
                          PictureMetadata none = PictureMetadata.NONE;
                          PictureWriter.write(picture, file, WriteOptions.DEFAULT, none);
                          LoadedPicture loaded = LoadedPicture.of(picture, none);
                          add(Source.of(Texts.of("source.pasted"), file, loaded), loaded, true);
                        })));
  }

  /** Fetches a picture from an address and opens it. */
  public void open(URI address) {
    pending.set(pending.get() + 1);
    String name = WebAddress.name(address);
    Path file = named(pastedFile.get(), name);
    // On a thread of its own: whoever opens files meanwhile does not wait for the network.
    Thread.ofVirtual().start(() -> fetch(address, name, file));
  }

  private void fetch(URI address, String name, Path file) {
    Findings found = new Findings();
    found.attempt(name, () -> Download.USUAL.fetch(address, file));
    if (!found.problems().isEmpty()) {
      finish(found);
      return;
    }
    try {
      workers.execute(() -> opening(inside -> openFetched(address, name, file, inside)));
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "closed before {0} arrived", address);
    }
  }

  private void openFetched(URI address, String name, Path file, Findings found) {
    String full = address.toString();
    found.attempt(
        full,
        () -> {
          LoadedPicture loaded = loader.load(file, full, found.notices());
          add(Source.of(name, file, loaded), loaded, true);
        });
    if (!found.problems().isEmpty()) {
      deleteQuietly(file);
    }
  }

  /** A file of the format that a name tells, if it tells one. */
  private static Path named(Path file, String name) {
    return PictureFormat.ofName(Path.of(name.replaceAll("[^\\w.-]", "_")))
        .map(
            format ->
                file.resolveSibling(
                    file.getFileName().toString().replaceFirst("[^.]*$", format.extension())))
        .orElse(file);
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot delete " + file, e);
    }
  }

  /** Decodes a picture again for the canvas, unless another is wanted by then. */
  public void load(Source source) {
    wanted = source;
    if (source.awaitedProperty().get()) {
      showBlank(source);
      return;
    }
    pending.set(pending.get() + 1);
    workers.execute(
        () ->
            opening(
                _ -> {
                  if (wanted == source) { // Who runs through many waits for the last alone.
                    loadNow(source);
                  }
                }));
  }

  private void loadNow(Source source) {
    Findings found = new Findings();
    String name = source.file().toString();
    found.attempt(
        name,
        () -> {
          LoadedPicture loaded = loader.load(source.file(), name, new ArrayList<>());
          Image thumbnail = FxPictures.thumbnail(loaded.pyramid());
          Platform.runLater(
              () -> {
                source.thumbnailProperty().set(thumbnail);
                session.arrived(source, loaded);
              });
        });
    found.problems().forEach(problem -> Platform.runLater(() -> session.failed(source, problem)));
  }

  private void showBlank(Source source) {
    workers.execute(
        () -> {
          LoadedPicture blank = LoadedPicture.blank(source.width(), source.height());
          Platform.runLater(
              () -> {
                if (source.awaitedProperty().get()) {
                  session.arrived(source, blank);
                }
              });
        });
  }

  /**
   * Decodes a version for the canvas and keeps its pixels.
   *
   * @param then takes them, on the FX thread
   * @param failed told why they cannot be had, on the FX thread
   */
  public void load(Version version, Consumer<MipPyramid> then, Consumer<Problem> failed) {
    workers.execute(
        () -> {
          Findings found = new Findings();
          String name = version.file().toString();
          found.attempt(
              name,
              () -> {
                MipPyramid pyramid = loader.load(version.file(), name, found.notices()).pyramid();
                Image thumbnail = FxPictures.thumbnail(pyramid);
                Platform.runLater(
                    () -> {
                      version.keep(pyramid);
                      version.thumbnailProperty().set(thumbnail);
                      then.accept(pyramid);
                    });
              });
          found.problems().forEach(problem -> Platform.runLater(() -> failed.accept(problem)));
        });
  }

  /**
   * Makes the thumbnails of pictures that have none, one after the other.
   *
   * @param background where, so that nobody who waits for a picture waits for these
   */
  public static void makeThumbnails(List<Source> sources, Executor background) {
    for (Source source : sources) {
      background.execute(() -> thumbnail(source));
      for (Version version : source.versions()) {
        background.execute(() -> thumbnail(version.file(), version.thumbnailProperty()));
      }
    }
  }

  private static void thumbnail(Source source) {
    QuietReader.read(source.file())
        .ifPresent(
            decoded -> {
              Image image = FxPictures.thumbnail(MipPyramid.of(decoded.picture()));
              Platform.runLater(
                  () -> {
                    source.learnSize(decoded.picture().width(), decoded.picture().height());
                    source.thumbnailProperty().set(image);
                  });
            });
  }

  private static void thumbnail(Path file, ObjectProperty<@Nullable Image> property) {
    QuietReader.thumbnail(file).ifPresent(image -> Platform.runLater(() -> property.set(image)));
  }

  private void openAll(List<Path> dropped, Findings found) {
    List<Path> files = new ArrayList<>();
    for (Path path : dropped) {
      if (Files.isDirectory(path)) {
        files.addAll(inside(path, found));
      } else {
        files.add(path);
      }
    }
    boolean first = true;
    for (Path file : files) {
      boolean select = first;
      String name = file.toString();
      boolean opened =
          found.attempt(
              name,
              () -> {
                LoadedPicture loaded = loader.load(file, name, found.notices());
                add(Source.of(file, loaded), loaded, select);
              });
      if (found.isClosing()) {
        return;
      }
      first &= !opened;
    }
  }

  /** The pictures in a folder; what cannot be looked into is passed over. */
  private static List<Path> inside(Path folder, Findings found) {
    PictureFolder inside;
    try {
      inside = PictureFolder.list(folder, FOLDER_DEPTH, null);
    } catch (IOException e) {
      inside = PictureFolder.EMPTY;
    }
    if (!inside.unread().isEmpty()) {
      found.notices().add(Texts.of("open.unread", folder, inside.unreadFormats()));
    }
    if (inside.pictures().isEmpty()) {
      found.problem(
          new Problem(Texts.of("open.emptyFolder", folder), Texts.of("open.emptyFolder.remedy")));
    }
    return inside.pictures();
  }

  /** Ends what is being opened, since the window closes. */
  @Override
  public void close() {
    loader.close();
  }

  /** Whatever happens, the drop that was begun is finished. */
  private void opening(Consumer<Findings> work) {
    Findings found = new Findings();
    try {
      work.accept(found);
    } finally {
      finish(found);
    }
  }

  /** Called on a worker. */
  private void add(Source source, LoadedPicture loaded, boolean select) {
    Image thumbnail = FxPictures.thumbnail(loaded.pyramid());
    Platform.runLater(
        () -> {
          source.thumbnailProperty().set(thumbnail);
          session.add(source, select ? loaded : null);
        });
  }

  private void finish(Findings found) {
    Platform.runLater(
        () -> {
          pending.set(pending.get() - 1);
          if (!found.problems().isEmpty()) {
            problems.accept(found.problems());
          }
          if (!found.notices().isEmpty()) {
            notices.accept(found.notices());
          }
        });
  }
}
