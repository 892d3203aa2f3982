package afterimage.ui.models;

import afterimage.catalog.PublishedModel;
import afterimage.engine.Cancellation;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** A model that can be had, and where its download stands. For the FX thread. */
final class Download {
  private final PublishedModel model;
  private final ReadOnlyObjectWrapper<DownloadState> state;
  private @Nullable Cancellation running;

  Download(PublishedModel model, DownloadState state) {
    this.model = model;
    this.state = new ReadOnlyObjectWrapper<>(state);
  }

  PublishedModel model() {
    return model;
  }

  ReadOnlyObjectProperty<DownloadState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  DownloadState state() {
    return state.get();
  }

  void is(DownloadState now) {
    state.set(now);
  }

  boolean isRunning() {
    return running != null;
  }

  void begin(Cancellation cancellation) {
    running = cancellation;
  }

  void end() {
    running = null;
  }

  /** Stops it; what came is kept. */
  void pause() {
    if (running != null) {
      running.cancel();
    }
  }
}
