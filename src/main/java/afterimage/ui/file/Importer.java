package afterimage.ui.file;

import afterimage.image.DecodedPicture;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.session.LoadedPicture;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import afterimage.ui.web.Download;
import afterimage.ui.web.WebAddress;
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
public final class Importer {
  private static final System.Logger LOG = System.getLogger(Importer.class.getName());

  private final Session session;
  private final Executor workers;
  private final Supplier<Path> pastedFile;
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
   * @param pastedFile where a picture that has no file is kept
   * @param problems told on the FX thread, once for each drop that had some
   */
  public Importer(
      Session session,
      Executor workers,
      Supplier<Path> pastedFile,
      Consumer<List<Problem>> problems) {
    this.session = session;
    this.workers = workers;
    this.pastedFile = pastedFile;
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
    // The session must find them again from whatever folder the program is started in.
    List<Path> absolute = dropped.stream().map(path -> path.toAbsolutePath().normalize()).toList();
    workers.execute(() -> openAll(absolute));
  }

  /** Opens an image from the clipboard or from a browser. */
  public void open(Image image) {
    pending.set(pending.get() + 1);
    Path file = pastedFile.get();
    workers.execute(
        () -> {
          List<Problem> found = new ArrayList<>();
          try {
            Picture picture = FxPictures.toPicture(image);
            PictureWriter.write(picture, file, WriteOptions.DEFAULT, PictureMetadata.NONE);
            LoadedPicture loaded = LoadedPicture.of(picture, PictureMetadata.NONE);
            Source source = Source.of(Texts.of("source.pasted"), file, loaded);
            add(source, loaded, true);
          } catch (PictureException e) {
            found.add(new Problem(e.what(), e.remedy()));
          }
          finish(found);
        });
  }

  /** Fetches a picture from an address and opens it. */
  public void open(URI address) {
    pending.set(pending.get() + 1);
    String name = WebAddress.name(address);
    Path file = named(pastedFile.get(), name);
    // On a thread of its own: whoever opens files meanwhile does not wait for the network.
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Download.USUAL.fetch(address, file);
                workers.execute(() -> openFetched(address, name, file));
              } catch (PictureException e) {
                finish(List.of(new Problem(e.what(), e.remedy())));
              } catch (RejectedExecutionException e) {
                LOG.log(System.Logger.Level.DEBUG, "closed before {0} arrived", address);
              }
            });
  }

  private void openFetched(URI address, String name, Path file) {
    List<Problem> found = new ArrayList<>();
    try {
      DecodedPicture decoded = PictureReader.read(file, address.toString());
      LoadedPicture loaded = LoadedPicture.of(decoded.picture(), decoded.metadata());
      add(Source.of(name, file, loaded), loaded, true);
    } catch (PictureException e) {
      found.add(new Problem(e.what(), e.remedy()));
      deleteQuietly(file);
    }
    finish(found);
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

  /** Decodes a picture again for the canvas. */
  public void load(Source source) {
    var inMemory = session.inMemory(source);
    if (inMemory.isPresent()) {
      session.show(source, inMemory.get());
      return;
    }
    if (source.awaitedProperty().get()) {
      showBlank(source);
      return;
    }
    pending.set(pending.get() + 1);
    workers.execute(
        () -> {
          List<Problem> found = new ArrayList<>();
          try {
            LoadedPicture loaded = decode(source.file());
            Image thumbnail = FxPictures.thumbnail(loaded.pyramid());
            Platform.runLater(
                () -> {
                  source.thumbnailProperty().set(thumbnail);
                  session.show(source, loaded);
                });
          } catch (PictureException e) {
            found.add(new Problem(e.what(), e.remedy()));
          }
          finish(found);
        });
  }

  private void showBlank(Source source) {
    workers.execute(
        () -> {
          LoadedPicture blank = LoadedPicture.blank(source.width(), source.height());
          Platform.runLater(
              () -> {
                if (source.awaitedProperty().get()) {
                  session.show(source, blank);
                }
              });
        });
  }

  /** Decodes a version for the canvas and keeps its pixels. */
  public void load(Version version, Consumer<MipPyramid> then) {
    workers.execute(
        () -> {
          List<Problem> found = new ArrayList<>();
          try {
            MipPyramid pyramid = decode(version.file()).pyramid();
            Image thumbnail = FxPictures.thumbnail(pyramid);
            Platform.runLater(
                () -> {
                  version.keep(pyramid);
                  version.thumbnailProperty().set(thumbnail);
                  then.accept(pyramid);
                });
          } catch (PictureException e) {
            found.add(new Problem(e.what(), e.remedy()));
            Platform.runLater(() -> problems.accept(found));
          }
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
    try {
      LoadedPicture loaded = decode(source.file());
      Image image = FxPictures.thumbnail(loaded.pyramid());
      Platform.runLater(
          () -> {
            source.learnSize(loaded.picture().width(), loaded.picture().height());
            source.thumbnailProperty().set(image);
          });
    } catch (PictureException e) {
      LOG.log(System.Logger.Level.INFO, "no thumbnail of {0}: {1}", source.file(), e.getMessage());
    }
  }

  private static void thumbnail(Path file, ObjectProperty<@Nullable Image> property) {
    try {
      Image image = FxPictures.thumbnail(decode(file).pyramid());
      Platform.runLater(() -> property.set(image));
    } catch (PictureException e) {
      LOG.log(System.Logger.Level.INFO, "no thumbnail of {0}: {1}", file, e.getMessage());
    }
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
        add(Source.of(file, loaded), loaded, first);
        first = false;
      } catch (PictureException e) {
        found.add(new Problem(e.what(), e.remedy()));
      }
    }
    finish(found);
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

  private void finish(List<Problem> found) {
    Platform.runLater(
        () -> {
          pending.set(pending.get() - 1);
          if (!found.isEmpty()) {
            problems.accept(found);
          }
        });
  }

  /**
   * A file's picture, ready for the canvas. Not for the FX thread.
   *
   * @throws PictureException if it cannot be read
   */
  public static LoadedPicture decode(Path file) throws PictureException {
    DecodedPicture decoded = PictureReader.read(file);
    return LoadedPicture.of(decoded.picture(), decoded.metadata());
  }
}
