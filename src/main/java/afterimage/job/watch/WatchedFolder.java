package afterimage.job.watch;

import afterimage.image.PictureFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder that other programs put pictures into. A picture is complete when size and time of
 * change have been the same for a while and nobody has locked it; programs that write to a
 * temporary name first need no while, but cannot be told from others. The folder is listed again
 * and again, which works on network drives, too, where nobody tells of changes. Not thread-safe.
 */
public final class WatchedFolder {
  /** Longer than a slow writer pauses, and short for who waits. */
  public static final Duration REST = Duration.ofSeconds(10);

  /** For files that hold no picture yet: a download may have stalled. */
  static final Duration LONG_REST = Duration.ofSeconds(60);

  private final Path folder;
  private final int depth;
  private final Path output;
  private final Map<Path, Seen> seen = new HashMap<>();

  /** How a file was when it was looked at last, and since when, in milliseconds since 1970. */
  private record Seen(Arrival arrival, long since, Duration rest) {}

  /**
   * @param depth how many folders deep, 1 for the folder alone
   * @param output where results go: what lies in it is no arrival
   */
  public WatchedFolder(Path folder, int depth, Path output) {
    this.folder = folder;
    this.depth = depth;
    this.output = output;
  }

  /**
   * The pictures that are complete, by name; also those that were given before.
   *
   * @param now in milliseconds since 1970
   * @throws IOException if the folder cannot be listed, as when a drive is away
   */
  public List<Arrival> complete(long now) throws IOException {
    List<Arrival> complete = new ArrayList<>();
    Map<Path, Seen> looked = new HashMap<>();
    for (Path file : PictureFolder.list(folder, depth, output).pictures()) {
      Optional<Arrival> found = isTemporary(file) ? Optional.empty() : look(file);
      found.ifPresent(
          arrival -> {
            Seen last = last(arrival, now);
            looked.put(file, last);
            if (isAtRest(last, now) && !isHeld(file)) {
              complete.add(arrival);
            }
          });
    }
    seen.clear();
    seen.putAll(looked);
    return complete;
  }

  /**
   * Waits longer for a file that holds no picture yet.
   *
   * @return false if that was tried, or it is too old to be still written: it is damaged
   */
  public boolean givesMoreTime(Arrival arrival, long now) {
    Seen last = seen.get(arrival.file());
    if (last == null || last.rest.equals(LONG_REST) || isOld(arrival, LONG_REST, now)) {
      return false;
    }
    seen.put(arrival.file(), new Seen(arrival, last.since, LONG_REST));
    return true;
  }

  private Seen last(Arrival arrival, long now) {
    Seen before = seen.get(arrival.file());
    return before != null && before.arrival.equals(arrival)
        ? before
        : new Seen(arrival, now, arrival.size() == 0 ? LONG_REST : REST);
  }

  /** A file that was moved here, or was here before anybody watched, has rested elsewhere. */
  private static boolean isAtRest(Seen last, long now) {
    return now - last.since >= last.rest.toMillis() || isOld(last.arrival, last.rest, now);
  }

  private static boolean isOld(Arrival arrival, Duration rest, long now) {
    return now - arrival.modified() >= rest.toMillis();
  }

  private Optional<Arrival> look(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Arrival(
              file,
              folder.relativize(file),
              attributes.size(),
              attributes.lastModifiedTime().toMillis()));
    } catch (IOException e) {
      // It went while the folder was listed.
      return Optional.empty();
    }
  }

  /** As browsers, rsync and editors call files that they have not finished. */
  private static boolean isTemporary(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(".") || name.startsWith("~");
  }

  /** Whether another program has locked it; Windows does not even open such files. */
  private static boolean isHeld(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      // Whoever reads it says why it cannot be read, if that lasts; or there are no locks here.
      return false;
    }
  }
}
