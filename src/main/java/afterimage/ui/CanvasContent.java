package afterimage.ui;

import afterimage.ui.canvas.Comparison;
import afterimage.ui.canvas.Side;
import afterimage.ui.file.Importer;
import afterimage.ui.run.RefineControl;
import afterimage.ui.session.LoadedPicture;
import afterimage.ui.session.Session;
import afterimage.ui.session.Session.OnCanvas;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import afterimage.ui.trials.Trial;
import afterimage.ui.trials.TrialControl;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.scene.image.Image;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the canvas showing the chosen picture, its chosen versions, and the refine at work: all in
 * one value, worked out anew from what is chosen whenever anything of it changes. While pixels are
 * on their way, thumbnails stand for them, never another picture.
 */
final class CanvasContent {
  private final Session session;
  private final Importer importer;
  private final RefineControl control;
  private final TrialControl trials;
  private final StudioWindow window;
  private final VersionPixels pixels;
  private final InvalidationListener changed = _ -> update();
  private Subscription peeking = Subscription.EMPTY;
  private @Nullable Source followed;
  private boolean updating;

  CanvasContent(
      Session session,
      Importer importer,
      RefineControl control,
      TrialControl trials,
      StudioWindow window) {
    this.session = session;
    this.importer = importer;
    this.control = control;
    this.trials = trials;
    this.window = window;
    this.pixels = new VersionPixels(importer, this::update);
    session.canvasProperty().subscribe(this::follow);
    control.runProperty().subscribe(_ -> update());
    trials.peekedProperty().subscribe(this::peek);
    control.scrub().imageProperty().subscribe((Image _) -> update());
  }

  /** The chosen picture; null if there is none. */
  @Nullable Source source() {
    OnCanvas now = session.canvasProperty().get();
    return now == null ? null : now.source();
  }

  private void follow(@Nullable OnCanvas now) {
    Source former = followed;
    Source next = source();
    if (former != next) {
      if (former != null) {
        former.shownProperty().removeListener(changed);
        former.beforeProperty().removeListener(changed);
        former.versions().removeListener(changed);
        former.awaitedProperty().removeListener(changed);
      }
      followed = next;
      if (next != null) {
        next.shownProperty().addListener(changed);
        next.beforeProperty().addListener(changed);
        next.versions().addListener(changed);
        next.awaitedProperty().addListener(changed);
      }
      window.versions().show(next);
    }
    if (now instanceof Session.Opening(Source source)) {
      importer.load(source);
    }
    window.status().showPicture(line(now));
    update();
  }

  private static String line(@Nullable OnCanvas now) {
    return switch (now) {
      case null -> "";
      case Session.Opening(Source source) -> Texts.of("status.opening", source.name());
      case Session.Unreadable it -> Texts.of("canvas.unreadable", it.source().name());
      case Session.Shown(Source source, LoadedPicture loaded) ->
          Texts.of(
              "status.picture", source.name(), loaded.picture().width(), loaded.picture().height());
    };
  }

  /** Works out what is to be seen, and shows it as a whole. */
  private void update() {
    if (updating) {
      return; // What changes meanwhile is read below.
    }
    updating = true;
    control.scrub().offer(runOnCanvas());
    updating = false;
    OnCanvas now = session.canvasProperty().get();
    showToolbar(now);
    CanvasPane canvas = window.canvas();
    switch (now) {
      case null -> canvas.showNothing();
      case Session.Unreadable it ->
          canvas.showFailure(
              new CanvasFailure.Message(
                  Texts.of("canvas.unreadable", it.source().name()),
                  it.what() + " " + it.remedy(),
                  session::openAgain));
      case Session.Opening(Source source) -> show(source, null);
      case Session.Shown(Source source, LoadedPicture loaded) -> show(source, loaded);
    }
  }

  private void show(Source source, @Nullable LoadedPicture loaded) {
    Version before = source.beforeProperty().get();
    Version after = source.shownProperty().get();
    pixels.keepOnly(Stream.concat(Stream.ofNullable(before), Stream.ofNullable(after)).toList());
    Optional<CanvasFailure.Message> failure =
        failure(source, before).or(() -> failure(source, after));
    if (failure.isPresent()) {
      window.canvas().showFailure(failure.get());
      return;
    }
    Side left = before == null ? side(source, loaded) : side(before);
    Side right = after == null ? null : side(after);
    if (left == null || (after != null && right == null)) {
      window.canvas().showOpening();
      return;
    }
    window
        .canvas()
        .show(
            new Comparison(
                loaded == null ? source.width() : loaded.picture().width(),
                loaded == null ? source.height() : loaded.picture().height(),
                left,
                right,
                frame(source),
                source.awaitedProperty().get(),
                before == null ? null : Texts.of("compare.version", before.number())));
  }

  private Optional<CanvasFailure.Message> failure(Source source, @Nullable Version version) {
    if (version != null && pixels.of(version) instanceof VersionPixels.Unreadable(var problem)) {
      return Optional.of(
          new CanvasFailure.Message(
              Texts.of("canvas.unreadable.version", source.name(), version.number()),
              problem.what() + " " + problem.remedy(),
              () -> {
                pixels.tryAgain();
                update();
              }));
    }
    return Optional.empty();
  }

  /** A picture's pixels, or what stands for them; null if nothing can. */
  private static @Nullable Side side(Source source, @Nullable LoadedPicture loaded) {
    Image small = source.thumbnailProperty().get();
    if (loaded != null) {
      return new Side.Whole(loaded.pyramid());
    }
    return small == null ? null : new Side.Frame(small, source.width(), source.height());
  }

  /** The same for a version. */
  private @Nullable Side side(Version version) {
    Image small = version.thumbnailProperty().get();
    if (pixels.of(version) instanceof VersionPixels.There(var pyramid)) {
      return new Side.Whole(pyramid);
    }
    return small == null ? null : new Side.Frame(small, small.getWidth(), small.getHeight());
  }

  private void showToolbar(@Nullable OnCanvas now) {
    Source source = now == null || now instanceof Session.Unreadable ? null : now.source();
    Version after = source == null ? null : source.shownProperty().get();
    if (source == null || after == null) {
      window.toolbar().showVersion(0, 0);
    } else {
      window.toolbar().showVersion(source.versions().indexOf(after) + 1, source.versions().size());
    }
    if (source != null && source.isFromWords() && !source.awaitedProperty().get()) {
      window.toolbar().allowExport();
    }
  }

  private void peek(@Nullable Trial trial) {
    peeking.unsubscribe();
    peeking =
        trial == null ? Subscription.EMPTY : trial.imageProperty().subscribe((Image _) -> update());
    update();
  }

  /** The run whose steps can be looked back at: the one at work, else that of what is shown. */
  private String runOnCanvas() {
    OnCanvas now = session.canvasProperty().get();
    Source source = now instanceof Session.Unreadable ? null : source();
    RefineControl.Run run = control.runProperty().get();
    Version version = source == null ? null : source.shownProperty().get();
    if (run != null && source != null && run.source() == source) {
      return run.row().item().id();
    }
    if (version != null) {
      return version.id();
    }
    return source == null ? "" : source.own().map(Version::id).orElse("");
  }

  /** A preview of the picture: a trial that is pointed at, a former step, the run as it goes. */
  private @Nullable Image frame(Source source) {
    Trial trial = trials.peekedProperty().get();
    Image lookedBackAt = control.scrub().imageProperty().get();
    RefineControl.Run run = control.runProperty().get();
    if (trial != null && trial.source() == source) {
      return trial.imageProperty().get();
    }
    if (lookedBackAt != null) {
      return lookedBackAt;
    }
    return run != null && run.source() == source ? run.frame() : null;
  }
}
