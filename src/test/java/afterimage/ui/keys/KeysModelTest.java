package afterimage.ui.keys;

import static afterimage.ui.command.Keys.plain;
import static afterimage.ui.command.Keys.shortcut;
import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ui.command.Command;
import afterimage.ui.command.Command.Group;
import afterimage.ui.command.Commands;
import afterimage.ui.command.Keymap;
import afterimage.ui.command.Keys;
import afterimage.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeysModelTest {
  private final Commands commands = new Commands();
  private final Keymap keymap = new Keymap(commands);
  private final List<Map<String, String>> saved = new ArrayList<>();
  private final KeysModel model = new KeysModel(keymap, saved::add);

  @BeforeEach
  void bind() {
    commands.add(Command.of("open", Group.FILES, Keys.of(shortcut(KeyCode.O)), () -> {}));
    commands.add(Command.of("blink", Group.COMPARE, Keys.of(plain(KeyCode.B)), () -> {}));
  }

  @Test
  void press_freeKey_isGivenAndSaved() {
    model.record(blink());
    model.press(plain(KeyCode.X));

    assertThat(model.recordingProperty().get()).isNull();
    assertThat(model.messageProperty().get()).isEmpty();
    assertThat(saved).containsExactly(Map.of("blink", "X"));
  }

  @Test
  void press_keyOfAnother_namesItAndWaitsOn() {
    model.record(blink());
    model.press(shortcut(KeyCode.O));

    assertThat(model.messageProperty().get()).contains(Texts.of("keys.open"));
    assertThat(model.recordingProperty().get()).isEqualTo(blink());
    assertThat(saved).isEmpty();

    model.press(plain(KeyCode.X));
    assertThat(saved).containsExactly(Map.of("blink", "X"));
  }

  @Test
  void press_keyThatWorksTheWindow_isRefused() {
    model.record(blink());
    model.press(plain(KeyCode.TAB));

    assertThat(model.messageProperty().get()).contains(Texts.of("key.tab"));
    assertThat(saved).isEmpty();
  }

  @Test
  void press_nobodyWaits_changesNothing() {
    model.press(plain(KeyCode.X));

    assertThat(keymap.changes()).isEmpty();
  }

  @Test
  void reset_oneAndAll_areSaved() {
    keymap.read(Map.of("blink", "X", "open", "F5"));
    model.reset(blink());
    model.resetAll();

    assertThat(saved).containsExactly(Map.of("open", "F5"), Map.of());
  }

  private Command blink() {
    return commands.get("blink");
  }
}
