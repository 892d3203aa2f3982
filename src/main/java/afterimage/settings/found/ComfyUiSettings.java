package afterimage.settings.found;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * ComfyUI's {@code prompt}: a graph of nodes by id, each with a class and inputs, an input being a
 * value or a link {@code [id, output]}. The settings are those of the last sampler, with the words
 * that its conditioning leads back to.
 */
final class ComfyUiSettings {
  static final String KEYWORD = "prompt";

  private final JsonNode graph;

  private ComfyUiSettings(JsonNode graph) {
    this.graph = graph;
  }

  static Optional<FoundSettings> in(Map<String, String> texts) {
    JsonNode graph = Numbers.object(texts.get(KEYWORD));
    if (graph == null) {
      return Optional.empty();
    }
    ComfyUiSettings reader = new ComfyUiSettings(graph);
    JsonNode last = null;
    for (JsonNode node : graph) {
      JsonNode inputs = node.get("inputs");
      if (inputs != null && inputs.has("steps") && inputs.has("positive")) {
        last = inputs;
      }
    }
    return last == null ? Optional.empty() : Optional.of(reader.read(last));
  }

  private FoundSettings read(JsonNode sampler) {
    String seed = value(sampler, "seed");
    return new FoundSettings(
        "ComfyUI",
        Objects.requireNonNullElse(behind(sampler, "positive", "text"), ""),
        Objects.requireNonNullElse(behind(sampler, "negative", "text"), ""),
        Numbers.asLong(seed == null ? value(sampler, "noise_seed") : seed),
        Numbers.asInteger(value(sampler, "steps")),
        Numbers.asDouble(value(sampler, "cfg")),
        Numbers.asDouble(value(sampler, "denoise")),
        Numbers.asDouble(behind(sampler, "positive", "ascore")),
        Numbers.asDouble(behind(sampler, "negative", "ascore")),
        value(sampler, "sampler_name"),
        behind(sampler, "model", "ckpt_name"));
  }

  /** An input's own value, or that of a primitive node which it is linked to. */
  private @Nullable String value(JsonNode inputs, String name) {
    JsonNode input = inputs.get(name);
    String own = Numbers.text(input);
    if (own != null || input == null) {
      return own;
    }
    JsonNode linked = linked(input);
    return linked == null ? null : Numbers.text(linked, name, "value", "int", "float");
  }

  /**
   * What nodes behind an input have under a name, the first on the way back that has it. Each node
   * is looked at once, however many ways lead to it.
   */
  private @Nullable String behind(JsonNode inputs, String name, String wanted) {
    Set<String> seen = new HashSet<>();
    Deque<JsonNode> next = new ArrayDeque<>();
    push(inputs.get(name), next);
    while (!next.isEmpty()) {
      JsonNode link = next.pop();
      JsonNode node = seen.add(id(link)) ? linked(link) : null;
      if (node != null) {
        String found = Numbers.text(node, wanted, wanted + "_g", wanted + "_l");
        if (found != null) {
          return found;
        }
        // The last is pushed first, so that the first is looked at with all behind it first.
        List<JsonNode> links = new ArrayList<>();
        node.forEach(links::add);
        links.reversed().forEach(input -> push(input, next));
      }
    }
    return null;
  }

  private static void push(@Nullable JsonNode input, Deque<JsonNode> links) {
    if (input != null && !id(input).isEmpty()) {
      links.push(input);
    }
  }

  /** The inputs of the node that a link leads to. */
  private @Nullable JsonNode linked(JsonNode link) {
    String id = id(link);
    JsonNode node = id.isEmpty() ? null : graph.get(id);
    return node == null ? null : node.get("inputs");
  }

  /** The id that a link leads to; empty for what is no link. */
  private static String id(JsonNode input) {
    String id = input.isArray() ? Numbers.text(input.get(0)) : null;
    return id == null ? "" : id;
  }
}
