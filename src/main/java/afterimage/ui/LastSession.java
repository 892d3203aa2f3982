package afterimage.ui;

import afterimage.job.FailedItem;
import afterimage.job.JournalledQueue;
import afterimage.job.QueueItem;
import afterimage.ui.file.Importer;
import afterimage.ui.run.NewPictures;
import afterimage.ui.run.RefineControl;
import afterimage.ui.session.Session;
import afterimage.ui.session.SessionStore;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a former run of the program left: opened pictures, results, and refines to go on with. */
final class LastSession {
  private LastSession() {}

  /** Opens what was open, and goes on with what was not ended. */
  static void restore(
      Session session,
      SessionStore store,
      JournalledQueue queue,
      RefineControl control,
      Executor background) {
    Importer.makeThumbnails(store.restore(), background);
    // Killed between a result and the session's next save: the journal still knows it.
    for (QueueItem item : queue.done()) {
      if (item.words() != null) {
        if (session.ofFile(item.target()).isEmpty()) {
          Source made = NewPictures.source(item);
          session.add(made, null);
          Importer.makeThumbnails(List.of(made), background);
        }
        continue;
      }
      session
          .ofFile(item.picture())
          .filter(source -> source.versions().stream().noneMatch(v -> v.id().equals(item.id())))
          .ifPresent(source -> source.add(version(item, source)));
    }
    for (QueueItem item : queue.waiting()) {
      if (item.words() != null) {
        control.again(item);
        continue;
      }
      session
          .ofFile(item.picture())
          .ifPresentOrElse(source -> control.again(source, item), () -> queue.forget(item.id()));
    }
    for (FailedItem failed : queue.failed()) {
      session
          .ofFile(failed.item().picture())
          .ifPresentOrElse(
              source -> control.failedBefore(source, failed),
              () -> queue.forget(failed.item().id()));
    }
    Set<Path> kept =
        Stream.concat(
                Stream.concat(queue.waiting().stream(), queue.done().stream()),
                queue.failed().stream().map(FailedItem::item))
            .flatMap(
                item -> Stream.concat(Stream.of(item.target()), Stream.ofNullable(item.mask())))
            .collect(Collectors.toSet());
    store.sweep(kept);
    if (session.selectedProperty().get() == null && !session.sources().isEmpty()) {
      session.selectedProperty().set(session.sources().getFirst());
    }
  }

  private static Version version(QueueItem item, Source source) {
    return new Version(
        item.id(),
        source.nextNumber(),
        item.target(),
        item.settings(),
        String.valueOf(item.model().getFileName()),
        item.submitted());
  }
}
