package afterimage.ui.run;

import afterimage.job.Job;
import afterimage.job.JobState;
import afterimage.job.QueueItem;
import afterimage.ui.session.Source;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** A refine that waits, runs or has failed. For the FX thread. */
public final class QueueRow {
  private final Source source;
  private final QueueItem item;
  private final ReadOnlyObjectWrapper<JobState> state =
      new ReadOnlyObjectWrapper<>(new JobState.Queued());
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

  void enter(JobState next) {
    state.set(next);
  }

  @Nullable Job job() {
    return job;
  }

  void runs(Job asJob) {
    job = asJob;
  }
}
