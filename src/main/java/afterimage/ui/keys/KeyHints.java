package afterimage.ui.keys;

import static java.util.Map.entry;

import afterimage.ui.text.Texts;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Sentences that name keys, such as tooltips, kept true while the user changes keys. */
public final class KeyHints {
  /** Whose keys fill a sentence's places. */
  private static final Map<String, List<String>> COMMANDS =
      Map.ofEntries(
          entry("toolbar.open.tooltip", List.of("open")),
          entry("toolbar.words", List.of("words")),
          entry("toolbar.undo", List.of("undo")),
          entry("toolbar.redo", List.of("redo")),
          entry("toolbar.older", List.of("older")),
          entry("toolbar.newer", List.of("newer")),
          entry("toolbar.export.tooltip", List.of("export", "saveAs")),
          entry("toolbar.blind", List.of("blind")),
          entry("toolbar.mask", List.of("mask")),
          entry("mode.split", List.of("mode")),
          entry("mode.blink", List.of("blink")),
          entry("mode.difference", List.of("difference", "lessGain", "moreGain")),
          entry("mode.heat_map", List.of("heatMap", "lessGain", "moreGain")),
          entry("refine.accessible", List.of("refine")),
          entry("scrub.accessible", List.of("frameBack", "frameOn")),
          entry("search.accessible", List.of("search")),
          entry("keys.sheet.tooltip", List.of("sheet")),
          entry("welcome.sample.text", List.of("refine")));

  private final Keymap keymap;

  /**
   * @param keymap has the keys, later if not yet
   */
  public KeyHints(Keymap keymap) {
    this.keymap = keymap;
  }

  /** The sentence of a key with the keys of now. */
  public String text(String key) {
    Object[] keys = COMMANDS.getOrDefault(key, List.of()).stream().map(this::keyOf).toArray();
    return Texts.of(key, keys);
  }

  /**
   * Names a menu's item after a command, with its key, once there are keys and when they change.
   */
  public void name(String command, Consumer<String> told) {
    Runnable name =
        () -> told.accept(Texts.of("menu.command", Texts.of("keys." + command), keyOf(command)));
    keymap.onChange(name);
  }

  private String keyOf(String command) {
    return keymap
        .command(command)
        .map(binding -> KeyNames.of(keymap.keysOf(binding).getFirst()))
        .orElse("");
  }

  /** Tells a sentence, and tells it again whenever keys change: for views that stay. */
  public void tell(String key, Consumer<String> told) {
    told.accept(text(key));
    if (COMMANDS.containsKey(key)) {
      keymap.onChange(() -> told.accept(text(key)));
    }
  }
}
