package afterimage.settings.found;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * ComfyUI's {@code prompt}: a graph of nodes by id, each with a class and inputs, an input being a
 * value or a link {@code [id, output]}. The settings are those of the last sampler, with the words
 * that its conditioning leads back to.
 */
final class ComfyUiSettings {
  /** No graph that makes sense is deeper; a circle would be. */
  private static final int DEEPEST = 40;

  private final JsonNode graph;

  private ComfyUiSettings(JsonNode graph) {
    this.graph = graph;
  }

  static Optional<FoundSettings> in(Map<String, String> texts) {
    JsonNode graph = Numbers.object(texts.get("prompt"));
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

  /** What nodes behind an input have under a name, the nearest first. */
  private @Nullable String behind(JsonNode inputs, String name, String wanted) {
    return search(inputs.get(name), wanted, 0);
  }

  private @Nullable String search(@Nullable JsonNode input, String wanted, int depth) {
    JsonNode inputs = input == null || depth > DEEPEST ? null : linked(input);
    if (inputs == null) {
      return null;
    }
    String found = Numbers.text(inputs, wanted, wanted + "_g", wanted + "_l");
    if (found != null) {
      return found;
    }
    for (JsonNode next : inputs) {
      String deeper = search(next, wanted, depth + 1);
      if (deeper != null) {
        return deeper;
      }
    }
    return null;
  }

  /** The inputs of the node that a link leads to. */
  private @Nullable JsonNode linked(JsonNode input) {
    if (!input.isArray() || input.isEmpty()) {
      return null;
    }
    JsonNode node = graph.get(input.get(0).asString());
    return node == null ? null : node.get("inputs");
  }
}
