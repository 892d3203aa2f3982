package afterimage.ui.run;

import afterimage.job.Job;
import afterimage.job.JobState;
import afterimage.job.QueueItem;
import afterimage.message.Problem;
import afterimage.ui.session.Source;
import afterimage.ui.text.Texts;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** A refine that waits, runs or has failed. For the FX thread. */
public final class QueueRow {
  private final Source source;
  private final QueueItem item;
  private final ReadOnlyObjectWrapper<JobState> state =
      new ReadOnlyObjectWrapper<>(new JobState.Queued());
  private final ReadOnlyObjectWrapper<@Nullable Duration> end = new ReadOnlyObjectWrapper<>();
  private @Nullable Job job;

  QueueRow(Source source, QueueItem item) {
    this.source = source;
    this.item = item;
  }

  public Source source() {
    return source;
  }

  public QueueItem item() {
    return item;
  }

  public ReadOnlyObjectProperty<JobState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** How long until it is done; null while nobody can tell. */
  public ReadOnlyObjectProperty<@Nullable Duration> endProperty() {
    return end.getReadOnlyProperty();
  }

  /** Tells its picture whether any of these rows still has to do with it. */
  void updateBusy(List<QueueRow> rows) {
    source
        .busyProperty()
        .set(rows.stream().anyMatch(row -> row.source == source && !row.state.get().isFinal()));
    if (rows.stream()
        .noneMatch(row -> row.source == source && row.state.get() instanceof JobState.Running)) {
      source.progressProperty().set(0);
    }
  }

  /** Now it is known how long it will take; null if nobody can tell any more. */
  public void ends(@Nullable Duration in) {
    end.set(in);
  }

  /** Its picture is away: it waits until that is back. */
  void park() {
    job = null;
    source.missingProperty().set(true);
    enter(
        new JobState.Held(
            new Problem(Texts.of("queue.missing"), Texts.of("queue.missing.remedy"))));
  }

  /** Whether it waits outside the queue, for its picture is away. */
  boolean isParked() {
    return job == null && state.get() instanceof JobState.Held;
  }

  /** Whether it waits for its turn, or for something that it lacks. */
  public boolean waits() {
    return state.get() instanceof JobState.Queued || state.get() instanceof JobState.Held;
  }

  void enter(JobState next) {
    state.set(next);
    if (next instanceof JobState.Running) {
      source.progressProperty().set(RunText.progress(next));
    }
  }

  @Nullable Job job() {
    return job;
  }

  void runs(Job asJob) {
    job = asJob;
  }
}
