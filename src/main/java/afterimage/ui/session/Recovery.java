package afterimage.ui.session;

import afterimage.job.StatePaths;
import afterimage.ui.session.SavedSession.SavedSource;
import afterimage.ui.session.SavedSession.SavedVersion;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of the state folder that nothing refers to and that nobody deleted: they belong to the
 * session, whatever became of its file.
 *
 * @param noted those whose notes say what they are
 * @param unknown the others
 */
record Recovery(List<SavedSource> noted, List<Path> unknown) {
  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());
  private static final String MASK = ".mask.png";

  /**
   * Looks through the folder.
   *
   * @param known files that somebody refers to, or that were deleted
   */
  static Recovery of(StatePaths paths, Set<Path> known) {
    List<SavedSource> noted = new ArrayList<>();
    List<Path> unknown = new ArrayList<>();
    for (String own : List.of("generated", "pasted", "versions")) {
      for (Path file : pictures(paths.folder().resolve(own))) {
        if (!known.contains(file)) {
          Optional<SavedSource> note =
              ResultNotes.read(file).filter(saved -> isAbout(saved, file, paths));
          note.ifPresentOrElse(noted::add, () -> unknown.add(file));
        }
      }
    }
    noted.sort(Comparator.comparing(Recovery::made));
    return new Recovery(noted, unknown);
  }

  private static Instant made(SavedSource saved) {
    SavedVersion first = saved.versions().isEmpty() ? saved.own() : saved.versions().getFirst();
    return first == null ? Instant.EPOCH : first.made();
  }

  private static boolean isAbout(SavedSource saved, Path file, StatePaths paths) {
    return saved.versions().isEmpty()
        ? paths.path(saved.file()).equals(file)
        : saved.versions().stream().allMatch(one -> paths.path(one.file()).equals(file));
  }

  private static List<Path> pictures(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        boolean other = name.startsWith(".") || name.endsWith(MASK) || ResultNotes.isNote(file);
        if (!other && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          found.add(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(System.Logger.Level.DEBUG, "nothing in " + folder, e);
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** One picture for each file, with all its versions, each of them once; the first one wins. */
  static List<SavedSource> union(List<SavedSource> parts, StatePaths paths) {
    Map<Path, SavedSource> sources = new LinkedHashMap<>();
    Map<Path, List<SavedVersion>> versions = new HashMap<>();
    Set<Path> files = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (SavedSource part : parts) {
      Path file = paths.path(part.file());
      sources.merge(file, part, Recovery::both);
      List<SavedVersion> all = versions.computeIfAbsent(file, _ -> new ArrayList<>());
      for (SavedVersion version : part.versions()) {
        Path of = paths.path(version.file());
        if (!of.equals(file) && files.add(of)) {
          all.add(ids.add(version.id()) ? version : renamed(version, ids));
        }
      }
    }
    return sources.entrySet().stream()
        .map(entry -> entry.getValue().with(inOrder(versions.get(entry.getKey()))))
        .toList();
  }

  private static SavedVersion renamed(SavedVersion one, Set<String> ids) {
    String id = one.id();
    for (int i = 2; !ids.add(id); i++) {
      id = one.id() + "-" + i;
    }
    return new SavedVersion(
        id, one.number(), one.file(), one.settings(), one.model(), one.made(), one.starred());
  }

  private static List<SavedVersion> inOrder(@Nullable List<SavedVersion> all) {
    List<SavedVersion> sorted = new ArrayList<>(all == null ? List.of() : all);
    sorted.sort(Comparator.comparingInt(SavedVersion::number)); // stable: of one number, the first
    return sorted;
  }

  /** What the first does not say the second may. */
  private static SavedSource both(SavedSource first, SavedSource second) {
    SavedSource sized = first.width() > 0 && first.height() > 0 ? first : second;
    return new SavedSource(
        first.name(),
        first.file(),
        sized.width(),
        sized.height(),
        first.versions(),
        first.shown() == null ? second.shown() : first.shown(),
        first.before() == null ? second.before() : first.before(),
        first.own() == null ? second.own() : first.own());
  }
}
