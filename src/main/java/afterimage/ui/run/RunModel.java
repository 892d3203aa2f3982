package afterimage.ui.run;

import afterimage.engine.Device;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.job.FailedItem;
import afterimage.job.Job;
import afterimage.job.JobState;
import afterimage.job.JournalledQueue;
import afterimage.job.Origin;
import afterimage.job.Place;
import afterimage.job.QueueItem;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.session.Session;
import afterimage.ui.session.SessionStore;
import afterimage.ui.session.Source;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/** Puts pictures into the queue and brings what comes out into the session. For the FX thread. */
public final class RunModel {
  private final JournalledQueue queue;
  private final Session session;
  private final InspectorModel values;
  private final QueueItems items;
  private final PendingPictures pending;
  private final RunReports reports;
  private final RunFrames frames = new RunFrames();
  private final Scrub scrub = new Scrub(frames);
  private final JobOutcomes outcomes;
  private Function<Source, Optional<Picture>> masks = _ -> Optional.empty();
  private final ObservableList<QueueRow> rows = FXCollections.observableArrayList();
  private final BooleanProperty paused = new SimpleBooleanProperty();

  /**
   * The refine at work.
   *
   * @param row its place in the queue
   * @param state where it stands
   * @param frame the latest preview, or null before the first
   */
  public record Run(QueueRow row, JobState state, @Nullable Image frame) {
    public Source source() {
      return row.source();
    }
  }

  /**
   * @param queue where refines go
   * @param session has the pictures and takes the results
   * @param values the inspector's
   * @param device where to run
   * @param store has files for results
   * @param workers where results are made ready for the canvas
   * @param reports hears how refines end
   */
  public RunModel(
      JournalledQueue queue,
      Session session,
      InspectorModel values,
      Supplier<Device> device,
      SessionStore store,
      Executor workers,
      RunReports reports) {
    this.queue = queue;
    this.session = session;
    this.values = values;
    this.items = new QueueItems(store, device);
    this.pending = new PendingPictures(session);
    this.reports = reports;
    this.outcomes =
        new JobOutcomes(
            queue,
            rows,
            session,
            frames,
            new JobOutcomes.Threads(workers, Platform::runLater),
            reports,
            new JobOutcomes.Ways(this::retry, this::cancel, paused));
    paused.subscribe(
        now -> {
          if (now) {
            queue.pause();
          } else {
            queue.resume();
          }
        });
  }

  /** The refine at work; null while there is none. */
  public ReadOnlyObjectProperty<@Nullable Run> runProperty() {
    return outcomes.runProperty();
  }

  /** Looks back at the steps of the latest runs. */
  public Scrub scrub() {
    return scrub;
  }

  /** What waits, runs or has failed, in order. */
  public ObservableList<QueueRow> rows() {
    return rows;
  }

  /** Whether the queue begins no other refine for now. */
  public BooleanProperty pausedProperty() {
    return paused;
  }

  /** Puts the picture on the canvas into the queue, if it and a model are there. */
  public void refine(Place place) {
    Session.Shown shown = session.shownProperty().get();
    if (shown != null) {
      refine(List.of(shown.source()), place);
    }
  }

  /** Puts every opened picture into the queue. */
  public void refineAll() {
    refine(List.copyOf(session.sources()), Place.END);
  }

  private void refine(List<Source> sources, Place place) {
    ModelInfo model = values.modelProperty().get();
    if (model == null || sources.isEmpty() || !values.typed().takeOver()) {
      return;
    }
    RefineSettings settings = values.settingsForRun();
    reports.started(model, settings);
    sources.forEach(source -> refine(source, model, settings, place));
  }

  /** Puts a picture into the queue with settings of its own. */
  public void refine(Source source, ModelInfo model, RefineSettings settings) {
    refine(source, model, settings, Place.END);
  }

  private void refine(Source source, ModelInfo model, RefineSettings settings, Place place) {
    Picture mask = masks.apply(source).orElse(null);
    ModelRef ref = values.ref(model);
    submit(source, items.refine(source, ref, settings, mask != null), mask, place);
  }

  /** Where masks of pictures come from, from now on. */
  public void useMasks(Function<Source, Optional<Picture>> from) {
    masks = from;
  }

  /** Puts pictures to be made from words into the queue, and shows the first. */
  public void generate(GenerateOrder order) {
    ModelRef model = order.ref();
    for (int i = 0; i < order.count(); i++) {
      QueueItem item = items.generate(order.origin(), model, order.settings().ofPicture(i));
      Source source = pending.await(item);
      submit(source, item, null, Place.END);
      if (i == 0) {
        session.selectedProperty().set(source);
      }
    }
  }

  /** Goes on with a picture from words that a former run of the program did not end. */
  public Source again(QueueItem item) {
    Source source = pending.await(item);
    again(source, item);
    return source;
  }

  /** Goes on with what a former run of the program did not end. */
  public void again(Source source, QueueItem item) {
    QueueRow row = row(source, item, Place.END);
    if (source.missingProperty().get()) {
      row.park();
    } else {
      row.runs(queue.again(item, outcomes.listenerOf(row)));
    }
  }

  /** Goes on with what waited for a picture that was away and is back. */
  public void back(Source source) {
    for (QueueRow row : List.copyOf(rows)) {
      if (row.source() == source && row.isParked()) {
        rows.remove(row);
        again(source, row.item());
      }
    }
  }

  /** Lists what failed in a former run of the program. */
  public void failedBefore(Source source, FailedItem failed) {
    QueueRow row = row(source, failed.item(), Place.END);
    row.enter(new JobState.Failed(failed.problem()));
    row.updateBusy(rows);
  }

  private void submit(Source source, QueueItem item, @Nullable Picture mask, Place place) {
    QueueRow row = row(source, item, place);
    row.runs(queue.submit(item, mask, place, outcomes.listenerOf(row)));
  }

  private QueueRow row(Source source, QueueItem item, Place place) {
    QueueRow row = new QueueRow(source, item);
    rows.add(place == Place.FRONT ? waitFrom() : rows.size(), row);
    row.updateBusy(rows);
    return row;
  }

  /** Where the rows begin that wait, behind the one at work. */
  private int waitFrom() {
    Run now = runProperty().get();
    int from = now == null ? 0 : rows.indexOf(now.row) + 1;
    while (from < rows.size() && !rows.get(from).waits()) {
      from++;
    }
    return from;
  }

  /**
   * Stops the refine at work, or the one about to begin. What a paused queue holds, what failed and
   * what waits for its picture stays: who stops a run does not mean them.
   */
  public void cancel() {
    Run now = runProperty().get();
    if (now != null) {
      cancel(now.row);
    } else if (!pausedProperty().get()) {
      rows.stream()
          .filter(row -> row.stateProperty().get() instanceof JobState.Queued)
          .findFirst()
          .ifPresent(this::cancel);
    }
  }

  /** Hears no more of what runs: the next start of the program goes on with it. */
  public void close() {
    outcomes.close();
  }

  /** Stops everything that waits for a picture or works on it. */
  public void cancelAll(Source source) {
    rows.stream().filter(row -> row.source() == source).toList().forEach(this::cancel);
  }

  /** Stops a refine, or takes a failed one off the list. */
  public void cancel(QueueRow row) {
    Job job = row.job();
    if (job == null || row.stateProperty().get().isFinal()) {
      queue.forget(row.item().id());
      rows.remove(row);
      return;
    }
    job.cancel();
  }

  /** Puts what failed into the queue again, as it was asked for, with its own mask. */
  public void retry(QueueRow row) {
    if (rows.remove(row)) {
      QueueItem item = row.item();
      boolean fromPicture = item.origin() instanceof Origin.FromPicture;
      Source source = fromPicture ? row.source() : pending.await(item);
      QueueRow again = row(source, item, Place.END);
      again.runs(queue.retry(item, outcomes.listenerOf(again)));
      if (!fromPicture) {
        session.selectedProperty().set(source);
      }
    }
  }

  /** Moves a waiting refine in the order. */
  public void move(QueueRow row, int by) {
    Job job = row.job();
    int from = rows.indexOf(row);
    int to = from + by;
    boolean both = from >= 0 && to >= 0 && to < rows.size() && row.waits() && rows.get(to).waits();
    if (both && job != null) {
      queue.move(job, by);
      rows.remove(from);
      rows.add(to, row);
    }
  }
}
