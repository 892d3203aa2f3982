package afterimage.settings;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What has changed from one JSON value to another, to be done to a third: the file that the first
 * was read from, which may hold more than was understood.
 *
 * @param from as it was understood
 * @param to as it is now
 */
record JsonChange(@Nullable JsonNode from, JsonNode to) {

  /** The file's value after the change. */
  JsonNode in(JsonNode file) {
    if (to.equals(from)) {
      return file;
    }
    if (file instanceof ObjectNode object && to instanceof ObjectNode now) {
      return inObject(object, now);
    }
    if (file instanceof ArrayNode array
        && to instanceof ArrayNode now
        && from instanceof ArrayNode was
        && was.size() == array.size()) {
      return inArray(array, was, now);
    }
    return to;
  }

  private ObjectNode inObject(ObjectNode file, ObjectNode now) {
    ObjectNode changed = file.deepCopy();
    Set<String> gone = new HashSet<>();
    if (from instanceof ObjectNode was) {
      gone.addAll(was.propertyNames());
    }
    for (Map.Entry<String, JsonNode> field : now.properties()) {
      gone.remove(field.getKey());
      JsonNode there = file.get(field.getKey());
      JsonNode was = from == null ? null : from.get(field.getKey());
      changed.set(
          field.getKey(),
          there == null ? field.getValue() : new JsonChange(was, field.getValue()).in(there));
    }
    changed.remove(gone);
    return changed;
  }

  /** Elements that are there still are taken as the file has them. */
  private static ArrayNode inArray(ArrayNode file, ArrayNode was, ArrayNode now) {
    Map<JsonNode, Deque<JsonNode>> known = new HashMap<>();
    for (int i = 0; i < was.size(); i++) {
      known.computeIfAbsent(was.get(i), _ -> new ArrayDeque<>()).add(file.get(i));
    }
    ArrayNode changed = JsonFile.JSON.createArrayNode();
    for (JsonNode element : now) {
      Deque<JsonNode> same = known.get(element);
      changed.add(same == null || same.isEmpty() ? element : same.poll());
    }
    return changed;
  }
}
