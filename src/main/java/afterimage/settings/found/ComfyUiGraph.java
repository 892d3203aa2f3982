package afterimage.settings.found;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * ComfyUI's {@code prompt}: nodes by id, each with a class and inputs, an input being a value or a
 * link {@code [id, output]}.
 */
record ComfyUiGraph(JsonNode nodes) {

  /**
   * A node.
   *
   * @param id its name in the graph
   * @param type its class, in lower case
   * @param inputs values and links by name
   */
  record Node(String id, String type, JsonNode inputs) {

    boolean has(String name) {
      return inputs.has(name);
    }

    @Nullable JsonNode input(String name) {
      return inputs.get(name);
    }
  }

  /** All that have inputs, in the order of the text. */
  List<Node> all() {
    List<Node> all = new ArrayList<>();
    for (String id : nodes.propertyNames()) {
      Node node = node(id);
      if (node != null) {
        all.add(node);
      }
    }
    return all;
  }

  /** The node that an input is linked to, or null if the input is a value. */
  @Nullable Node linked(@Nullable JsonNode input) {
    String id = input != null && input.isArray() ? Numbers.text(input.get(0)) : null;
    return id == null ? null : node(id);
  }

  /** Which of that node's outputs, from 0. */
  static int output(JsonNode link) {
    Integer output = Numbers.asInteger(Numbers.text(link.get(1)));
    return output == null ? 0 : output;
  }

  private @Nullable Node node(String id) {
    JsonNode node = nodes.get(id);
    JsonNode inputs = node == null ? null : node.get("inputs");
    if (inputs == null || !inputs.isObject()) {
      return null;
    }
    String type = Numbers.text(node, "class_type");
    return new Node(id, type == null ? "" : type.toLowerCase(Locale.ROOT), inputs);
  }

  /** An input's own value, or that of a node of one value which it is linked to. */
  @Nullable String value(Node node, String name) {
    String own = Numbers.text(node.input(name));
    if (own != null) {
      return own;
    }
    Node linked = linked(node.input(name));
    return linked == null
        ? null
        : Numbers.text(linked.inputs, name, "value", "int", "float", "seed", "number");
  }

  /**
   * What nodes behind an input have under a name, the first on the way back that has it. Each node
   * is looked at once, however many ways lead to it.
   */
  @Nullable String behind(Node node, String name, String... wanted) {
    Set<String> seen = new HashSet<>();
    Deque<JsonNode> next = new ArrayDeque<>();
    push(node.input(name), next);
    while (!next.isEmpty()) {
      Node behind = linked(next.pop());
      if (behind != null && seen.add(behind.id)) {
        String found = Numbers.text(behind.inputs, wanted);
        if (found != null) {
          return found;
        }
        // The last is pushed first, so that the first is looked at with all behind it first.
        List<JsonNode> links = new ArrayList<>();
        behind.inputs.forEach(links::add);
        links.reversed().forEach(input -> push(input, next));
      }
    }
    return null;
  }

  private static void push(@Nullable JsonNode input, Deque<JsonNode> links) {
    if (input != null && input.isArray()) {
      links.push(input);
    }
  }
}
