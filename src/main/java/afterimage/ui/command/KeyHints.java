package afterimage.ui.command;

import afterimage.ui.text.Texts;
import java.util.Arrays;
import java.util.function.Consumer;

/** Sentences that name keys, such as tooltips, kept true while the user changes keys. */
public final class KeyHints {
  private final Keymap keymap;

  /**
   * @param keymap has the keys
   */
  public KeyHints(Keymap keymap) {
    this.keymap = keymap;
  }

  /**
   * A sentence with the keys of now.
   *
   * @param key of the sentence
   * @param commands whose keys fill its places; one that there is not has an empty name
   */
  public String text(String key, String... commands) {
    return Texts.of(key, Arrays.stream(commands).map(this::keyOf).toArray());
  }

  /** Tells a sentence, and tells it again whenever keys change: for views that stay. */
  public void tell(String key, Consumer<String> told, String... commands) {
    tell(() -> told.accept(text(key, commands)));
  }

  /** Names a menu's item after a command, with its key, and again whenever that changes. */
  public void name(String command, Consumer<String> told) {
    tell(
        () ->
            told.accept(
                Texts.of("menu.command", keymap.commands().get(command).name(), keyOf(command))));
  }

  private void tell(Runnable say) {
    say.run();
    keymap.onChange(say);
  }

  private String keyOf(String command) {
    return keymap
        .commands()
        .find(command)
        .flatMap(found -> keymap.keysOf(found).stream().findFirst())
        .map(KeyNames::of)
        .orElse("");
  }
}
