package afterimage.job.watch;

import afterimage.file.FileClaim;
import afterimage.file.ForeignFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of a watched folder was refined, or cannot be, in a file among the results: there it stays
 * with them when they are moved, holds for whoever watches next, and needs no home folder. A line
 * is added once a result is on the disk. Whoever is killed in between finds the result there and
 * keeps it, so that no picture is refined twice. One process at a time may have it.
 */
public final class WatchRecord implements AutoCloseable {
  /** Its name among the results. */
  public static final String FILE = ".afterimage-watched.jsonl";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_BYTES = 1 << 30;

  private final FileClaim claim;
  private final FileChannel channel;
  private final Path folder;
  private final Map<String, Line> lines = new HashMap<>();
  private final Set<Path> results = new HashSet<>();

  /**
   * A line.
   *
   * @param name of the picture in the watched folder, with slashes
   * @param size in bytes
   * @param modified in milliseconds since 1970
   * @param result in the folder of results, or null if there is none
   */
  private record Line(@Nullable String name, long size, long modified, @Nullable String result) {}

  private WatchRecord(Path folder, FileClaim claim, FileChannel channel) {
    this.folder = folder;
    this.claim = claim;
    this.channel = channel;
  }

  /**
   * Opens the record in a folder of results, which is made if it is not there.
   *
   * @throws FileClaim.HeldException if another process has it
   * @throws IOException if the folder cannot be written to
   */
  public static WatchRecord open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    FileClaim claim = FileClaim.claim(file);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      WatchRecord record = new WatchRecord(folder, claim, channel);
      record.read(file);
      return record;
    } catch (IOException e) {
      claim.close();
      throw e;
    }
  }

  private void read(Path file) throws IOException {
    String text;
    try {
      text = new String(ForeignFile.readAllBytes(file, MAX_BYTES), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return;
    }
    text.lines().forEach(this::take);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      write("\n"); // Cut off when a process was killed.
    }
  }

  /** A line that makes no sense says nothing; its picture's result is there and is kept. */
  private void take(String text) {
    if (text.isBlank()) {
      return;
    }
    try {
      Line line = JSON.readValue(text, Line.class);
      if (line != null && line.name != null) {
        remember(line.name, line);
      }
    } catch (JacksonException e) {
      System.getLogger(WatchRecord.class.getName())
          .log(System.Logger.Level.DEBUG, "a line is left out", e);
    }
  }

  private void remember(String name, Line line) {
    lines.put(name, line);
    if (line.result != null) {
      results.add(folder.resolve(line.result).toAbsolutePath().normalize());
    }
  }

  /** Whether a file as it is was refined, or is known to be damaged, or is a result itself. */
  public boolean knows(Arrival arrival) {
    Line line = lines.get(key(arrival));
    boolean same =
        line != null && line.size == arrival.size() && line.modified == arrival.modified();
    return same || results.contains(arrival.file().toAbsolutePath().normalize());
  }

  /**
   * Adds a file that is done with.
   *
   * @param result where its result is, or null if there is none
   * @throws IOException if the disk refuses
   */
  public void add(Arrival arrival, @Nullable Path result) throws IOException {
    String name = result == null ? null : folder.relativize(result).toString();
    Line line = new Line(key(arrival), arrival.size(), arrival.modified(), name);
    remember(key(arrival), line);
    write(JSON.writeValueAsString(line) + "\n");
  }

  private static String key(Arrival arrival) {
    return arrival.name().toString().replace('\\', '/');
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Every line is on the disk.
    }
    claim.close();
  }
}
