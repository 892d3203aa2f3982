package afterimage.ui.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** What every key does, in the order in which the sheet lists it. Needs no toolkit. */
public final class Keymap {
  private final List<Binding> bindings = new ArrayList<>();

  /** The headings of the sheet. */
  public enum Group {
    RUN,
    COMPARE,
    VIEW,
    VERSIONS,
    FILES
  }

  /**
   * What some keys do.
   *
   * @param name the key of its text
   * @param keys any of them
   * @param action what they do
   */
  public record Binding(Group group, String name, List<KeyCombination> keys, Runnable action) {}

  /** A key that counts only where nobody types. */
  public static KeyCombination plain(KeyCode key) {
    return new KeyCodeCombination(key);
  }

  /** A key with Ctrl, on macOS Cmd. */
  public static KeyCombination shortcut(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN);
  }

  /** A key with Ctrl and Shift. */
  public static KeyCombination shiftShortcut(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  }

  /**
   * Binds keys.
   *
   * @throws IllegalArgumentException if one of them is taken
   */
  public void bind(Group group, String name, Runnable action, KeyCombination... keys) {
    for (KeyCombination key : keys) {
      if (bindings.stream().anyMatch(binding -> binding.keys.contains(key))) {
        throw new IllegalArgumentException(key + " is taken");
      }
    }
    bindings.add(new Binding(group, name, List.of(keys), action));
  }

  /** What a pressed key means. */
  public Optional<Runnable> actionOf(KeyEvent event) {
    return bindings.stream()
        .filter(binding -> binding.keys.stream().anyMatch(key -> key.match(event)))
        .map(Binding::action)
        .findFirst();
  }

  /** All of a group. */
  public List<Binding> of(Group group) {
    return bindings.stream().filter(binding -> binding.group == group).toList();
  }
}
