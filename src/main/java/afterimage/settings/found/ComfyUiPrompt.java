package afterimage.settings.found;

import afterimage.settings.found.ComfyUiGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The words that a conditioning comes from. Links are followed by their meaning: of nodes that take
 * both sides (ControlNet, inpainting) the output says which, a conditioning set to zero has no
 * words, and words may themselves come from nodes that hold or join them.
 *
 * <p>Each node is looked at once a side. Graphs are strangers': behind ways of more than {@value
 * #MAX_DEPTH} nodes, whatever words come first are taken.
 */
final class ComfyUiPrompt {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_LENGTH = 200_000;
  private static final List<String> SIDES = List.of("positive", "negative");

  /** What text encoders call their words; those of SDXL have two. */
  private static final List<String> WORDS = List.of("text", "text_g", "text_l", "prompt");

  /** What nodes that hold a text call it, the most certain first. */
  private static final List<String> TEXTS =
      List.of("populated_text", "value", "string", "text", "prompt", "wildcard_text");

  /**
   * What nodes that join texts call them, in their order, behind which a letter or number comes.
   */
  private static final List<String> PARTS = List.of("string_", "text_", "string", "text");

  /** Inputs that no words come through. */
  private static final Set<String> OTHERS =
      Set.of(
          "clip",
          "model",
          "vae",
          "image",
          "pixels",
          "latent",
          "latent_image",
          "samples",
          "mask",
          "control_net",
          "noise",
          "sigmas",
          "sampler",
          "clip_vision",
          "clip_vision_output");

  private final ComfyUiGraph graph;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, String> texts = new HashMap<>();
  private boolean tooDeep;

  /**
   * Words with what their encoder was told.
   *
   * @param ascore aesthetic score of SDXL's refiner, as it is written, or null
   */
  record Encoded(String words, @Nullable String ascore) {
    static final Encoded NOTHING = new Encoded("", null);
  }

  private ComfyUiPrompt(ComfyUiGraph graph) {
    this.graph = graph;
  }

  /**
   * The words of an input of a sampler or guider.
   *
   * @return null if none are found
   */
  static @Nullable Encoded of(ComfyUiGraph graph, Node node, String input, int side) {
    ComfyUiPrompt prompt = new ComfyUiPrompt(graph);
    Encoded found = prompt.conditioning(node.input(input), side, 0);
    if (found != null || !prompt.tooDeep) {
      return found;
    }
    String words = graph.behind(node, input, WORDS.toArray(String[]::new));
    return words == null ? null : new Encoded(words, null);
  }

  private @Nullable Encoded conditioning(@Nullable JsonNode link, int side, int depth) {
    tooDeep |= depth > MAX_DEPTH;
    Node node = tooDeep ? null : graph.linked(link);
    if (node == null || !seen.add(side + node.id())) {
      return null;
    }
    if (node.type().contains("zeroout")) {
      return Encoded.NOTHING;
    }
    if (node.has(SIDES.get(0)) && node.has(SIDES.get(1))) {
      return ofBoth(node, Objects.requireNonNull(link), side, depth);
    }
    for (String name : WORDS) {
      if (node.has(name)) {
        String words = text(node.input(name), depth + 1);
        if (words != null && !words.isBlank()) {
          return new Encoded(words, graph.value(node, "ascore"));
        }
      }
    }
    if (WORDS.stream().anyMatch(name -> Numbers.text(node.input(name)) != null)) {
      return new Encoded("", graph.value(node, "ascore"));
    }
    return joined(node, side, depth);
  }

  /** Their outputs are both sides in this order; words that they hold themselves are by name. */
  private @Nullable Encoded ofBoth(Node node, JsonNode link, int side, int depth) {
    JsonNode own = node.input(SIDES.get(side));
    String words = Numbers.text(own);
    if (words != null) {
      return new Encoded(words, null);
    }
    int output = ComfyUiGraph.output(link);
    int meant = output < SIDES.size() ? output : side;
    JsonNode next = node.input(SIDES.get(meant));
    Node holder = graph.linked(next);
    Encoded found = conditioning(next, meant, depth + 1);
    if (found == null && holder != null) {
      String text = text(next, depth + 1);
      return text == null ? null : new Encoded(text, null);
    }
    return found;
  }

  /** Several conditionings one behind the other, as the prompt syntax writes them. */
  private @Nullable Encoded joined(Node node, int side, int depth) {
    String between = node.type().contains("concat") ? " BREAK " : ", ";
    boolean firstOnly = node.type().contains("average");
    Encoded all = null;
    for (Map.Entry<String, JsonNode> input : node.inputs().properties()) {
      if (OTHERS.contains(input.getKey())) {
        continue;
      }
      Encoded next = conditioning(input.getValue(), side, depth + 1);
      if (next == null || (firstOnly && all != null)) {
        continue;
      }
      all =
          all == null || all.words.isEmpty()
              ? next
              : next.words.isEmpty()
                  ? all
                  : new Encoded(
                      all.words + between + next.words,
                      all.ascore == null ? next.ascore : all.ascore);
    }
    return all;
  }

  /** A node's text is read once; one that is longer than any prompt counts as not found. */
  private @Nullable String text(@Nullable JsonNode input, int depth) {
    String own = Numbers.text(input);
    Node node = own == null ? graph.linked(input) : null;
    if (node == null || depth > MAX_DEPTH) {
      return own;
    }
    if (!texts.containsKey(node.id())) {
      texts.put(node.id(), ""); // A circle ends here.
      String text = textOf(node, depth);
      texts.put(node.id(), text == null || text.length() > MAX_LENGTH ? "" : text);
    }
    String text = texts.get(node.id());
    return text == null || text.isBlank() ? null : text;
  }

  private @Nullable String textOf(Node node, int depth) {
    String parts = parts(node, depth);
    if (parts != null) {
      return parts;
    }
    List<JsonNode> likely = new ArrayList<>();
    TEXTS.stream().filter(node::has).forEach(name -> likely.add(node.inputs().get(name)));
    for (Map.Entry<String, JsonNode> other : node.inputs().properties()) {
      if (other.getValue().isArray() && !OTHERS.contains(other.getKey())) {
        likely.add(other.getValue());
      }
    }
    return likely.stream()
        .map(input -> text(input, depth + 1))
        .filter(text -> text != null && !text.isBlank())
        .findFirst()
        .orElse(null);
  }

  /** The parts of a node that joins texts, joined; null if it has fewer than two. */
  private @Nullable String parts(Node node, int depth) {
    String delimiter = Numbers.text(node.inputs(), "delimiter", "separator");
    for (String prefix : PARTS) {
      Map<String, JsonNode> parts = new TreeMap<>();
      for (Map.Entry<String, JsonNode> input : node.inputs().properties()) {
        String rest =
            input.getKey().startsWith(prefix) ? input.getKey().substring(prefix.length()) : "";
        if (rest.length() == 1 || (rest.length() == 2 && Character.isDigit(rest.charAt(0)))) {
          parts.put((rest.length() == 1 ? " " : "") + rest, input.getValue());
        }
      }
      if (parts.size() > 1) {
        List<String> texts = new ArrayList<>();
        for (JsonNode part : parts.values()) {
          String text = text(part, depth + 1);
          if (text != null && !text.isEmpty()) {
            texts.add(text);
          }
        }
        return String.join(delimiter == null ? "" : delimiter, texts);
      }
    }
    return null;
  }
}
