package afterimage.ui.session;

import afterimage.engine.RefineSettings;
import afterimage.job.StatePaths;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is open, as it lies in a file between two starts. Paths are as {@link StatePaths} notes them
 * down.
 *
 * @param sources the opened pictures
 * @param selected the place of the selected one, or -1
 * @param view how the canvas shows it, or null
 * @param deleted files of the state folder that the user deleted and that the next start removes
 */
record SavedSession(
    List<SavedSource> sources, int selected, @Nullable SavedView view, List<String> deleted) {
  static final SavedSession EMPTY = new SavedSession(List.of(), -1, null, List.of());

  /**
   * A {@link Source}; {@code shown} and {@code before} are the ids of versions, {@code own} is how
   * it was made from words. A size of 0 is not known.
   */
  record SavedSource(
      String name,
      String file,
      int width,
      int height,
      List<SavedVersion> versions,
      @Nullable String shown,
      @Nullable String before,
      @Nullable SavedVersion own) {

    /** The same with other versions. */
    SavedSource with(List<SavedVersion> others) {
      return new SavedSource(name, file, width, height, others, shown, before, own);
    }
  }

  /** A {@link Version}. */
  record SavedVersion(
      String id,
      int number,
      String file,
      RefineSettings settings,
      @Nullable String model,
      Instant made,
      boolean starred) {}

  static SavedSession of(Session session, Collection<Path> deleted, StatePaths paths) {
    return new SavedSession(
        session.sources().stream().map(source -> saved(source, paths)).toList(),
        session.sources().indexOf(session.selectedProperty().get()),
        session.viewProperty().get(),
        deleted.stream().map(paths::text).toList());
  }

  private static SavedSource saved(Source source, StatePaths paths) {
    return new SavedSource(
        source.name(),
        paths.text(source.file()),
        source.width(),
        source.height(),
        source.versions().stream().map(version -> saved(version, paths)).toList(),
        id(source.shownProperty().get()),
        id(source.beforeProperty().get()),
        source.made().map(version -> saved(version, paths)).orElse(null));
  }

  private static SavedVersion saved(Version version, StatePaths paths) {
    return new SavedVersion(
        version.id(),
        version.number(),
        paths.text(version.file()),
        version.settings(),
        version.model(),
        version.made(),
        version.starredProperty().get());
  }

  private static Version restored(SavedVersion one, StatePaths paths) {
    String model = Objects.requireNonNullElse(one.model, "");
    Version version =
        new Version(one.id, one.number, paths.path(one.file), one.settings, model, one.made);
    version.starredProperty().set(one.starred);
    return version;
  }

  private static @Nullable String id(@Nullable Version version) {
    return version == null ? null : version.id();
  }

  /** A picture itself, without thumbnails and pixels. */
  static Source restored(SavedSource saved, StatePaths paths) {
    Source source =
        saved.own == null
            ? new Source(saved.name, paths.path(saved.file), saved.width, saved.height)
            : Source.fromWords(saved.name, restored(saved.own, paths), saved.width, saved.height);
    for (SavedVersion one : saved.versions) {
      Version version = restored(one, paths);
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
