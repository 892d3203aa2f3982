package afterimage.ui.queue;

import afterimage.job.JobState;
import afterimage.ui.run.QueueRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Keeps every row of the queue, and all together, told when they will be done. FX thread. */
final class QueueEta {
  private static final long MASKED_PART = 1 << 20;

  private final ObservableList<QueueRow> rows;
  private final QueueForecast forecast = new QueueForecast();
  private final Map<QueueRow, Subscription> watched = new HashMap<>();
  private final ReadOnlyObjectWrapper<@Nullable Duration> all = new ReadOnlyObjectWrapper<>();

  QueueEta(ObservableList<QueueRow> rows) {
    this.rows = rows;
    rows.addListener(this::changed);
    rows.forEach(this::watch);
  }

  /** Until the last one is done; null while nobody can tell, or nothing is to be done. */
  ReadOnlyObjectProperty<@Nullable Duration> allProperty() {
    return all.getReadOnlyProperty();
  }

  private void changed(ListChangeListener.Change<? extends QueueRow> change) {
    while (change.next()) {
      for (QueueRow row : change.getRemoved()) {
        Subscription watching = watched.remove(row);
        if (watching != null) {
          watching.unsubscribe();
        }
        forecast.ended(work(row), System.nanoTime());
      }
      change.getAddedSubList().forEach(this::watch);
    }
    update();
  }

  private void watch(QueueRow row) {
    watched.put(row, row.stateProperty().subscribe((JobState state) -> entered(row, state)));
  }

  private void entered(QueueRow row, JobState state) {
    if (state instanceof JobState.Running running) {
      forecast.running(work(row), running, System.nanoTime());
    } else if (state.isFinal()) {
      forecast.ended(work(row), System.nanoTime());
    }
    update();
  }

  private void update() {
    List<@Nullable Duration> ends =
        forecast.ends(
            rows.stream()
                .map(row -> new QueueForecast.Item(work(row), row.stateProperty().get()))
                .toList());
    for (int i = 0; i < ends.size(); i++) {
      rows.get(i).ends(ends.get(i));
    }
    boolean known =
        rows.stream()
            .filter(row -> !row.stateProperty().get().isFinal())
            .allMatch(row -> row.endProperty().get() != null);
    all.set(
        known
            ? ends.stream().filter(Objects::nonNull).reduce((_, later) -> later).orElse(null)
            : null);
  }

  /** What a row asks of its model. */
  private static QueueForecast.Work work(QueueRow row) {
    Path model = row.item().model().path();
    if (row.item().mask() != null && row.item().settings().advanced().mask().onlyMasked()) {
      // About as large as the model likes it, whatever the picture's size.
      return new QueueForecast.Work(
          row.item().id(), List.of(model, "masked part"), MASKED_PART, row.item().steps());
    }
    long pixels = (long) row.source().width() * row.source().height();
    return new QueueForecast.Work(row.item().id(), model, pixels, row.item().steps());
  }
}
