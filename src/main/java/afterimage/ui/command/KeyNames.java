package afterimage.ui.command;

import static javafx.scene.input.KeyCombination.ModifierValue.DOWN;
import static javafx.scene.input.KeyCombination.ModifierValue.UP;

import afterimage.ui.text.Texts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.ModifierValue;
import javafx.scene.input.KeyEvent;

/** Key combinations as people read, type and press them. Needs no toolkit. */
public final class KeyNames {
  private static final boolean MAC =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");

  /** What moves the keyboard, presses buttons and leaves pages must go on doing so. */
  private static final Set<KeyCode> FIXED =
      Set.of(KeyCode.TAB, KeyCode.ENTER, KeyCode.SPACE, KeyCode.ESCAPE, KeyCode.BACK_SPACE);

  private static final Map<KeyCode, String> NAMED = new EnumMap<>(KeyCode.class);

  static {
    NAMED.put(KeyCode.ENTER, "key.enter");
    NAMED.put(KeyCode.ESCAPE, "key.escape");
    NAMED.put(KeyCode.SPACE, "key.space");
    NAMED.put(KeyCode.DELETE, "key.delete");
    NAMED.put(KeyCode.TAB, "key.tab");
  }

  private KeyNames() {}

  /** What a key is called in the user's language. */
  public static String of(KeyCombination key) {
    if (!(key instanceof KeyCodeCombination own) || MAC) {
      return key.getDisplayText();
    }
    List<String> parts = new ArrayList<>();
    if (key.getShortcut() == DOWN || key.getControl() == DOWN) {
      parts.add(Texts.of("key.control"));
    }
    if (key.getAlt() == DOWN) {
      parts.add(Texts.of("key.alt"));
    }
    if (key.getShift() == DOWN) {
      parts.add(Texts.of("key.shift"));
    }
    if (key.getMeta() == DOWN) {
      parts.add(Texts.of("key.meta"));
    }
    String named = NAMED.get(own.getCode());
    parts.add(
        named == null ? new KeyCodeCombination(own.getCode()).getDisplayText() : Texts.of(named));
    return String.join("+", parts);
  }

  /** A key by the name that the settings file has for it; nothing if it is none. */
  static Optional<KeyCombination> read(String name) {
    if (name.isBlank()) {
      return Optional.empty();
    }
    try {
      KeyCombination key = KeyCombination.valueOf(name);
      return key instanceof KeyCodeCombination own ? Optional.of(portable(own)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What was pressed; nothing while only Shift and the like are down. */
  public static Optional<KeyCombination> pressed(KeyEvent event) {
    KeyCode code = event.getCode();
    if (code.isModifierKey() || code == KeyCode.UNDEFINED) {
      return Optional.empty();
    }
    return Optional.of(
        portable(
            new KeyCodeCombination(
                code,
                value(event.isShiftDown()),
                value(event.isControlDown()),
                value(event.isAltDown()),
                value(event.isMetaDown()),
                UP)));
  }

  /** Whether a command may have it. */
  public static boolean mayBeGiven(KeyCombination key) {
    boolean modified = key.getShortcut() == DOWN || key.getAlt() == DOWN;
    return key instanceof KeyCodeCombination own
        && !own.getCode().isModifierKey()
        && (modified ? own.getCode() != KeyCode.TAB : !FIXED.contains(own.getCode()));
  }

  /** With "the platform's key" in the place of Ctrl, on macOS Cmd: equal where it is the same. */
  private static KeyCombination portable(KeyCodeCombination key) {
    ModifierValue platform = MAC ? key.getMeta() : key.getControl();
    boolean shortcut = platform == DOWN || key.getShortcut() == DOWN;
    return new KeyCodeCombination(
        key.getCode(),
        key.getShift(),
        MAC ? key.getControl() : UP,
        key.getAlt(),
        MAC ? UP : key.getMeta(),
        value(shortcut));
  }

  private static ModifierValue value(boolean down) {
    return down ? DOWN : UP;
  }
}
