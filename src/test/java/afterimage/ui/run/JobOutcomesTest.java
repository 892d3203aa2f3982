package afterimage.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelRef;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.job.JobQueue;
import afterimage.job.JobState;
import afterimage.job.JournalledQueue;
import afterimage.job.Origin;
import afterimage.job.QueueItem;
import afterimage.message.Problem;
import afterimage.onnx.SharedEngine;
import afterimage.ui.session.LoadedPicture;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run, whatever it started from; without a window. */
class JobOutcomesTest {
  private static final RefineSettings SETTINGS =
      new RefineSettings("a lighthouse", "", 1, 2, 5, 6, 2.5, 7, null);

  @TempDir Path folder;
  private final SharedEngine engine = new SharedEngine();
  private final Session session = new Session();
  private final List<QueueRow> rows = new ArrayList<>();
  private final List<QueueRow> cancelled = new ArrayList<>();
  private final BooleanProperty paused = new SimpleBooleanProperty();
  private final Told told = new Told();
  private JournalledQueue queue;
  private JobOutcomes outcomes;

  @BeforeEach
  void open() throws Exception {
    queue = JournalledQueue.open(new JobQueue(engine), folder.resolve("state"), "test");
    outcomes =
        new JobOutcomes(
            queue,
            rows,
            session,
            new RunFrames(),
            new JobOutcomes.Threads(Runnable::run, Runnable::run),
            told,
            new JobOutcomes.Ways(_ -> {}, cancelled::add, paused));
  }

  @AfterEach
  void close() {
    queue.close();
    engine.close();
  }

  @Test
  void stateChanged_refineDone_addsTheResultAsAVersion() throws Exception {
    QueueRow row = refine("1");
    outcomes.stateChanged(
        row, new JobState.Running(RefineListener.Phase.LOADING_MODEL, 0, 0, null));

    outcomes.stateChanged(row, new JobState.Done(result(true)));

    Version version = row.source().shownProperty().get();
    assertThat(version).isNotNull();
    assertThat(version.id()).isEqualTo("1");
    assertThat(version.number()).isEqualTo(1);
    assertThat(version.file()).isEqualTo(row.item().target());
    assertThat(version.model()).isEqualTo("Mini");
    assertThat(rows).isEmpty();
    assertThat(row.source().busyProperty().get()).isFalse();
    assertThat(outcomes.runProperty().get()).isNull();
    assertThat(told.finished).containsExactly(row.source());
  }

  @Test
  void stateChanged_pictureFromWordsDone_isAwaitedNoMore() {
    QueueRow row = generate("1");

    outcomes.stateChanged(row, new JobState.Done(result(false)));

    assertThat(row.source().awaitedProperty().get()).isFalse();
    assertThat(row.source().versions()).isEmpty();
    assertThat(row.source().own().map(Version::model)).hasValue("Mini");
    assertThat(session.sources()).containsExactly(row.source());
    assertThat(rows).isEmpty();
    assertThat(told.finished).containsExactly(row.source());
  }

  @Test
  void stateChanged_pictureFromWordsFailed_leavesTheSessionWithAllThatWaitedForIt() {
    QueueRow row = generate("1");
    QueueRow waiting =
        row(row.source(), item("2", new Origin.FromPicture(row.source().file(), null)));

    outcomes.stateChanged(row, new JobState.Failed(new Problem("what", "remedy")));

    assertThat(session.sources()).isEmpty();
    assertThat(cancelled).containsExactly(waiting);
    assertThat(rows).contains(row);
    assertThat(told.failed).containsExactly("what");
  }

  @Test
  void stateChanged_refineFailedWhileItsPictureIsAway_waitsForIt() throws Exception {
    QueueRow row = refine("1");
    Files.delete(row.source().file());

    outcomes.stateChanged(row, new JobState.Failed(new Problem("what", "remedy")));

    assertThat(row.isParked()).isTrue();
    assertThat(row.source().missingProperty().get()).isTrue();
    assertThat(told.failed).isEmpty();
  }

  @Test
  void stateChanged_held_pausesTheQueue() throws Exception {
    QueueRow row = refine("1");

    outcomes.stateChanged(row, new JobState.Held(new Problem("full", "make room")));

    assertThat(paused.get()).isTrue();
    assertThat(row.waits()).isTrue();
    assertThat(rows).containsExactly(row);
  }

  @Test
  void stateChanged_afterClose_changesNothing() throws Exception {
    QueueRow row = refine("1");
    outcomes.close();

    outcomes.stateChanged(row, new JobState.Done(result(true)));

    assertThat(rows).containsExactly(row);
    assertThat(row.source().versions()).isEmpty();
  }

  @Test
  void enter_pixelsAtHand_areOnTheCanvasAtOnce() throws Exception {
    LoadedPicture loaded = LoadedPicture.of(picture(), PictureMetadata.NONE);
    QueueRow refined = refine("1");
    QueueRow made = generate("2");
    session.selectedProperty().set(made.source());

    new FinishedRun(refined.item(), result(true), loaded, null, null)
        .enter(session, refined.source());
    new FinishedRun(made.item(), result(false), loaded, null, null).enter(session, made.source());

    assertThat(refined.source().versions().getFirst().pixels()).hasValue(loaded.pyramid());
    assertThat(session.shown()).hasValue(new Session.Shown(made.source(), loaded));
  }

  @Test
  void enter_memoryTooShortToShowIt_isThereNevertheless() throws Exception {
    QueueRow refined = refine("1");
    QueueRow made = generate("2");

    FinishedRun.unseen(refined.item(), result(true)).enter(session, refined.source());
    FinishedRun.unseen(made.item(), result(false)).enter(session, made.source());

    assertThat(refined.source().versions()).hasSize(1);
    assertThat(made.source().own()).isPresent();
  }

  private QueueRow refine(String id) throws Exception {
    Path file = Files.createFile(folder.resolve(id + "-source.png"));
    Source source = new Source("source", file, 8, 8);
    session.sources().add(source);
    return row(source, item(id, new Origin.FromPicture(file, null)));
  }

  private QueueRow generate(String id) {
    QueueItem item = item(id, new Origin.TextToImage(new PixelSize(64, 64), null));
    return row(new PendingPictures(session).await(item), item);
  }

  private QueueRow row(Source source, QueueItem item) {
    QueueRow row = new QueueRow(source, item);
    rows.add(row);
    row.updateBusy(rows);
    return row;
  }

  private QueueItem item(String id, Origin origin) {
    return new QueueItem(
        id,
        origin,
        new ModelRef(folder.resolve("model")),
        SETTINGS,
        "cpu",
        folder.resolve(id + ".png"),
        Instant.EPOCH);
  }

  private static ImageResult result(boolean fromPicture) {
    return new ImageResult(
        List.of(picture()),
        fromPicture,
        SETTINGS,
        "Mini",
        null,
        null,
        "cpu",
        Duration.ofSeconds(1),
        Duration.ZERO,
        List.of());
  }

  private static Picture picture() {
    return Picture.of8Bit(8, 8, new byte[8 * 8 * 3], null);
  }

  private static final class Told implements RunReports {
    private final List<Source> finished = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @Override
    public void started(ModelInfo model, RefineSettings settings) {}

    @Override
    public void finished(Source source, ImageResult result) {
      finished.add(source);
    }

    @Override
    public void failed(Problem problem, Runnable retry) {
      failed.add(problem.what());
    }

    @Override
    public void held(Problem problem, Runnable resume) {}

    @Override
    public void notice(String message) {}
  }
}
