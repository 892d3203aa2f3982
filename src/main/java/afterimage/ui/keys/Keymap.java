package afterimage.ui.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * What every key does, in the order in which the sheet lists it, and what the user has changed of
 * it. No two commands ever have the same key. Needs no toolkit.
 */
public final class Keymap {
  private static final String TEXTS = "keys.";

  private final List<Binding> bindings = new ArrayList<>();
  private final Map<String, KeyCombination> changed = new TreeMap<>();
  private final List<Runnable> listeners = new ArrayList<>();

  /** The headings of the sheet. */
  public enum Group {
    RUN,
    COMPARE,
    VIEW,
    VERSIONS,
    FILES
  }

  /**
   * A command and its keys.
   *
   * @param command its name, also in the settings file; {@code keys.} and this is the key of its
   *     text
   * @param usual its keys while the user has not chosen another, any of them
   * @param fixed whether the user cannot choose another
   * @param action what it does; null where a view looks out for the keys itself
   */
  public record Binding(
      Group group,
      String command,
      List<KeyCombination> usual,
      boolean fixed,
      @Nullable Runnable action) {

    /** The key of its text. */
    public String name() {
      return TEXTS + command;
    }
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

  /**
   * Binds keys.
   *
   * @throws IllegalArgumentException if one of them is taken
   */
  public void bind(Group group, String command, Runnable action, KeyCombination... keys) {
    add(new Binding(group, command, List.of(keys), false, action));
  }

  /**
   * Binds keys that stay as they are.
   *
   * @param action null where a view looks out for the keys itself
   * @throws IllegalArgumentException if one of them is taken
   */
  public void fix(Group group, String command, @Nullable Runnable action, KeyCombination... keys) {
    add(new Binding(group, command, List.of(keys), true, action));
  }

  private void add(Binding binding) {
    for (KeyCombination key : binding.usual) {
      if (ownerOf(key).isPresent()) {
        throw new IllegalArgumentException(key + " is taken");
      }
    }
    bindings.add(binding);
  }

  /** All of a group. */
  public List<Binding> of(Group group) {
    return bindings.stream().filter(binding -> binding.group == group).toList();
  }

  /** The command of a name. */
  public Optional<Binding> command(String name) {
    return bindings.stream().filter(binding -> binding.command.equals(name)).findFirst();
  }

  /** A command's keys, any of them. */
  public List<KeyCombination> keysOf(Binding binding) {
    KeyCombination own = changed.get(binding.command);
    return own == null ? binding.usual : List.of(own);
  }

  /** Whether the user has chosen a command's key. */
  public boolean isChanged(Binding binding) {
    return changed.containsKey(binding.command);
  }

  /** Whose key it is. */
  public Optional<Binding> ownerOf(KeyCombination key) {
    return bindings.stream().filter(binding -> keysOf(binding).contains(key)).findFirst();
  }

  /** What a pressed key means. */
  public Optional<Runnable> actionOf(KeyEvent event) {
    return bindings.stream()
        .filter(binding -> keysOf(binding).stream().anyMatch(key -> key.match(event)))
        .flatMap(binding -> Optional.ofNullable(binding.action).stream())
        .findFirst();
  }

  /**
   * Gives a command a key in the place of those it has.
   *
   * @return the other command whose key it is; then nothing has changed
   */
  public Optional<Binding> give(Binding binding, KeyCombination key) {
    Optional<Binding> other = ownerOf(key).filter(owner -> !owner.equals(binding));
    if (other.isEmpty()) {
      put(binding, key);
      tell();
    }
    return other;
  }

  private void put(Binding binding, KeyCombination key) {
    if (binding.usual.equals(List.of(key))) {
      changed.remove(binding.command);
    } else {
      changed.put(binding.command, key);
    }
  }

  /**
   * Gives a command its usual keys back.
   *
   * @return the other command that has one of them now; then nothing has changed
   */
  public Optional<Binding> reset(Binding binding) {
    Optional<Binding> other =
        binding.usual.stream()
            .flatMap(key -> ownerOf(key).stream())
            .filter(owner -> !owner.equals(binding))
            .findFirst();
    if (other.isEmpty()) {
      changed.remove(binding.command);
      tell();
    }
    return other;
  }

  /** Gives all commands their usual keys back. */
  public void resetAll() {
    changed.clear();
    tell();
  }

  /** What the user has changed, as the settings file has it: a key's name for a command's. */
  public Map<String, String> changes() {
    Map<String, String> names = new TreeMap<>();
    changed.forEach((command, key) -> names.put(command, key.getName()));
    return names;
  }

  /**
   * Takes over what {@link #changes} gave, once all commands are bound.
   *
   * @return the entries that are of no use: unknown commands and keys, and keys that are taken
   */
  public List<String> read(Map<String, String> names) {
    List<String> useless = new ArrayList<>();
    changed.clear();
    new TreeMap<>(names)
        .forEach(
            (command, name) -> {
              Optional<Binding> binding = command(command).filter(found -> !found.fixed);
              Optional<KeyCombination> key = KeyNames.read(name).filter(KeyNames::mayBeGiven);
              if (binding.isPresent() && key.isPresent()) {
                put(binding.get(), key.get());
              } else {
                useless.add(command + ": " + name);
              }
            });
    // Only now, since two commands may have changed keys with each other.
    for (Optional<Binding> twice = taken(); twice.isPresent(); twice = taken()) {
      String command = twice.get().command;
      useless.add(command + ": " + names.get(command));
      changed.remove(command);
    }
    tell();
    return useless;
  }

  /** A changed command whose key another one has, too. */
  private Optional<Binding> taken() {
    return bindings.stream()
        .filter(this::isChanged)
        .filter(
            binding ->
                bindings.stream()
                    .filter(other -> !other.equals(binding))
                    .flatMap(other -> keysOf(other).stream())
                    .anyMatch(keysOf(binding)::contains))
        .findFirst();
  }

  /** Tells a listener whenever keys have changed. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private void tell() {
    listeners.forEach(Runnable::run);
  }
}
