package afterimage.ui.film;

import afterimage.ui.export.DragOut;
import afterimage.ui.export.Exporter;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.notice.Notices;
import afterimage.ui.session.History;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.session.VersionActions;
import afterimage.ui.text.Texts;
import java.util.Optional;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Changes to the session that can be undone. For the FX thread. */
public final class SessionEdits implements VersionActions {
  private final Session session;
  private final InspectorModel values;
  private final History history;
  private final Notices notices;
  private final DragOut dragOut;

  public SessionEdits(
      Session session, InspectorModel values, History history, Notices notices, DragOut dragOut) {
    this.session = session;
    this.values = values;
    this.history = history;
    this.notices = notices;
    this.dragOut = dragOut;
  }

  @Override
  public void delete(Version version) {
    Source source = owner(version).orElse(null);
    if (source == null) {
      return;
    }
    int index = source.versions().indexOf(version);
    boolean before = source.beforeProperty().get() == version;
    History.Edit deletion =
        history.perform(
            () -> source.remove(version),
            () -> {
              source.insert(index, version);
              if (before) {
                source.beforeProperty().set(version);
              }
            });
    notices.tellWhile(
        deletion.inEffectProperty(),
        Texts.of("versions.deleted", version.number()),
        new Notices.Action(Texts.of("undo"), () -> history.undo(deletion)));
  }

  /** Closes a picture; its file stays. */
  public void close(Source source) {
    int index = session.sources().indexOf(source);
    if (index < 0) {
      return;
    }
    History.Edit closing =
        history.perform(() -> session.remove(source), () -> session.insert(index, source));
    if (!source.versions().isEmpty() || source.isFromWords()) {
      notices.tellWhile(
          closing.inEffectProperty(),
          Texts.of("filmstrip.closed", source.name()),
          new Notices.Action(Texts.of("undo"), () -> history.undo(closing)));
    }
  }

  @Override
  public void star(Version version) {
    boolean was = version.starredProperty().get();
    history.perform(
        () -> version.starredProperty().set(!was), () -> version.starredProperty().set(was));
  }

  @Override
  public void useAsBefore(Version version) {
    owner(version)
        .ifPresent(
            source -> {
              Version was = source.beforeProperty().get();
              Version next = was == version ? null : version;
              history.perform(() -> before(source, next), () -> before(source, was));
            });
  }

  /** Goes through the versions of the picture on the canvas. */
  public void step(int by) {
    onCanvas().ifPresent(source -> source.step(by));
  }

  /** Marks the version on the canvas, or takes the mark away. */
  public void starShown() {
    shown().ifPresent(this::star);
  }

  /** Puts the version on the canvas on the before side. */
  public void useShownAsBefore() {
    shown().ifPresent(this::useAsBefore);
  }

  private Optional<Source> onCanvas() {
    return Optional.ofNullable(session.canvasProperty().get()).map(Session.OnCanvas::source);
  }

  private Optional<Version> shown() {
    return onCanvas().map(source -> source.shownProperty().get());
  }

  /** The same on the before side, where the picture itself comes before its first version. */
  public void stepBefore(int by) {
    Source source = onCanvas().orElse(null);
    if (source == null) {
      return;
    }
    Version was = source.beforeProperty().get();
    int index = source.versions().indexOf(was) + by; // The picture itself has -1.
    if (index >= -1 && index < source.versions().size()) {
      Version next = index < 0 ? null : source.versions().get(index);
      history.perform(() -> before(source, next), () -> before(source, was));
    }
  }

  private static void before(Source source, @Nullable Version version) {
    source.beforeProperty().set(version);
  }

  @Override
  public void useSettings(Version version) {
    values.show(version.settings());
    values.seedLockedProperty().set(true);
    notices.tell(Texts.of("versions.settingsUsed", version.number()));
  }

  @Override
  public void mayDrag(Version version) {
    owner(version).ifPresent(source -> dragOut.prepare(version, Exporter.stem(source, version)));
  }

  @Override
  public void drag(Version version, Node from) {
    dragOut.begin(from, version);
  }

  private Optional<Source> owner(Version version) {
    return session.sources().stream()
        .filter(source -> source.versions().contains(version))
        .findFirst();
  }
}
