package afterimage.ui.keys;

import afterimage.ui.command.Command;
import afterimage.ui.command.KeyNames;
import afterimage.ui.command.Keymap;
import afterimage.ui.text.Texts;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/** Changes keys: which command waits for a key, and why one was refused. Needs no toolkit. */
final class KeysModel {
  private final Keymap keymap;
  private final Consumer<Map<String, String>> save;
  private final ReadOnlyObjectWrapper<@Nullable Command> recording = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");

  /**
   * @param keymap what is changed
   * @param save keeps what has changed
   */
  KeysModel(Keymap keymap, Consumer<Map<String, String>> save) {
    this.keymap = keymap;
    this.save = save;
  }

  Keymap keymap() {
    return keymap;
  }

  /** The command whose new key is waited for; null for none. */
  ReadOnlyObjectProperty<@Nullable Command> recordingProperty() {
    return recording.getReadOnlyProperty();
  }

  /** Why the last key was refused; empty if it was not. */
  ReadOnlyStringProperty messageProperty() {
    return message.getReadOnlyProperty();
  }

  /** Waits for a command's new key. */
  void record(Command command) {
    message.set("");
    recording.set(command);
  }

  /** Waits no more. */
  void stop() {
    message.set("");
    recording.set(null);
  }

  /** Gives the waiting command a key, or says why not and waits on. */
  void press(KeyCombination key) {
    Command command = recording.get();
    if (command == null) {
      return;
    }
    if (!KeyNames.mayBeGiven(key)) {
      message.set(Texts.of("keys.unusable", KeyNames.of(key)));
      return;
    }
    Optional<Command> other = keymap.give(command, key);
    if (other.isPresent()) {
      message.set(Texts.of("keys.taken", KeyNames.of(key), other.get().name()));
    } else {
      stop();
      save.accept(keymap.changes());
    }
  }

  /** Gives a command its usual keys back, or says who has them. */
  void reset(Command command) {
    stop();
    Optional<Command> other = keymap.reset(command);
    if (other.isPresent()) {
      message.set(
          Texts.of(
              "keys.taken", KeyNames.of(command.keys().usual().getFirst()), other.get().name()));
    } else {
      save.accept(keymap.changes());
    }
  }

  /** Gives all commands their usual keys back. */
  void resetAll() {
    stop();
    keymap.resetAll();
    save.accept(keymap.changes());
  }
}
