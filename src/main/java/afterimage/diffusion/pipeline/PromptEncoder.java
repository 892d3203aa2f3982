package afterimage.diffusion.pipeline;

import afterimage.diffusion.text.AddedTokens;
import afterimage.diffusion.text.PromptChunk;
import afterimage.diffusion.text.PromptSyntax;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * From words to what the UNet attends to: the towers' penultimate hidden states side by side, and
 * the last tower's projected embedding of the first chunk. Remembers what it has encoded lately.
 *
 * <p>Every prompt of a run gets as many chunks as the longest has, on both sides and in both
 * towers: what follows a prompt's end is chunks without words.
 */
public final class PromptEncoder {
  private static final int REMEMBERED = 64;

  private final List<PromptTower> towers;
  private final boolean zerosForEmptyPrompt;
  private final int maxTokens;
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
   * @param maxTokens that the UNet attends to, or -1 for any number
   */
  public PromptEncoder(List<PromptTower> towers, boolean zerosForEmptyPrompt, int maxTokens) {
    this.towers = List.copyOf(towers);
    this.zerosForEmptyPrompt = zerosForEmptyPrompt;
    this.maxTokens = maxTokens;
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
    List<Read> positives = read(prompts, false);
    boolean zeros = zerosForEmptyPrompt && prompts.negative(0) == null;
    List<Read> negatives = guided && !zeros ? read(prompts, true) : List.of();
    int chunks = chunks(positives, negatives);
    int most = maxTokens < 0 ? chunks : Math.max(1, maxTokens / chunkLength());
    tellIfCut(positives, "diffusion.promptCut", prompts, most, context);
    tellIfCut(negatives, "diffusion.negativeCut", prompts, most, context);

    Embedded positive =
        embed(positives, "prompt", Math.min(chunks, most), prompts.clipSkip(), context)
            .repeatItems(times);
    context.trace().put("prompt_embeds", positive.embeds);
    context.trace().put("pooled_prompt_embeds", positive.pooled);
    if (!guided) {
      return new Sides(positive, null);
    }
    Embedded negative =
        zeros
            ? positive.zeros()
            : embed(negatives, "negative", Math.min(chunks, most), prompts.clipSkip(), context)
                .repeatItems(times);
    context.trace().put("negative_prompt_embeds", negative.embeds);
    context.trace().put("negative_pooled_prompt_embeds", negative.pooled);
    return new Sides(positive, negative);
  }

  /**
   * One side's prompts as one tower reads them.
   *
   * @param added names that stand for vectors
   * @param vectors that they stand for
   * @param texts the prompts
   * @param chunks of each
   */
  private record Read(
      PromptTower tower,
      AddedTokens added,
      AddedVectors vectors,
      List<String> texts,
      List<List<PromptChunk>> chunks) {}

  private List<Read> read(Prompts prompts, boolean negative) throws EngineException {
    List<Read> reads = new ArrayList<>();
    for (int i = 0; i < towers.size(); i++) {
      List<String> texts = negative ? prompts.negative(i) : prompts.positive(i);
      if (texts == null) {
        texts = Collections.nCopies(prompts.positive().size(), "");
      }
      for (String text : texts) {
        PromptSyntax.requireReadable(text);
      }
      PromptTower tower = towers.get(i);
      AddedTokens added = PromptEmbedding.tokens(prompts.embeddings(), tower);
      AddedVectors vectors = PromptEmbedding.vectors(prompts.embeddings(), tower);
      List<List<PromptChunk>> chunks =
          texts.stream()
              .map(text -> prompts.syntax().chunks(tower.tokenizer(), added, text))
              .toList();
      reads.add(new Read(tower, added, vectors, texts, chunks));
    }
    return reads;
  }

  private int chunkLength() {
    return towers.getLast().tokenizer().config().maxLength();
  }

  private static int chunks(List<Read> positives, List<Read> negatives) {
    int most = 1;
    for (List<Read> reads : List.of(positives, negatives)) {
      for (Read read : reads) {
        for (List<PromptChunk> chunks : read.chunks) {
          most = Math.max(most, chunks.size());
        }
      }
    }
    return most;
  }

  private void tellIfCut(
      List<Read> reads, String sentence, Prompts prompts, int maxChunks, RunContext context) {
    if (reads.isEmpty()) {
      return;
    }
    Read read = reads.getLast();
    int room = chunkLength() - 2;
    for (int i = 0; i < read.texts.size(); i++) {
      boolean cut;
      if (prompts.syntax() == Prompts.Syntax.PLAIN) {
        cut =
            PromptChunk.words(read.tower.tokenizer(), read.added, read.texts.get(i)).length > room;
      } else {
        cut = read.chunks.get(i).size() > maxChunks;
      }
      if (cut) {
        context
            .listener()
            .notice(
                Messages.of(
                    sentence, prompts.syntax() == Prompts.Syntax.PLAIN ? room : room * maxChunks));
      }
    }
  }

  private Embedded embed(
      List<Read> reads, String side, int chunks, int clipSkip, RunContext context)
      throws EngineException, CancelledException {
    List<Tensor> hidden = new ArrayList<>();
    Tensor pooled = null;
    for (Read read : reads) {
      List<TextEncoder.Output> columns = new ArrayList<>();
      List<int[][]> ids = new ArrayList<>();
      for (int chunk = 0; chunk < chunks; chunk++) {
        context.cancellation().throwIfCancelled();
        List<PromptChunk> rows = new ArrayList<>();
        for (List<PromptChunk> ofPrompt : read.chunks) {
          rows.add(
              chunk < ofPrompt.size()
                  ? ofPrompt.get(chunk)
                  : PromptChunk.plain(read.tower.tokenizer(), ""));
        }
        ids.add(rows.stream().map(PromptChunk::ids).toArray(int[][]::new));
        columns.add(join(encode(read, rows, clipSkip, context)));
      }
      String suffix = "_" + read.tower.encoder().name() + "_" + side;
      context.trace().putIds("input_ids" + suffix, sideBySide(ids));
      Tensor states =
          Tensor.concat(1, columns.stream().map(TextEncoder.Output::penultimate).toList());
      context.trace().put("penultimate" + suffix, states);
      context
          .trace()
          .put(
              "last_hidden_state" + suffix,
              Tensor.concat(1, columns.stream().map(TextEncoder.Output::lastHiddenState).toList()));
      hidden.add(states);
      Tensor projected = columns.getFirst().textEmbeds();
      if (projected != null) {
        pooled = projected;
        context.trace().put("text_embeds" + suffix, projected);
      }
    }
    if (pooled == null) {
      throw new EngineException(
          Messages.of("diffusion.noPooled"), Messages.of("diffusion.noPooled.remedy"));
    }
    return new Embedded(Tensor.concat(2, hidden), pooled);
  }

  /** Ids of several chunks, [prompts][chunks × tokens]. */
  private static int[][] sideBySide(List<int[][]> chunks) {
    int[][] rows = new int[chunks.getFirst().length][];
    for (int row = 0; row < rows.length; row++) {
      int prompt = row;
      rows[row] = chunks.stream().flatMapToInt(chunk -> IntStream.of(chunk[prompt])).toArray();
    }
    return rows;
  }

  /** One output a chunk, its weights applied. */
  private List<TextEncoder.Output> encode(
      Read read, List<PromptChunk> chunks, int clipSkip, RunContext context)
      throws EngineException, CancelledException {
    TextEncoder encoder = read.tower.encoder();
    Map<Key, TextEncoder.Output> known = new LinkedHashMap<>();
    Set<Key> missing = new LinkedHashSet<>();
    for (PromptChunk chunk : chunks) {
      Key key = Key.of(encoder, clipSkip, chunk, read.vectors);
      TextEncoder.Output remembered = memory.get(key);
      if (remembered == null) {
        missing.add(key);
      } else {
        known.put(key, remembered);
      }
    }
    if (!missing.isEmpty()) {
      int[][] ids = missing.stream().map(Key::ids).toArray(int[][]::new);
      TextEncoder.Output encoded =
          encoder.encode(ids, read.vectors, clipSkip, context.cancellation());
      int row = 0;
      for (Key key : missing) {
        known.put(key, encoded.prompt(row++));
      }
    }
    List<TextEncoder.Output> outputs = new ArrayList<>();
    for (PromptChunk chunk : chunks) {
      Key key = Key.of(encoder, clipSkip, chunk, read.vectors);
      TextEncoder.Output output = known.get(key);
      if (output == null) {
        throw new IllegalStateException("a chunk was neither known nor encoded");
      }
      memory.put(key, output);
      outputs.add(Emphasis.apply(output, chunk));
    }
    return outputs;
  }

  private static TextEncoder.Output join(List<TextEncoder.Output> rows) {
    List<Tensor> projected = new ArrayList<>();
    for (TextEncoder.Output row : rows) {
      if (row.textEmbeds() != null) {
        projected.add(row.textEmbeds());
      }
    }
    return new TextEncoder.Output(
        Tensor.concat(0, rows.stream().map(TextEncoder.Output::penultimate).toList()),
        Tensor.concat(0, rows.stream().map(TextEncoder.Output::lastHiddenState).toList()),
        projected.isEmpty() ? null : Tensor.concat(0, projected));
  }

  /**
   * What decides an output.
   *
   * @param vectors that stand in for tokens; null for none among the ids
   */
  private record Key(String tower, int clipSkip, int[] ids, @Nullable AddedVectors vectors) {

    static Key of(TextEncoder encoder, int clipSkip, PromptChunk chunk, AddedVectors vectors) {
      return new Key(
          encoder.name(), clipSkip, chunk.ids(), vectors.isIn(chunk.ids()) ? vectors : null);
    }

    @Override
    public boolean equals(Object other) {
      return other
              instanceof
              Key(
                  String otherTower,
                  int otherSkip,
                  int[] otherIds,
                  @Nullable AddedVectors otherVectors)
          && tower.equals(otherTower)
          && clipSkip == otherSkip
          && Arrays.equals(ids, otherIds)
          && Objects.equals(vectors, otherVectors);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * tower.hashCode() + clipSkip) + Arrays.hashCode(ids);
    }
  }
}
