package afterimage.ui.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Prompts that were refined with, the latest first, and where one is among them. No toolkit. */
public final class PromptHistory {
  private static final int MAX_PROMPTS = 50;

  private final Consumer<List<String>> changed;
  private List<String> prompts;
  private int at = -1;
  private String draft = "";

  /**
   * @param prompts of former runs, the latest first
   * @param changed told all prompts after one was added
   */
  public PromptHistory(List<String> prompts, Consumer<List<String>> changed) {
    this.prompts = List.copyOf(prompts);
    this.changed = changed;
  }

  /** A prompt was refined with. */
  public void add(String prompt) {
    at = -1;
    if (prompt.isBlank() || (!prompts.isEmpty() && prompts.getFirst().equals(prompt))) {
      return;
    }
    List<String> next = new ArrayList<>(prompts);
    next.remove(prompt);
    next.addFirst(prompt);
    prompts = List.copyOf(next.subList(0, Math.min(next.size(), MAX_PROMPTS)));
    changed.accept(prompts);
  }

  /** All, the latest first. */
  public List<String> prompts() {
    return prompts;
  }

  /**
   * The prompt before, seen from the one shown.
   *
   * @param shown what stands in the field; kept as a draft at the first step back
   */
  public Optional<String> older(String shown) {
    int next = at < 0 && !prompts.isEmpty() && prompts.getFirst().equals(shown) ? 1 : at + 1;
    if (next >= prompts.size()) {
      return Optional.empty();
    }
    if (at < 0) {
      draft = shown;
    }
    at = next;
    return Optional.of(prompts.get(at));
  }

  /** The prompt after, in the end the draft. */
  public Optional<String> newer() {
    if (at < 0) {
      return Optional.empty();
    }
    at--;
    return Optional.of(at < 0 ? draft : prompts.get(at));
  }
}
