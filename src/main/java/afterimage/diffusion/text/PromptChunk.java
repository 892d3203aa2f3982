package afterimage.diffusion.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * As much of a prompt as a text encoder reads at once: start, words, end, and filling.
 *
 * @param ids as many as the network takes
 * @param weights one for each id; 1 for all but words
 * @param words how many of the ids are words'
 */
public record PromptChunk(int[] ids, float[] weights, int words) {

  /** A comma this near to a chunk's end ends it, so that what belongs together stays together. */
  private static final int COMMA_REACH = 20;

  /** A whole prompt in one chunk, cut if it is too long; brackets are words like others. */
  public static PromptChunk plain(ClipTokenizer tokenizer, String prompt) {
    return plain(tokenizer, AddedTokens.NONE, prompt);
  }

  /** The same with names that stand for vectors of their own. */
  public static PromptChunk plain(ClipTokenizer tokenizer, AddedTokens added, String prompt) {
    int[] words = words(tokenizer, added, prompt);
    int[] ids = new int[tokenizer.config().maxLength()];
    int count = Math.min(words.length, ids.length - 2);
    Arrays.fill(ids, tokenizer.padId());
    ids[0] = tokenizer.startId();
    System.arraycopy(words, 0, ids, 1, count);
    ids[count + 1] = tokenizer.endId();
    float[] weights = new float[ids.length];
    Arrays.fill(weights, 1);
    return new PromptChunk(ids, weights, count);
  }

  /** The ids of a plain prompt alone, without start and end, however many. */
  public static int[] words(ClipTokenizer tokenizer, AddedTokens added, String prompt) {
    IntStream.Builder ids = IntStream.builder();
    added.split(
        prompt,
        text -> IntStream.of(tokenizer.words(text)).forEach(ids::add),
        name -> IntStream.of(name).forEach(ids::add));
    return ids.build().toArray();
  }

  /**
   * A prompt in A1111's syntax, in as many chunks as it needs, at least one, cut where A1111 cuts
   * them.
   */
  public static List<PromptChunk> weighted(ClipTokenizer tokenizer, String prompt) {
    return weighted(tokenizer, AddedTokens.NONE, prompt);
  }

  /**
   * The same with names that stand for vectors of their own; those of one name are in one chunk.
   */
  public static List<PromptChunk> weighted(
      ClipTokenizer tokenizer, AddedTokens added, String prompt) {
    Builder builder = new Builder(tokenizer);
    for (PromptSyntax.Part part : PromptSyntax.parse(prompt)) {
      switch (part) {
        case PromptSyntax.Part.Break() -> builder.end();
        case PromptSyntax.Part.Words(String text, double weight) ->
            added.split(
                text,
                between -> builder.add(between, weight),
                name -> builder.addTogether(name, weight));
      }
    }
    return builder.chunks();
  }

  /** Whether any word has a weight other than 1. */
  public boolean isWeighted() {
    for (float weight : weights) {
      if (weight != 1) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PromptChunk(int[] otherIds, float[] otherWeights, int otherWords)
        && words == otherWords
        && Arrays.equals(ids, otherIds)
        && Arrays.equals(weights, otherWeights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + Arrays.hashCode(weights);
  }

  private static final class Builder {
    private final ClipTokenizer tokenizer;
    private final int size;
    private final int[] comma;
    private final List<PromptChunk> chunks = new ArrayList<>();
    private List<Word> words = new ArrayList<>();
    private int lastComma = -1;

    private record Word(int id, float weight) {}

    Builder(ClipTokenizer tokenizer) {
      this.tokenizer = tokenizer;
      size = tokenizer.config().maxLength() - 2;
      comma = tokenizer.words(",");
    }

    void add(String text, double weight) {
      for (int id : tokenizer.words(text)) {
        if (comma.length == 1 && id == comma[0]) {
          lastComma = words.size();
        } else {
          moveFromLastComma();
        }
        if (words.size() == size) {
          end();
        }
        words.add(new Word(id, (float) weight));
      }
    }

    /** Adds ids that a chunk's end must not part; more than a chunk holds are cut. */
    void addTogether(int[] ids, double weight) {
      moveFromLastComma();
      if (words.size() + ids.length > size) {
        end();
      }
      for (int id : ids) {
        if (words.size() < size) {
          words.add(new Word(id, (float) weight));
        }
      }
    }

    /** Ends a full chunk at its last comma, if that is near. */
    private void moveFromLastComma() {
      if (words.size() == size && lastComma >= 0 && words.size() - lastComma <= COMMA_REACH) {
        List<Word> moved = List.copyOf(words.subList(lastComma + 1, words.size()));
        words.subList(lastComma + 1, words.size()).clear();
        end();
        words.addAll(moved);
      }
    }

    void end() {
      int[] ids = new int[size + 2];
      float[] weights = new float[size + 2];
      Arrays.fill(ids, tokenizer.padId());
      Arrays.fill(weights, 1);
      ids[0] = tokenizer.startId();
      for (int i = 0; i < words.size(); i++) {
        ids[i + 1] = words.get(i).id;
        weights[i + 1] = words.get(i).weight;
      }
      ids[words.size() + 1] = tokenizer.endId();
      chunks.add(new PromptChunk(ids, weights, words.size()));
      words = new ArrayList<>();
      lastComma = -1;
    }

    List<PromptChunk> chunks() {
      if (!words.isEmpty() || chunks.isEmpty()) {
        end();
      }
      return List.copyOf(chunks);
    }
  }
}
