package afterimage.ui.command;

import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/**
 * The keys of a command.
 *
 * @param usual those that do it while the user has not chosen another, any of them
 * @param fixed whether the user cannot choose another
 */
public record Keys(List<KeyCombination> usual, boolean fixed) {
  /** For what only a button does. */
  public static final Keys NONE = reserved();

  /** Copies the list. */
  public Keys {
    usual = List.copyOf(usual);
  }

  /** Keys that the user can change. */
  public static Keys of(KeyCombination... usual) {
    return new Keys(List.of(usual), false);
  }

  /** Keys that stay as they are. */
  public static Keys reserved(KeyCombination... usual) {
    return new Keys(List.of(usual), true);
  }

  /** A key that counts only where nobody types. */
  public static KeyCombination plain(KeyCode key) {
    return new KeyCodeCombination(key);
  }

  /** A key with Shift, which counts only where nobody types. */
  public static KeyCombination shift(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.SHIFT_DOWN);
  }

  /** A key with Alt. */
  public static KeyCombination alt(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.ALT_DOWN);
  }

  /** A key with Ctrl, on macOS Cmd. */
  public static KeyCombination shortcut(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN);
  }

  /** A key with Ctrl and Shift. */
  public static KeyCombination shiftShortcut(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  }
}
