package afterimage.ui;

import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.file.Importer;
import afterimage.ui.run.RefineControl;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import afterimage.ui.trials.Trial;
import afterimage.ui.trials.TrialControl;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.scene.image.Image;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Keeps the canvas showing the selected picture, its chosen versions, and the refine at work. */
final class CanvasContent {
  private final Importer importer;
  private final RefineControl control;
  private final TrialControl trials;
  private final StudioWindow window;
  private final InvalidationListener changed = _ -> showVersions();
  private Subscription peeking = Subscription.EMPTY;
  private Session.@Nullable Shown shown;

  CanvasContent(
      Session session,
      Importer importer,
      RefineControl control,
      TrialControl trials,
      StudioWindow window) {
    this.importer = importer;
    this.control = control;
    this.trials = trials;
    this.window = window;
    session
        .selectedProperty()
        .subscribe(
            source -> {
              if (source != null && (shown == null || shown.source() != source)) {
                importer.load(source);
              }
            });
    session.shownProperty().subscribe(this::show);
    control.runProperty().subscribe(_ -> showRun());
    trials.peekedProperty().subscribe(this::peek);
    control.scrub().imageProperty().subscribe((Image _) -> showFrame());
  }

  /** The picture on the canvas; null if nothing is. */
  @Nullable Source source() {
    return shown == null ? null : shown.source();
  }

  private void show(Session.@Nullable Shown next) {
    if (shown != null) {
      shown.source().shownProperty().removeListener(changed);
      shown.source().beforeProperty().removeListener(changed);
      shown.source().versions().removeListener(changed);
    }
    shown = next;
    window.versions().show(source());
    if (next == null) {
      window.showBefore(null);
      window.status().showPicture("");
    } else {
      Source source = next.source();
      source.shownProperty().addListener(changed);
      source.beforeProperty().addListener(changed);
      source.versions().addListener(changed);
      window
          .status()
          .showPicture(Texts.of("status.picture", source.name(), source.width(), source.height()));
    }
    showVersions();
  }

  private void showVersions() {
    Session.Shown now = shown;
    window.showAlone(now != null && now.source().awaitedProperty().get());
    if (now == null) {
      window.showAfter(null);
      window.toolbar().showVersion(0, 0);
      showRun();
      return;
    }
    Source source = now.source();
    Version before = source.beforeProperty().get();
    Version after = source.shownProperty().get();
    if (before == null) {
      window.showBefore(now.loaded().pyramid());
    } else {
      withPixels(before, window::showBefore);
    }
    window.nameBefore(
        before == null ? Texts.of("compare.before") : Texts.of("compare.version", before.number()));
    if (after == null) {
      window.showAfter(null);
    } else {
      withPixels(after, window::showAfter);
    }
    window
        .toolbar()
        .showVersion(
            after == null ? 0 : source.versions().indexOf(after) + 1, source.versions().size());
    if (source.isFromWords() && !source.awaitedProperty().get()) {
      window.toolbar().allowExport();
    }
    showRun();
  }

  /** At once if they are in memory, else when they are decoded, unless another was chosen since. */
  private void withPixels(Version version, Consumer<MipPyramid> use) {
    version
        .pixels()
        .ifPresentOrElse(
            use,
            () ->
                importer.load(
                    version,
                    pyramid -> {
                      Source source = source();
                      if (source != null
                          && (source.shownProperty().get() == version
                              || source.beforeProperty().get() == version)) {
                        use.accept(pyramid);
                      }
                    }));
  }

  private void peek(@Nullable Trial trial) {
    peeking.unsubscribe();
    peeking =
        trial == null
            ? Subscription.EMPTY
            : trial.imageProperty().subscribe((Image _) -> showFrame());
    showFrame();
  }

  private void showRun() {
    Source source = source();
    RefineControl.Run run = control.runProperty().get();
    Version version = source == null ? null : source.shownProperty().get();
    if (run != null && run.source() == source) {
      control.scrub().offer(run.row().item().id());
    } else {
      control.scrub().offer(version == null ? "" : version.id());
    }
    showFrame();
  }

  private void showFrame() {
    Trial trial = trials.peekedProperty().get();
    Image lookedBackAt = control.scrub().imageProperty().get();
    RefineControl.Run run = control.runProperty().get();
    if (trial != null && trial.source() == source()) {
      window.showFrame(trial.imageProperty().get());
    } else if (lookedBackAt != null) {
      window.showFrame(lookedBackAt);
    } else {
      window.showFrame(run != null && run.source() == source() ? run.frame() : null);
    }
  }
}
