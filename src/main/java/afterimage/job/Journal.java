package afterimage.job;

import afterimage.file.FileClaim;
import afterimage.message.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was asked for and what has ended, a JSON object a line, on the disk before anything is done
 * about it. Opening it writes it anew with the items that still matter.
 *
 * <p>A last line that a crash cut off counts as not written; others that make no sense are kept
 * aside. Lines of a kind that only a newer program knows stay as they are. Paths in the journal's
 * folder are relative to it. Thread-safe.
 */
public final class Journal implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Journal.class.getName());
  private static final Set<String> EVENTS =
      EnumSet.allOf(Event.class).stream().map(Event::name).collect(Collectors.toSet());

  private final FileClaim claim;
  private final JournalFile file;
  private final JsonMapper json;
  private final LinkedHashMap<String, QueueItem> waiting = new LinkedHashMap<>();
  private final Map<String, QueueItem> done = new LinkedHashMap<>();
  private final Map<String, FailedItem> failed = new LinkedHashMap<>();

  /** Lines of a newer program, and items as they were written, with fields unknown here. */
  private final List<String> foreign = new ArrayList<>();

  private final Map<String, ObjectNode> asWritten = new HashMap<>();

  /**
   * What happened to an item; {@code item} and {@code place} only where it is new, {@code why}
   * where it failed.
   */
  private record Line(
      Event event, String id, @Nullable StoredItem item, @Nullable Why why, @Nullable Place place) {
    Line(Event event, String id) {
      this(event, id, null, null, null);
    }

    static Line added(QueueItem item, @Nullable Place place) {
      return new Line(Event.ADDED, item.id(), StoredItem.of(item), null, place);
    }
  }

  /** A problem in the file, where parts of it may be missing. */
  private record Why(@Nullable String what, @Nullable String remedy) {
    static final Why UNKNOWN = new Why(null, null);

    static Why of(Problem problem) {
      return new Why(problem.what(), problem.remedy());
    }

    Problem problem() {
      return new Problem(orNothing(what), orNothing(remedy));
    }

    private static String orNothing(@Nullable String sentence) {
      return sentence == null ? "" : sentence;
    }
  }

  private enum Event {
    ADDED,
    DONE,
    FAILED,
    /** Cancelled, given up, or taken over by whoever keeps results. */
    FORGOTTEN
  }

  private Journal(Path path, FileClaim claim) throws IOException {
    this.claim = claim;
    this.file = new JournalFile(path);
    Path folder = path.toAbsolutePath().getParent();
    this.json =
        JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new StatePaths(folder == null ? path : folder).module())
            .build();
    read();
    settle();
    file.begin(compacted());
  }

  /**
   * Opens the journal in {@code file}, which need not exist.
   *
   * @throws FileClaim.HeldException if it is open already, in this process or another
   * @throws IOException if the disk refuses
   */
  public static Journal open(Path file) throws IOException {
    FileClaim claim = FileClaim.claim(file);
    try {
      return new Journal(file, claim);
    } catch (IOException | RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  /** Where what could not be read is kept, if there was something. */
  public Optional<Path> aside() {
    return Optional.ofNullable(file.aside());
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

  /** An item failed; it stays until it is forgotten or added again. */
  public synchronized void failed(String id, Problem problem) throws IOException {
    QueueItem item = waiting.get(id);
    if (item != null && file.isOpen()) {
      write(new Line(Event.FAILED, id, null, Why.of(problem), null));
      waiting.remove(id);
      failed.put(id, new FailedItem(item, problem));
    }
  }

  /** An item is asked for, after all others. */
  public void add(QueueItem item) throws IOException {
    add(item, Place.END);
  }

  /** An item is asked for, or once more after it failed. */
  public synchronized void add(QueueItem item, Place place) throws IOException {
    write(Line.added(item, place));
    addWaiting(item, place);
  }

  private void addWaiting(QueueItem item, @Nullable Place place) {
    failed.remove(item.id());
    if (place == Place.FRONT) {
      waiting.putFirst(item.id(), item);
    } else {
      waiting.putLast(item.id(), item);
    }
  }

  /** An item's result lies at its target. */
  public synchronized void done(String id) throws IOException {
    write(new Line(Event.DONE, id));
    QueueItem item = waiting.remove(id);
    if (item != null) {
      done.put(id, item);
    }
  }

  /**
   * An item matters no more: cancelled, failed, or its result is kept by somebody else. Nothing
   * after the journal is closed: the next start asks again.
   *
   * @return the item, if there was one
   */
  public synchronized Optional<QueueItem> forget(String id) throws IOException {
    if (!file.isOpen()) {
      return Optional.empty();
    }
    FailedItem gaveUp = failed.remove(id);
    QueueItem item = gaveUp == null ? waiting.remove(id) : gaveUp.item();
    QueueItem ended = done.remove(id);
    QueueItem known = item == null ? ended : item;
    if (known != null) {
      asWritten.remove(id);
      write(new Line(Event.FORGOTTEN, id));
    }
    return Optional.ofNullable(known);
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      file.close();
    } finally {
      claim.close();
    }
  }

  private void read() throws IOException {
    List<String> lines = file.read();
    List<String> damaged = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i);
      try {
        replay(text);
      } catch (JacksonException | IllegalArgumentException e) {
        LOG.log(System.Logger.Level.INFO, "a line of the journal is cut off or damaged", e);
        if (i < lines.size() - 1 || !isCutOff(e)) {
          damaged.add(text);
        }
      }
    }
    if (!damaged.isEmpty()) {
      file.keepAside(damaged);
    }
  }

  /** A line that is whole but makes no sense was not cut off by a crash. */
  private static boolean isCutOff(RuntimeException problem) {
    return problem instanceof UnexpectedEndOfInputException;
  }

  private void replay(String text) {
    JsonNode node = json.readTree(text);
    if (text.isBlank() || node == null || node.isNull() || node.isMissingNode()) {
      return;
    }
    JsonNode event = node.get("event");
    if (!node.isObject() || (event != null && !event.isNull() && !event.isString())) {
      throw new IllegalArgumentException("not a line of a journal");
    }
    if (event == null || event.isNull() || !EVENTS.contains(event.asString())) {
      foreign.add(text);
      return;
    }
    Line line = json.treeToValue(node, Line.class);
    if (line.event == Event.ADDED) {
      if (line.item == null || !(node.get("item") instanceof ObjectNode written)) {
        throw new IllegalArgumentException("an item is missing");
      }
      QueueItem item = line.item.item();
      addWaiting(item, line.place);
      asWritten.put(item.id(), written);
    } else {
      replay(line);
    }
  }

  private void replay(Line line) {
    if (line.id == null) {
      throw new IllegalArgumentException("an id is missing");
    }
    switch (line.event) {
      case ADDED -> throw new IllegalStateException();
      case DONE -> {
        QueueItem item = waiting.remove(line.id);
        if (item != null) {
          done.put(line.id, item);
        }
      }
      case FAILED -> {
        QueueItem item = waiting.remove(line.id);
        if (item != null) {
          failed.put(
              line.id, new FailedItem(item, (line.why == null ? Why.UNKNOWN : line.why).problem()));
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

  private List<String> compacted() {
    List<String> lines = new ArrayList<>(foreign);
    done.values()
        .forEach(
            item -> {
              lines.add(added(item));
              lines.add(text(new Line(Event.DONE, item.id())));
            });
    failed
        .values()
        .forEach(
            one -> {
              String id = one.item().id();
              lines.add(added(one.item()));
              lines.add(text(new Line(Event.FAILED, id, null, Why.of(one.problem()), null)));
            });
    waiting.values().forEach(item -> lines.add(added(item)));
    return lines;
  }

  private String added(QueueItem item) {
    ObjectNode line = json.valueToTree(Line.added(item, null));
    ObjectNode was = asWritten.get(item.id());
    if (was != null && line.get("item") instanceof ObjectNode now) {
      addUnknown(was, now);
    }
    return json.writeValueAsString(line);
  }

  /** Fields of a newer program stay as they were written. */
  private static void addUnknown(ObjectNode written, ObjectNode known) {
    for (Map.Entry<String, JsonNode> field : written.properties()) {
      JsonNode now = known.get(field.getKey());
      if (now == null) {
        known.set(field.getKey(), field.getValue());
      } else if (now instanceof ObjectNode inside && field.getValue() instanceof ObjectNode was) {
        addUnknown(was, inside);
      }
    }
  }

  private String text(Line line) {
    return json.writeValueAsString(line);
  }

  private void write(Line line) throws IOException {
    file.append(text(line));
  }
}
