package afterimage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was asked for and what has ended, a JSON object a line, on the disk before anything is done
 * about it. A line that a crash cut off counts as not written. Opening it writes it anew with the
 * items that still matter. Safe for several threads.
 */
public final class Journal implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Journal.class.getName());
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final Path file;
  private final LinkedHashMap<String, QueueItem> waiting = new LinkedHashMap<>();
  private final Map<String, QueueItem> done = new LinkedHashMap<>();
  private final Map<String, FailedItem> failed = new LinkedHashMap<>();
  private FileChannel channel;

  /**
   * What happened to an item; {@code item} and {@code place} only where it is new, {@code why}
   * where it failed.
   */
  private record Line(
      Event event, String id, @Nullable QueueItem item, @Nullable Why why, @Nullable Place place) {
    Line(Event event, String id, @Nullable QueueItem item) {
      this(event, id, item, null, null);
    }
  }

  private record Why(String what, String remedy) {}

  private enum Event {
    ADDED,
    DONE,
    FAILED,
    /** Cancelled, given up, or taken over by whoever keeps results. */
    FORGOTTEN
  }

  private Journal(Path file) throws IOException {
    this.file = file;
    read();
    settle();
    compact();
    channel = append();
  }

  /**
   * Opens the journal in {@code file}, which need not exist. Only one may be open at a time.
   *
   * @throws IOException if the disk refuses
   */
  public static Journal open(Path file) throws IOException {
    return new Journal(file);
  }

  /** Items that have not ended, in the order they were added. */
  public synchronized List<QueueItem> waiting() {
    return List.copyOf(waiting.values());
  }

  /** Items whose results lie at their targets and that nobody has taken over yet. */
  public synchronized List<QueueItem> done() {
    return List.copyOf(done.values());
  }

  /** Items that failed and that nobody has given up or tried again yet. */
  public synchronized List<FailedItem> failed() {
    return List.copyOf(failed.values());
  }

  /** An item failed; it stays until it is forgotten. */
  public synchronized void failed(String id, String what, String remedy) throws IOException {
    QueueItem item = waiting.get(id);
    if (item != null && channel.isOpen()) {
      write(new Line(Event.FAILED, id, null, new Why(what, remedy), null));
      waiting.remove(id);
      failed.put(id, new FailedItem(item, what, remedy));
    }
  }

  /** An item is asked for, after all others. */
  public void add(QueueItem item) throws IOException {
    add(item, Place.END);
  }

  /** An item is asked for. */
  public synchronized void add(QueueItem item, Place place) throws IOException {
    write(new Line(Event.ADDED, item.id(), item, null, place));
    addWaiting(item, place);
  }

  private void addWaiting(QueueItem item, @Nullable Place place) {
    if (place == Place.FRONT) {
      waiting.putFirst(item.id(), item);
    } else {
      waiting.put(item.id(), item);
    }
  }

  /** An item's result lies at its target. */
  public synchronized void done(String id) throws IOException {
    write(new Line(Event.DONE, id, null));
    QueueItem item = waiting.remove(id);
    if (item != null) {
      done.put(id, item);
    }
  }

  /**
   * An item matters no more: cancelled, failed, or its result is kept by somebody else. Nothing
   * after the journal is closed: the next start asks again.
   */
  public synchronized void forget(String id) throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    boolean known = waiting.containsKey(id) || done.containsKey(id) || failed.containsKey(id);
    waiting.remove(id);
    done.remove(id);
    failed.remove(id);
    if (known) {
      write(new Line(Event.FORGOTTEN, id, null));
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  private void read() throws IOException {
    List<String> lines;
    try {
      lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      return;
    }
    for (String text : lines) {
      try {
        replay(JSON.readValue(text, Line.class));
      } catch (JacksonException e) {
        LOG.log(System.Logger.Level.INFO, "a line of {0} is cut off or damaged", file);
      }
    }
  }

  private void replay(Line line) {
    switch (line.event) {
      case ADDED -> {
        if (line.item != null) {
          addWaiting(line.item, line.place);
        }
      }
      case DONE -> {
        QueueItem item = waiting.remove(line.id);
        if (item != null) {
          done.put(line.id, item);
        }
      }
      case FAILED -> {
        QueueItem item = waiting.remove(line.id);
        if (item != null && line.why != null) {
          failed.put(line.id, new FailedItem(item, line.why.what, line.why.remedy));
        }
      }
      case FORGOTTEN -> {
        waiting.remove(line.id);
        done.remove(line.id);
        failed.remove(line.id);
      }
    }
  }

  /** Killed between the result and its line: the result counts. */
  private void settle() {
    for (QueueItem item : List.copyOf(waiting.values())) {
      if (Files.isRegularFile(item.target())) {
        waiting.remove(item.id());
        done.put(item.id(), item);
      }
    }
  }

  private void compact() throws IOException {
    List<Line> lines = new ArrayList<>();
    done.values()
        .forEach(
            item -> {
              lines.add(new Line(Event.ADDED, item.id(), item));
              lines.add(new Line(Event.DONE, item.id(), null));
            });
    failed
        .values()
        .forEach(
            one -> {
              String id = one.item().id();
              lines.add(new Line(Event.ADDED, id, one.item()));
              lines.add(new Line(Event.FAILED, id, null, new Why(one.what(), one.remedy()), null));
            });
    waiting.values().forEach(item -> lines.add(new Line(Event.ADDED, item.id(), item)));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel out =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (Line line : lines) {
        put(out, line);
      }
      out.force(true);
    }
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private FileChannel append() throws IOException {
    return FileChannel.open(file, StandardOpenOption.APPEND);
  }

  /**
   * The whole line or, where the disk is full, nothing of it: the next one is not to follow half.
   */
  private void write(Line line) throws IOException {
    long end = channel.size();
    try {
      put(channel, line);
      channel.force(false);
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
  }

  private static void put(FileChannel out, Line line) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
