package afterimage.settings.found;

import afterimage.settings.found.ComfyUiGraph.Node;
import afterimage.settings.found.ComfyUiPrompt.Encoded;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The settings of a ComfyUI graph: those of its last sampler, whether it holds them itself
 * (KSampler) or has them from other nodes (SamplerCustom: steps from its sigmas, guidance and words
 * from a guider, the seed from its noise).
 */
final class ComfyUiSettings {
  static final String KEYWORD = "prompt";

  private final ComfyUiGraph graph;

  private ComfyUiSettings(ComfyUiGraph graph) {
    this.graph = graph;
  }

  static Optional<FoundSettings> in(Map<String, String> texts) {
    JsonNode nodes = Numbers.object(texts.get(KEYWORD));
    if (nodes == null) {
      return Optional.empty();
    }
    ComfyUiSettings reader = new ComfyUiSettings(new ComfyUiGraph(nodes));
    return reader.graph.all().stream()
        .filter(ComfyUiSettings::isSampler)
        .reduce((_, later) -> later)
        .map(reader::read);
  }

  private static boolean isSampler(Node node) {
    return (node.has("steps") || node.has("sigmas"))
        && (node.has("positive") || node.has("guider"));
  }

  private FoundSettings read(Node sampler) {
    Node guider = Objects.requireNonNullElse(graph.linked(sampler.input("guider")), sampler);
    String side = guider.has("positive") ? "positive" : "conditioning";
    Encoded positive = encoded(guider, side, 0);
    Encoded negative = encoded(guider, "negative", 1);
    return new FoundSettings(
        "ComfyUI",
        positive.words(),
        negative.words(),
        Numbers.asSeed(first(sampler, "noise", "seed", "noise_seed")),
        Numbers.asInteger(first(sampler, "sigmas", "steps")),
        Numbers.asDouble(graph.value(guider, "cfg")),
        Numbers.asDouble(first(sampler, "sigmas", "denoise")),
        Numbers.asDouble(positive.ascore()),
        Numbers.asDouble(negative.ascore()),
        first(sampler, "sampler", "sampler_name"),
        first(sampler, "sigmas", "scheduler"),
        graph.behind(guider, "model", "ckpt_name", "unet_name"));
  }

  private Encoded encoded(Node node, String input, int side) {
    return Objects.requireNonNullElse(ComfyUiPrompt.of(graph, node, input, side), Encoded.NOTHING);
  }

  /** A sampler's own value, or that of the nodes behind one of its inputs. */
  private @Nullable String first(Node sampler, String input, String... names) {
    for (String name : names) {
      String own = graph.value(sampler, name);
      if (own != null) {
        return own;
      }
    }
    return graph.behind(sampler, input, names);
  }
}
