package afterimage.ui.models;

import afterimage.catalog.PublishedModel;
import afterimage.catalog.found.FoundModel;
import afterimage.message.Problem;
import afterimage.ui.notice.Notices;
import afterimage.ui.text.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Models that other programs keep on this computer, or that are in a folder that the user named;
 * they are used where they are. For the FX thread.
 */
final class ModelsElsewhere {
  private final Downloads downloads;
  private final Models models;
  private final Notices notices;
  private final ObservableList<FoundModel> found = FXCollections.observableArrayList();

  ModelsElsewhere(Downloads downloads, Models models, Notices notices) {
    this.downloads = downloads;
    this.models = models;
    this.notices = notices;
  }

  /** Those that were found by now. */
  ObservableList<FoundModel> found() {
    return found;
  }

  /** Looks in the usual places, which may take its time. */
  void look() {
    Thread.ofVirtual()
        .name("models-elsewhere")
        .start(
            () -> {
              List<FoundModel> now = downloads.lookElsewhere();
              Platform.runLater(() -> found.setAll(now));
            });
  }

  /**
   * Looks in a folder. Reads it: not for the FX thread.
   *
   * @return shows what was found, for the FX thread
   */
  Runnable lookIn(Path folder) {
    List<FoundModel> inside = downloads.lookIn(folder);
    return () -> {
      if (inside.isEmpty()) {
        notices.warn(
            new Problem(
                Texts.of("models.found.none", folder), Texts.of("models.found.none.remedy")));
      }
      found.setAll(Stream.concat(inside.stream(), found.stream()).distinct().toList());
    };
  }

  /** Whether a published model is among them. */
  boolean has(PublishedModel model) {
    return found.stream().anyMatch(one -> model.id().equals(one.published()));
  }

  /** Whether there is something to use it for. */
  boolean canUse(FoundModel model) {
    return model.runs() || publishedAs(model).filter(models::canUse).isPresent();
  }

  /** Uses it where it is. */
  void use(FoundModel model) {
    if (model.runs()) {
      models.add(model.path());
    } else {
      publishedAs(model).ifPresent(published -> models.use(published, model.path()));
    }
  }

  private Optional<PublishedModel> publishedAs(FoundModel model) {
    return models.available().stream()
        .map(Download::model)
        .filter(one -> one.id().equals(model.published()))
        .findFirst();
  }
}
