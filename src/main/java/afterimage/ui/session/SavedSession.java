package afterimage.ui.session;

import afterimage.engine.RefineSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is open, as it lies in a file between two starts.
 *
 * @param sources the opened pictures
 * @param selected the place of the selected one, or -1
 * @param view how the canvas shows it, or null
 */
public record SavedSession(List<SavedSource> sources, int selected, @Nullable SavedView view) {
  static final SavedSession EMPTY = new SavedSession(List.of(), -1, null);

  public SavedSession {
    sources = Objects.requireNonNullElse(sources, List.of());
  }

  /**
   * A {@link Source}; {@code shown} and {@code before} are the ids of versions, {@code own} is how
   * it was made from words.
   */
  public record SavedSource(
      String name,
      String file,
      int width,
      int height,
      List<SavedVersion> versions,
      @Nullable String shown,
      @Nullable String before,
      @Nullable SavedVersion own) {}

  /** A {@link Version}. */
  public record SavedVersion(
      String id,
      int number,
      String file,
      RefineSettings settings,
      @Nullable String model,
      Instant made,
      boolean starred) {}

  static SavedSession of(Session session) {
    return new SavedSession(
        session.sources().stream().map(SavedSession::saved).toList(),
        session.sources().indexOf(session.selectedProperty().get()),
        session.viewProperty().get());
  }

  private static SavedSource saved(Source source) {
    return new SavedSource(
        source.name(),
        source.file().toString(),
        source.width(),
        source.height(),
        source.versions().stream().map(SavedSession::saved).toList(),
        id(source.shownProperty().get()),
        id(source.beforeProperty().get()),
        source.made().map(SavedSession::saved).orElse(null));
  }

  private static SavedVersion saved(Version version) {
    return new SavedVersion(
        version.id(),
        version.number(),
        version.file().toString(),
        version.settings(),
        version.model(),
        version.made(),
        version.starredProperty().get());
  }

  private static Version restored(SavedVersion one) {
    String model = Objects.requireNonNullElse(one.model, "");
    return new Version(one.id, one.number, Path.of(one.file), one.settings, model, one.made);
  }

  private static @Nullable String id(@Nullable Version version) {
    return version == null ? null : version.id();
  }

  /** The pictures themselves, without thumbnails and pixels. */
  List<Source> restored() {
    return sources.stream().map(SavedSession::restored).toList();
  }

  private static Source restored(SavedSource saved) {
    Source source =
        saved.own == null
            ? new Source(saved.name, Path.of(saved.file), saved.width, saved.height)
            : Source.fromWords(saved.name, restored(saved.own), saved.width, saved.height);
    for (SavedVersion one : saved.versions) {
      Version version = restored(one);
      version.starredProperty().set(one.starred);
      source.add(version);
      if (one.id.equals(saved.before)) {
        source.beforeProperty().set(version);
      }
    }
    source.versions().stream()
        .filter(version -> version.id().equals(saved.shown))
        .findFirst()
        .ifPresent(source::show);
    return source;
  }
}
