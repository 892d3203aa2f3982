package afterimage.ui.session;

import afterimage.engine.RefineSettings;
import afterimage.job.StatePaths;
import afterimage.ui.session.SavedSession.SavedSource;
import afterimage.ui.session.SavedSession.SavedVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a saved session entry by entry: one that makes no sense does not harm the others, and what
 * is missing gets its usual value.
 */
final class SessionReader {
  private static final RefineSettings SETTINGS =
      new RefineSettings("", "", 0.5, 20, 1, 6, 2.5, 0, null);
  private static final Map<String, String> FORMER_GAINS =
      Map.of("gain", "DIFFERENCE", "heatGain", "HEAT_MAP");
  private static final SavedView VIEW =
      new SavedView("", 0.5, Map.of(), false, false, true, 1, 0, 0);

  private boolean whole = true;

  private SessionReader() {}

  /**
   * What could be read.
   *
   * @param whole whether nothing had to be left out
   * @param tree everything, with what is not known here; null if there is nothing
   */
  record Reading(SavedSession session, boolean whole, @Nullable ObjectNode tree) {}

  /** Reads a session's file. */
  static Reading read(byte[] bytes) {
    SessionJson.Tree json = SessionJson.read(bytes);
    if (!(json.tree() instanceof ObjectNode tree)) {
      return new Reading(SavedSession.EMPTY, false, null);
    }
    SessionReader reader = new SessionReader();
    SavedSession session =
        new SavedSession(
            reader.sources(tree.get("sources")),
            integer(tree.get("selected"), -1),
            tree.get("view") instanceof ObjectNode view ? view(view) : null,
            texts(tree.get("deleted")));
    return new Reading(session, reader.whole && json.whole(), tree);
  }

  /** Older programs had a field for each of the two modes with a gain. */
  private static SavedView view(ObjectNode view) {
    ObjectNode now = view.deepCopy();
    if (!view.has("gains")) {
      ObjectNode gains = now.putObject("gains");
      FORMER_GAINS.forEach((field, mode) -> gains.set(mode, view.get(field)));
    }
    return SessionJson.record(now, VIEW, SavedView.class);
  }

  /** Reads one picture, as of a file of its own; null if it is none. */
  static @Nullable SavedSource readSource(byte[] bytes) {
    return new SessionReader().source(SessionJson.read(bytes).tree());
  }

  private List<SavedSource> sources(@Nullable JsonNode node) {
    List<SavedSource> sources = new ArrayList<>();
    for (JsonNode one : elements(node)) {
      SavedSource source = source(one);
      if (source != null) {
        sources.add(source);
      }
    }
    return sources;
  }

  private @Nullable SavedSource source(@Nullable JsonNode node) {
    SavedVersion own = node == null ? null : version(node.get("own"), 1);
    String file = own == null ? file(node) : own.file();
    if (node == null || file == null) {
      whole &= node == null || node.isNull();
      return null;
    }
    String name = text(node, "name");
    List<SavedVersion> versions = new ArrayList<>();
    for (JsonNode one : elements(node.get("versions"))) {
      SavedVersion version = version(one, versions.size() + 1);
      if (version != null) {
        versions.add(version);
      }
    }
    return new SavedSource(
        name == null ? nameOf(file) : name,
        file,
        Math.max(0, integer(node.get("width"), 0)),
        Math.max(0, integer(node.get("height"), 0)),
        versions,
        text(node, "shown"),
        text(node, "before"),
        own);
  }

  private @Nullable SavedVersion version(@Nullable JsonNode node, int number) {
    String file = file(node);
    if (node == null || file == null) {
      whole &= node == null || node.isNull();
      return null;
    }
    String id = text(node, "id");
    return new SavedVersion(
        id == null ? stemOf(file) : id,
        Math.max(1, integer(node.get("number"), number)),
        file,
        SessionJson.record(node.get("settings"), SETTINGS, RefineSettings.class),
        text(node, "model"),
        time(text(node, "made")),
        node.get("starred") != null && node.get("starred").asBoolean(false));
  }

  private Iterable<JsonNode> elements(@Nullable JsonNode node) {
    if (node instanceof ArrayNode array) {
      return array;
    }
    whole &= node == null || node.isNull();
    return List.of();
  }

  private static List<String> texts(@Nullable JsonNode node) {
    return node instanceof ArrayNode array
        ? array.valueStream().filter(JsonNode::isString).map(JsonNode::asString).toList()
        : List.of();
  }

  /** Where a picture is, if this system's files can be there. */
  private static @Nullable String file(@Nullable JsonNode node) {
    String text = text(node, "file");
    return text == null || !StatePaths.isPath(text) ? null : text;
  }

  /** Text that is not empty. */
  private static @Nullable String text(@Nullable JsonNode node, String name) {
    JsonNode value = node == null ? null : node.get(name);
    return value == null || !value.isString() || value.asString().isEmpty()
        ? null
        : value.asString();
  }

  private static int integer(@Nullable JsonNode node, int otherwise) {
    return node != null && node.isNumber() ? node.asInt(otherwise) : otherwise;
  }

  private static Instant time(@Nullable String text) {
    try {
      return text == null ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static String nameOf(String file) {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }

  private static String stemOf(String file) {
    String name = nameOf(file);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** Puts fields that a newer program wrote back, where their entries are still there. */
  static ObjectNode withUnknown(ObjectNode now, @Nullable ObjectNode was) {
    if (was != null) {
      keep(now, was);
      match(now.get("sources"), was.get("sources"), "file");
    }
    return now;
  }

  private static void match(@Nullable JsonNode now, @Nullable JsonNode was, String key) {
    if (!(now instanceof ArrayNode entries) || !(was instanceof ArrayNode former)) {
      return;
    }
    Map<String, ObjectNode> byKey = new HashMap<>();
    for (JsonNode one : former) {
      String value = text(one, key);
      if (value != null && one instanceof ObjectNode object) {
        byKey.putIfAbsent(value, object);
      }
    }
    for (JsonNode one : entries) {
      String value = text(one, key);
      ObjectNode before = value == null ? null : byKey.get(value);
      if (before != null && one instanceof ObjectNode object) {
        keep(object, before);
        match(object.get("versions"), before.get("versions"), "id");
      }
    }
  }

  private static void keep(ObjectNode now, ObjectNode was) {
    was.properties().forEach(field -> now.putIfAbsent(field.getKey(), field.getValue()));
  }
}
