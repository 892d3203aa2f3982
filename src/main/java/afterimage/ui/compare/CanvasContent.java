package afterimage.ui.compare;

import afterimage.ui.canvas.Comparison;
import afterimage.ui.canvas.Side;
import afterimage.ui.film.ShownVersion;
import afterimage.ui.notice.StatusModel;
import afterimage.ui.open.Importer;
import afterimage.ui.run.RunModel;
import afterimage.ui.session.LoadedPicture;
import afterimage.ui.session.Session;
import afterimage.ui.session.Session.OnCanvas;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.text.Texts;
import afterimage.ui.trials.Trial;
import afterimage.ui.trials.TrialsModel;
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
public final class CanvasContent {
  private final Session session;
  private final Importer importer;
  private final RunModel runs;
  private final TrialsModel trials;
  private final CanvasPane canvas;
  private final StatusModel status;
  private final ShownVersion version;
  private final VersionPixels pixels;
  private final InvalidationListener changed = _ -> update();
  private Subscription peeking = Subscription.EMPTY;
  private @Nullable Source followed;
  private boolean updating;

  public CanvasContent(
      Session session,
      Importer importer,
      RunModel runs,
      TrialsModel trials,
      CanvasPane canvas,
      StatusModel status,
      ShownVersion version) {
    this.session = session;
    this.importer = importer;
    this.runs = runs;
    this.trials = trials;
    this.canvas = canvas;
    this.status = status;
    this.version = version;
    this.pixels = new VersionPixels(importer, this::update);
    session.canvasProperty().subscribe(this::follow);
    runs.runProperty().subscribe(_ -> update());
    trials.peekedProperty().subscribe(this::peek);
    runs.scrub().imageProperty().subscribe((Image _) -> update());
  }

  private @Nullable Source source() {
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
    }
    if (now instanceof Session.Opening(Source source)) {
      importer.load(source);
    }
    status.pictureProperty().set(line(now));
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
    runs.scrub().offer(runOnCanvas());
    updating = false;
    OnCanvas now = session.canvasProperty().get();
    version.look(now == null || now instanceof Session.Unreadable ? null : now.source());
    switch (now) {
      case null -> canvas.showNothing();
      case Session.Unreadable it ->
          canvas.showFailure(
              new CanvasFailure.Message(
                  Texts.of("canvas.unreadable", it.source().name()),
                  it.problem().sentence(),
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
      canvas.showFailure(failure.get());
      return;
    }
    Side left = before == null ? side(source, loaded) : side(before);
    Side right = after == null ? null : side(after);
    if (left == null || (after != null && right == null)) {
      canvas.showOpening();
      return;
    }
    canvas.show(
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
              problem.sentence(),
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
    RunModel.Run run = runs.runProperty().get();
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
    Image lookedBackAt = runs.scrub().imageProperty().get();
    RunModel.Run run = runs.runProperty().get();
    if (trial != null && trial.source() == source) {
      return trial.imageProperty().get();
    }
    if (lookedBackAt != null) {
      return lookedBackAt;
    }
    return run != null && run.source() == source ? run.frame() : null;
  }
}
