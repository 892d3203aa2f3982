package afterimage.ui.models;

import afterimage.catalog.PublishedModel;
import afterimage.catalog.download.DownloadProgress;
import afterimage.ui.page.Field;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** A model that can be had, and how far its download is. */
final class DownloadRow extends VBox {
  private final Download download;
  private final Models models;
  private final ModelRow row;
  private final ProgressBar bar = new ProgressBar();
  private final Label state = Field.help("");

  DownloadRow(Download download, Models models) {
    this.download = download;
    this.models = models;
    PublishedModel model = download.model();
    row = new ModelRow(model.name(), DownloadText.of(model));
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.getStyleClass().add(Styles.SMALL);
    bar.setId(ModelRow.id("download-bar-", model.id()));
    bar.setAccessibleText(Texts.of("models.download.accessible", model.name()));
    state.setId(ModelRow.id("download-state-", model.id()));
    row.getChildren().addAll(bar, state);
    getChildren().add(row);
    Subscription watching = download.stateProperty().subscribe(this::show);
    // A row that is no longer shown is not told.
    sceneProperty()
        .subscribe(
            (before, now) -> {
              if (before != null && now == null) {
                watching.unsubscribe();
              }
            });
  }

  private void show(DownloadState now) {
    boolean running = now instanceof DownloadState.Running;
    boolean failed = now instanceof DownloadState.Failed;
    visible(bar, running);
    visible(state, !(now instanceof DownloadState.Absent));
    state.getStyleClass().remove("warning");
    if (failed) {
      state.getStyleClass().add("warning");
    }
    switch (now) {
      case DownloadState.Absent _ -> row.offer(button("download-get-", "models.get", this::get));
      case DownloadState.Running on -> showProgress(on.progress());
      case DownloadState.Paused paused -> {
        state.setText(DownloadText.kept(paused.bytes(), download.model().bytes()));
        row.offer(
            button("download-discard-", "models.discard", () -> models.discard(download)),
            button("download-resume-", "models.resume", this::get));
      }
      case DownloadState.Failed failure -> {
        state.setText(failure.problem().sentence());
        if (failure.bytes() > 0) {
          row.offer(
              button("download-discard-", "models.discard", () -> models.discard(download)),
              button("download-resume-", "models.resume", this::get));
        } else {
          row.offer(button("download-get-", "models.tryAgain", this::get));
        }
      }
      case DownloadState.There there -> {
        state.setText(Texts.of("models.download.there", there.file()));
        if (models.canUse(download.model())) {
          row.offer(
              button(
                  "download-use-", "models.use", () -> models.use(download.model(), there.file())));
        } else {
          row.offer();
        }
      }
    }
  }

  private void showProgress(DownloadProgress progress) {
    state.setText(DownloadText.of(progress));
    bar.setProgress(progress.share());
    String id = ModelRow.id("download-pause-", download.model().id());
    if (row.lookup("#" + id) == null) {
      row.offer(
          button("download-cancel-", "cancel", () -> models.discard(download)),
          button("download-pause-", "models.pause", download::pause));
    }
  }

  private void get() {
    models.get(download);
  }

  private Node button(String id, String key, Runnable action) {
    Node button = ModelRow.button(id, download.model().id(), key, action);
    button.setAccessibleText(Texts.of(key) + ": " + download.model().name());
    return button;
  }

  private static void visible(Node node, boolean visible) {
    node.setVisible(visible);
    node.setManaged(visible);
  }
}
