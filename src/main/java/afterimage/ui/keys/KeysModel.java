package afterimage.ui.keys;

import afterimage.ui.keys.Keymap.Binding;
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
  private final ReadOnlyObjectWrapper<@Nullable Binding> recording = new ReadOnlyObjectWrapper<>();
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
  ReadOnlyObjectProperty<@Nullable Binding> recordingProperty() {
    return recording.getReadOnlyProperty();
  }

  /** Why the last key was refused; empty if it was not. */
  ReadOnlyStringProperty messageProperty() {
    return message.getReadOnlyProperty();
  }

  /** Waits for a command's new key. */
  void record(Binding binding) {
    message.set("");
    recording.set(binding);
  }

  /** Waits no more. */
  void stop() {
    message.set("");
    recording.set(null);
  }

  /** Gives the waiting command a key, or says why not and waits on. */
  void press(KeyCombination key) {
    Binding binding = recording.get();
    if (binding == null) {
      return;
    }
    if (!KeyNames.mayBeGiven(key)) {
      message.set(Texts.of("keys.unusable", KeyNames.of(key)));
      return;
    }
    Optional<Binding> other = keymap.give(binding, key);
    if (other.isPresent()) {
      message.set(Texts.of("keys.taken", KeyNames.of(key), Texts.of(other.get().name())));
    } else {
      stop();
      save.accept(keymap.changes());
    }
  }

  /** Gives a command its usual keys back, or says who has them. */
  void reset(Binding binding) {
    stop();
    Optional<Binding> other = keymap.reset(binding);
    if (other.isPresent()) {
      message.set(
          Texts.of(
              "keys.taken", KeyNames.of(binding.usual().getFirst()), Texts.of(other.get().name())));
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
