package afterimage.ui.blind;

import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.message.Problem;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.desktop.FileDialogs;
import afterimage.ui.notice.Notices;
import afterimage.ui.page.Pages;
import afterimage.ui.session.Session;
import afterimage.ui.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/** Begins blind tests, keeps what comes of them and shows it. For the FX thread. */
public final class BlindTests {
  private final Session session;
  private final BallotBox box;
  private final FileDialogs dialogs;
  private final Pages pages;
  private final Notices notices;
  private final Workers workers;
  private @Nullable BlindRound round;
  private @Nullable BlindPage page;

  /**
   * Where work is done beside the FX thread.
   *
   * @param files reads pictures and writes results, in order
   * @param tiles cuts pictures for the view
   */
  public record Workers(Executor files, Executor tiles) {}

  /**
   * @param session has the pictures
   * @param file where results are kept
   * @param dialogs ask where a table goes
   * @param pages where the test opens
   * @param notices tell what is wrong
   */
  public BlindTests(
      Session session,
      Path file,
      FileDialogs dialogs,
      Pages pages,
      Notices notices,
      Workers workers) {
    this.session = session;
    this.box = new BallotBox(file);
    this.dialogs = dialogs;
    this.pages = pages;
    this.notices = notices;
    this.workers = workers;
  }

  /** Begins a sitting with all open pictures that have results. */
  public void begin() {
    BlindRound next = BlindRound.of(session.sources(), RandomGenerator.getDefault());
    if (next.size() == 0) {
      notices.tell(Texts.of("blind.nothing"));
      return;
    }
    BlindPage opened =
        new BlindPage(workers.tiles, new BlindPage.Actions(this::vote, this::showResults));
    round = next;
    page = opened;
    pages.open(opened, () -> page = null);
    opened.requestFocus();
    load();
  }

  private void vote(Ballot.Verdict verdict) {
    BlindRound now = round;
    if (now == null || now.current().isEmpty()) {
      return;
    }
    Ballot ballot = now.decide(verdict, Instant.now());
    workers.files.execute(
        () -> {
          try {
            box.add(ballot);
          } catch (IOException e) {
            failed(e);
          }
        });
    if (now.current().isEmpty()) {
      showResults();
    } else {
      load();
    }
  }

  private void load() {
    BlindRound now = round;
    BlindPage shown = page;
    if (now == null || shown == null) {
      return;
    }
    shown.await();
    now.current()
        .ifPresent(
            pair ->
                workers.files.execute(
                    () -> {
                      try {
                        MipPyramid left = pyramid(pair.left().file());
                        MipPyramid right = pyramid(pair.right().file());
                        Platform.runLater(
                            () -> shown.show(left, right, now.decided() + 1, now.size()));
                      } catch (PictureException e) {
                        Platform.runLater(
                            () -> {
                              pages.close();
                              notices.warn(e.problem());
                            });
                      }
                    }));
  }

  private static MipPyramid pyramid(Path file) throws PictureException {
    return MipPyramid.of(PictureReader.read(file).picture());
  }

  /** Opens what all sittings say. */
  public void showResults() {
    workers.files.execute(
        () -> {
          List<Ballot> all = box.all();
          Platform.runLater(
              () ->
                  pages.open(
                      new ResultsPage(
                          all, new ResultsPage.Actions(this::begin, () -> csv(all), pages::close)),
                      () -> {}));
        });
  }

  private void csv(List<Ballot> ballots) {
    dialogs
        .chooseTableTarget("blind-test.csv")
        .ifPresent(
            target ->
                workers.files.execute(
                    () -> {
                      try {
                        BallotBox.writeCsv(ballots, target);
                        Platform.runLater(
                            () -> notices.tell(Texts.of("save.done", target.getFileName())));
                      } catch (IOException e) {
                        failed(e);
                      }
                    }));
  }

  private void failed(IOException e) {
    String why = String.valueOf(e.getMessage());
    Platform.runLater(
        () ->
            notices.warn(
                new Problem(
                    Texts.of("blind.unwritable", why), Texts.of("export.temporary.remedy"))));
  }
}
