package afterimage.diffusion.text;

import afterimage.engine.EmbeddingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Names in a prompt that stand for vectors of their own (textual inversion). Their ids follow those
 * of the vocabulary, in the order of the names, one for each vector, as diffusers numbers them.
 */
public final class AddedTokens {
  /** No names. */
  public static final AddedTokens NONE = new AddedTokens(List.of(), 0);

  private final EmbeddingNames names;
  private final List<int[]> ids = new ArrayList<>();

  /**
   * A name.
   *
   * @param text by which prompts call it, not empty
   * @param vectors it stands for, at least one
   */
  public record Name(String text, int vectors) {}

  private AddedTokens(List<Name> names, int firstId) {
    this.names = new EmbeddingNames(names.stream().map(Name::text).toList());
    int next = firstId;
    for (Name name : names) {
      ids.add(IntStream.range(next, next + name.vectors).toArray());
      next += name.vectors;
    }
  }

  /** Names for a tokenizer. */
  public static AddedTokens of(List<Name> names, ClipTokenizer tokenizer) {
    return names.isEmpty() ? NONE : new AddedTokens(names, tokenizer.vocabularySize());
  }

  /** Cuts a text at the names: what lies between goes to one, the names' ids to the other. */
  void split(String text, Consumer<String> between, Consumer<int[]> found) {
    names.split(text, between, name -> found.accept(ids.get(name)));
  }
}
