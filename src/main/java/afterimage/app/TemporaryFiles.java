package afterimage.app;

import afterimage.file.PathText;
import afterimage.file.TemporaryFolder;
import afterimage.settings.PlatformFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that this process has a folder of its own for temporary files, in the first place that
 * can be used, and clears what killed ones have left.
 */
final class TemporaryFiles {
  /** Java's, fixed when it starts; what the libraries beneath us use as well. */
  private static final String PROPERTY = "java.io.tmpdir";

  private static final Set<String> OUTPUT = Set.of("-o", "--output");

  private static final System.Logger LOG = System.getLogger(TemporaryFiles.class.getName());

  private TemporaryFiles() {}

  /**
   * Before anything needs a temporary file or a name that is not ASCII. May start afresh.
   *
   * @param arguments of the program: where nothing else can be written, its output's folder will do
   */
  static void begin(String... arguments) {
    Path given = path(System.getProperty(PROPERTY));
    Set<Path> places = places(given);
    if (places.stream().noneMatch(Files::isWritable)) {
      places.addAll(outputFolders(arguments));
    }
    places.forEach(TemporaryFolder::sweep);
    Optional<String> locale = Restart.localeNeeded();
    Path own = given != null && isOwn(given) ? given : null;
    if (own != null) {
      Optional<TemporaryFolder> claimed = claim(own);
      boolean suits = !Restart.isPossible() || runs(own);
      if (claimed.isPresent() && suits && locale.isEmpty()) {
        clearAtEnd(claimed.get());
        return;
      }
      claimed.ifPresent(TemporaryFolder::close);
    }
    Optional<Path> next = make(places);
    next.ifPresent(folder -> Restart.with(locale.orElse(null), folder));
    // Not started afresh: all goes on as Java decided.
    next.ifPresent(TemporaryFiles::removeUnused);
    if (own != null && TemporaryFolder.make(own)) {
      claim(own).ifPresent(TemporaryFiles::clearAtEnd);
    }
  }

  private static Optional<TemporaryFolder> claim(Path folder) {
    try {
      return Optional.of(TemporaryFolder.claim(folder));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "not for temporary files: " + folder, e);
      return Optional.empty();
    }
  }

  private static void clearAtEnd(TemporaryFolder folder) {
    Path base = folder.folder().getParent();
    if (base != null) {
      // Nobody waits for it.
      Thread.ofPlatform().daemon(true).name("sweep").start(() -> FormerLibraries.sweep(base));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(folder::close, "temporary-files"));
  }

  private static void removeUnused(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, folder + " stays for a later start", e);
    }
  }

  private static boolean runs(Path folder) {
    Path parent = folder.getParent();
    return parent != null && MountedFolders.runPrograms(parent);
  }

  private static boolean isOwn(Path folder) {
    return String.valueOf(folder.getFileName()).startsWith(TemporaryFolder.PREFIX);
  }

  /** A new folder, first where programs may be run, since libraries are put there. */
  private static Optional<Path> make(Set<Path> places) {
    List<Path> candidates = new ArrayList<>();
    for (boolean executable : new boolean[] {true, false}) {
      for (Path place : places) {
        if (MountedFolders.runPrograms(place) == executable) {
          candidates.add(place.resolve(TemporaryFolder.PREFIX + ProcessHandle.current().pid()));
        }
      }
    }
    return candidates.stream().filter(TemporaryFolder::make).findFirst();
  }

  private static Set<Path> places(@Nullable Path given) {
    Set<Path> places = new LinkedHashSet<>();
    if (given != null) {
      Path parent = isOwn(given) ? given.getParent() : given;
      if (parent != null) {
        places.add(parent);
      }
    }
    places.add(Path.of("/tmp"));
    places.add(Path.of("/var/tmp"));
    Path runtime = path(System.getenv("XDG_RUNTIME_DIR"));
    if (runtime != null) {
      places.add(runtime);
    }
    Path cache = PlatformFolders.current().cache().toAbsolutePath().resolve("temporary");
    places.add(cache);
    if (places.stream().limit(places.size() - 1L).noneMatch(Files::isWritable)) {
      try {
        Files.createDirectories(cache);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "no folder " + cache, e);
      }
    }
    return places;
  }

  /** What {@code -o} names, if it is a folder, and the folder that it lies in. */
  static List<Path> outputFolders(String... arguments) {
    String named = null;
    for (int i = 0; i < arguments.length; i++) {
      if (OUTPUT.contains(arguments[i])) {
        named = i + 1 < arguments.length ? arguments[i + 1] : named;
      } else if (arguments[i].startsWith("-o=") || arguments[i].startsWith("--output=")) {
        named = arguments[i].substring(arguments[i].indexOf('=') + 1);
      }
    }
    return PathText.find(named).map(Path::toAbsolutePath).stream()
        .flatMap(output -> Stream.of(output, output.resolveSibling("").normalize()))
        .filter(Files::isDirectory)
        .toList();
  }

  private static @Nullable Path path(@Nullable String name) {
    return PathText.find(name).filter(Path::isAbsolute).orElse(null);
  }
}
