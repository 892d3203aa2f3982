package afterimage.ui.open;

import afterimage.job.FailedItem;
import afterimage.job.JournalledQueue;
import afterimage.job.Origin;
import afterimage.job.QueueItem;
import afterimage.ui.canvas.FxPictures;
import afterimage.ui.run.PendingPictures;
import afterimage.ui.run.RunModel;
import afterimage.ui.session.LoadedPicture;
import afterimage.ui.session.Session;
import afterimage.ui.session.SessionStore;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.image.Image;

/**
 * What a former run of the program left: opened pictures, results, and refines to go on with. For
 * the FX thread.
 */
public final class LastSession {

  private final Session session;
  private final SessionStore store;
  private final JournalledQueue queue;
  private final RunModel runs;
  private final Executor background;

  public LastSession(
      Session session,
      SessionStore store,
      JournalledQueue queue,
      RunModel runs,
      Executor background) {
    this.session = session;
    this.store = store;
    this.queue = queue;
    this.runs = runs;
    this.background = background;
  }

  /**
   * Opens what was open, and goes on with what was not ended.
   *
   * @param notices told what the user should know
   */
  public void restore(Consumer<String> notices) {
    SessionStore.Restored restored = store.restore(filesOfTheQueue(), notices);
    queue.done().forEach(this::done);
    queue.waiting().forEach(this::waiting);
    queue.failed().forEach(this::failed);
    Importer.makeThumbnails(session.sources(), background);
    restored.unknown().forEach(picture -> background.execute(() -> openUnknown(picture)));
    if (session.selectedProperty().get() == null && !session.sources().isEmpty()) {
      session.selectedProperty().set(session.sources().getFirst());
    }
    tell(restored, notices);
  }

  private Set<Path> filesOfTheQueue() {
    return Stream.of(
            queue.waiting().stream(),
            queue.done().stream(),
            queue.failed().stream().map(FailedItem::item))
        .flatMap(items -> items)
        .flatMap(item -> Stream.of(item.picture(), item.target(), item.mask()))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** Killed between a result and the session's next save: the journal still knows it. */
  private void done(QueueItem item) {
    switch (item.origin()) {
      case Origin.TextToImage _ -> {
        if (session.ofFile(item.target()).isEmpty()) {
          session.add(PendingPictures.source(item), null);
        }
      }
      case Origin.FromPicture _ -> {
        Source source = sourceOf(item);
        if (source.versions().stream().noneMatch(one -> one.file().equals(item.target()))) {
          source.add(Version.of(item, source.nextNumber()));
        }
      }
    }
  }

  private void waiting(QueueItem item) {
    switch (item.origin()) {
      case Origin.FromPicture _ -> runs.again(sourceOf(item), item);
      case Origin.TextToImage _ -> runs.again(item);
    }
  }

  private void failed(FailedItem failed) {
    QueueItem item = failed.item();
    Source source =
        switch (item.origin()) {
          case Origin.FromPicture _ -> sourceOf(item);
          case Origin.TextToImage _ -> PendingPictures.source(item);
        };
    runs.failedBefore(source, failed);
  }

  private Source sourceOf(QueueItem item) {
    Path picture = item.picture();
    return session.ofFile(picture).orElseGet(() -> store.open(picture));
  }

  private void openUnknown(Path picture) {
    QuietReader.read(picture)
        .ifPresent(
            decoded -> {
              LoadedPicture loaded = LoadedPicture.of(decoded.picture(), decoded.metadata());
              Image thumbnail = FxPictures.thumbnail(loaded.pyramid());
              Platform.runLater(
                  () -> {
                    Source source = Source.of(Texts.of("source.recovered"), picture, loaded);
                    source.thumbnailProperty().set(thumbnail);
                    session.add(source, null);
                  });
            });
  }

  private void tell(SessionStore.Restored restored, Consumer<String> notices) {
    restored
        .aside()
        .ifPresent(aside -> notices.accept(Texts.of("session.damaged", aside, restored.found())));
    restored.blocked().ifPresent(file -> notices.accept(Texts.of("session.blocked", file)));
    if (restored.aside().isEmpty() && restored.found() > 0) {
      notices.accept(Texts.of("session.found", restored.found()));
    }
    queue.aside().ifPresent(aside -> notices.accept(Texts.of("queue.damaged", aside)));
  }
}
