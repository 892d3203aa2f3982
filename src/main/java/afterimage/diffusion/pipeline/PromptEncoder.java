package afterimage.diffusion.pipeline;

import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From words to what the UNet attends to: the towers' penultimate hidden states side by side, and
 * the last tower's projected embedding. Remembers the last prompts.
 */
public final class PromptEncoder {
  private static final int REMEMBERED = 64;

  private final List<PromptTower> towers;
  private final boolean zerosForEmptyPrompt;
  private final Map<Key, TextEncoder.Output> memory =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, TextEncoder.Output> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param towers in diffusers' order; the last one has a projection
   * @param zerosForEmptyPrompt whether a missing negative prompt is zeros
   */
  public PromptEncoder(List<PromptTower> towers, boolean zerosForEmptyPrompt) {
    this.towers = List.copyOf(towers);
    this.zerosForEmptyPrompt = zerosForEmptyPrompt;
  }

  /**
   * Embeddings of prompts, one row a picture.
   *
   * @param embeds [pictures, tokens, width]
   * @param pooled [pictures, projection]
   */
  record Embedded(Tensor embeds, Tensor pooled) {

    Embedded repeatItems(int times) {
      return new Embedded(embeds.repeatItems(times), pooled.repeatItems(times));
    }

    Embedded zeros() {
      return new Embedded(Tensor.zeros(embeds.shape()), Tensor.zeros(pooled.shape()));
    }
  }

  /**
   * The prompts' side and, where guidance needs it, the negative prompts'.
   *
   * @param positive of the prompts
   * @param negative of the negative prompts; null without guidance
   */
  record Sides(Embedded positive, @Nullable Embedded negative) {

    /** All that the UNet is conditioned on, in one batch, negative first. */
    UNet.Conditioning conditioning(Tensor timeIds, TensorTrace trace) {
      Tensor states =
          negative == null
              ? positive.embeds
              : Tensor.concat(0, List.of(negative.embeds, positive.embeds));
      Tensor pooled =
          negative == null
              ? positive.pooled
              : Tensor.concat(0, List.of(negative.pooled, positive.pooled));
      trace.put("unet_encoder_hidden_states", states);
      trace.put("unet_text_embeds", pooled);
      trace.put("unet_time_ids", timeIds);
      return new UNet.Conditioning(states, pooled, timeIds);
    }
  }

  Sides encode(Prompts prompts, boolean guided, RunContext context)
      throws EngineException, CancelledException {
    int times = prompts.imagesPerPrompt();
    Embedded once = embed(prompts.positive(), "prompt", context);
    Embedded positive = once.repeatItems(times);
    context.trace().put("prompt_embeds", positive.embeds);
    context.trace().put("pooled_prompt_embeds", positive.pooled);
    if (!guided) {
      return new Sides(positive, null);
    }
    List<String> words = prompts.negative();
    Embedded negative;
    if (words == null && zerosForEmptyPrompt) {
      negative = positive.zeros();
    } else {
      List<String> texts =
          words == null ? Collections.nCopies(prompts.positive().size(), "") : words;
      negative = embed(texts, "negative", context).repeatItems(times);
    }
    context.trace().put("negative_prompt_embeds", negative.embeds);
    context.trace().put("negative_pooled_prompt_embeds", negative.pooled);
    return new Sides(positive, negative);
  }

  private Embedded embed(List<String> texts, String side, RunContext context)
      throws EngineException, CancelledException {
    List<Tensor> hidden = new ArrayList<>();
    Tensor pooled = null;
    for (PromptTower tower : towers) {
      List<TextEncoder.Output> outputs = encode(tower, texts, side, context);
      Tensor penultimate = join(outputs.stream().map(TextEncoder.Output::penultimate).toList());
      Tensor last = join(outputs.stream().map(TextEncoder.Output::lastHiddenState).toList());
      String suffix = "_" + tower.encoder().name() + "_" + side;
      context.trace().put("penultimate" + suffix, penultimate);
      context.trace().put("last_hidden_state" + suffix, last);
      hidden.add(penultimate);
      List<Tensor> projected = new ArrayList<>();
      for (TextEncoder.Output output : outputs) {
        if (output.textEmbeds() != null) {
          projected.add(output.textEmbeds());
        }
      }
      if (!projected.isEmpty()) {
        pooled = join(projected);
        context.trace().put("text_embeds" + suffix, pooled);
      }
    }
    if (pooled == null) {
      throw new EngineException(
          "The model's text encoder gives no pooled embedding.",
          "Export it with projection (CLIPTextModelWithProjection).");
    }
    return new Embedded(Tensor.concat(2, hidden), pooled);
  }

  private List<TextEncoder.Output> encode(
      PromptTower tower, List<String> texts, String side, RunContext context)
      throws EngineException, CancelledException {
    Set<String> missing = new LinkedHashSet<>();
    int[][] ids = new int[texts.size()][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = tower.tokenizer().padded(texts.get(i));
      if (!memory.containsKey(new Key(tower.encoder().name(), texts.get(i)))) {
        missing.add(texts.get(i));
      }
      tellIfCut(tower, texts.get(i), ids[i].length, side, context);
    }
    context.trace().putIds("input_ids_" + tower.encoder().name() + "_" + side, ids);
    Map<String, TextEncoder.Output> found = new LinkedHashMap<>();
    if (!missing.isEmpty()) {
      int[][] missingIds =
          missing.stream().map(text -> tower.tokenizer().padded(text)).toArray(int[][]::new);
      TextEncoder.Output encoded = tower.encoder().encode(missingIds, context.cancellation());
      int row = 0;
      for (String text : missing) {
        found.put(text, encoded.prompt(row++));
      }
    }
    List<TextEncoder.Output> outputs = new ArrayList<>();
    for (String text : texts) {
      Key key = new Key(tower.encoder().name(), text);
      TextEncoder.Output output = found.containsKey(text) ? found.get(text) : memory.get(key);
      if (output == null) {
        throw new IllegalStateException("a prompt was neither known nor encoded");
      }
      memory.put(key, output);
      outputs.add(output);
    }
    return outputs;
  }

  private void tellIfCut(
      PromptTower tower, String text, int longest, String side, RunContext context) {
    int tokens = tower.tokenizer().encode(text).length;
    if (tokens > longest && tower.equals(towers.getLast())) {
      context
          .listener()
          .notice(
              "The %s is %d tokens long; the model reads the first %d."
                  .formatted(
                      side.equals("prompt") ? "prompt" : "negative prompt",
                      tokens - 2,
                      longest - 2));
    }
  }

  private static Tensor join(List<Tensor> rows) {
    return Tensor.concat(0, rows);
  }

  private record Key(String tower, String text) {}
}
