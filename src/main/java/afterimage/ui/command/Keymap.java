package afterimage.ui.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * What the user has changed of the commands' keys. No two commands ever have the same key. Needs no
 * toolkit.
 */
public final class Keymap {
  private final Commands commands;
  private final Map<String, KeyCombination> changed = new TreeMap<>();
  private final List<Runnable> listeners = new ArrayList<>();

  /**
   * @param commands whose keys they are
   */
  public Keymap(Commands commands) {
    this.commands = commands;
  }

  /** Whose keys they are. */
  public Commands commands() {
    return commands;
  }

  /** A command's keys, any of them. */
  public List<KeyCombination> keysOf(Command command) {
    KeyCombination own = changed.get(command.id());
    return own == null ? command.keys().usual() : List.of(own);
  }

  /** Whether the user has chosen a command's key. */
  public boolean isChanged(Command command) {
    return changed.containsKey(command.id());
  }

  /** Whose key it is. */
  public Optional<Command> ownerOf(KeyCombination key) {
    return commands.all().stream().filter(command -> keysOf(command).contains(key)).findFirst();
  }

  /** The command that a pressed key means, if the window is to do it. */
  public Optional<Command> commandOf(KeyEvent event) {
    return commands.all().stream()
        .filter(command -> command.action() != null)
        .filter(command -> keysOf(command).stream().anyMatch(key -> key.match(event)))
        .findFirst();
  }

  /**
   * Gives a command a key in the place of those it has.
   *
   * @return the other command whose key it is; then nothing has changed
   */
  public Optional<Command> give(Command command, KeyCombination key) {
    Optional<Command> other = ownerOf(key).filter(owner -> !isSame(owner, command));
    if (other.isEmpty()) {
      put(command, key);
      tell();
    }
    return other;
  }

  private static boolean isSame(Command one, Command other) {
    return one.id().equals(other.id());
  }

  private void put(Command command, KeyCombination key) {
    if (command.keys().usual().equals(List.of(key))) {
      changed.remove(command.id());
    } else {
      changed.put(command.id(), key);
    }
  }

  /**
   * Gives a command its usual keys back.
   *
   * @return the other command that has one of them now; then nothing has changed
   */
  public Optional<Command> reset(Command command) {
    Optional<Command> other =
        command.keys().usual().stream()
            .flatMap(key -> ownerOf(key).stream())
            .filter(owner -> !isSame(owner, command))
            .findFirst();
    if (other.isEmpty()) {
      changed.remove(command.id());
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
   * Takes over what {@link #changes} gave, once all commands are there.
   *
   * @return the entries that are of no use: unknown commands and keys, and keys that are taken
   */
  public List<String> read(Map<String, String> names) {
    List<String> useless = new ArrayList<>();
    changed.clear();
    new TreeMap<>(names)
        .forEach(
            (id, name) -> {
              Optional<Command> command = commands.find(id).filter(found -> !found.keys().fixed());
              Optional<KeyCombination> key = KeyNames.read(name).filter(KeyNames::mayBeGiven);
              if (command.isPresent() && key.isPresent()) {
                put(command.get(), key.get());
              } else {
                useless.add(id + ": " + name);
              }
            });
    // Only now, since two commands may have changed keys with each other.
    for (Optional<Command> twice = taken(); twice.isPresent(); twice = taken()) {
      String id = twice.get().id();
      useless.add(id + ": " + names.get(id));
      changed.remove(id);
    }
    tell();
    return useless;
  }

  /** A changed command whose key another one has, too. */
  private Optional<Command> taken() {
    return commands.all().stream()
        .filter(this::isChanged)
        .filter(
            command ->
                commands.all().stream()
                    .filter(other -> !isSame(other, command))
                    .flatMap(other -> keysOf(other).stream())
                    .anyMatch(keysOf(command)::contains))
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
