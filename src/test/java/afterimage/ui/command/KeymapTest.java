package afterimage.ui.command;

import static afterimage.ui.command.Keys.plain;
import static afterimage.ui.command.Keys.shiftShortcut;
import static afterimage.ui.command.Keys.shortcut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import afterimage.ui.command.Command.Group;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeymapTest {
  private final Commands commands = new Commands();
  private final Keymap keymap = new Keymap(commands);
  private final AtomicInteger changes = new AtomicInteger();

  @BeforeEach
  void bind() {
    commands.add(Command.of("open", Group.FILES, Keys.of(shortcut(KeyCode.O)), () -> {}));
    commands.add(
        Command.of(
            "redo",
            Group.VERSIONS,
            Keys.of(shiftShortcut(KeyCode.Z), shortcut(KeyCode.Y)),
            () -> {}));
    commands.add(Command.of("blink", Group.COMPARE, Keys.of(plain(KeyCode.B)), () -> {}));
    commands.add(Command.of("paste", Group.FILES, Keys.reserved(shortcut(KeyCode.V)), null));
    keymap.onChange(changes::incrementAndGet);
  }

  @Test
  void bind_keyThatIsTaken_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                commands.add(
                    Command.of("other", Group.FILES, Keys.of(plain(KeyCode.B)), () -> {})));
  }

  @Test
  void give_freeKey_takesThePlaceOfAllOthers() {
    assertThat(keymap.give(command("redo"), shortcut(KeyCode.R))).isEmpty();

    assertThat(keymap.keysOf(command("redo"))).containsExactly(shortcut(KeyCode.R));
    assertThat(keymap.ownerOf(shortcut(KeyCode.Y))).isEmpty();
    assertThat(keymap.changes()).isEqualTo(Map.of("redo", "Shortcut+R"));
    assertThat(changes).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Shortcut+O", "Shortcut+V"})
  void give_keyOfAnother_namesItAndChangesNothing(String key) {
    String owner = key.endsWith("O") ? "open" : "paste";

    assertThat(keymap.give(command("blink"), KeyNames.read(key).orElseThrow()))
        .hasValue(command(owner));

    assertThat(keymap.keysOf(command("blink"))).containsExactly(plain(KeyCode.B));
    assertThat(changes).hasValue(0);
  }

  @Test
  void give_usualKey_isNoChange() {
    keymap.give(command("blink"), plain(KeyCode.X));
    keymap.give(command("blink"), plain(KeyCode.B));

    assertThat(keymap.changes()).isEmpty();
  }

  @Test
  void reset_usualKeyIsAnothersNow_namesIt() {
    keymap.give(command("blink"), plain(KeyCode.X));
    keymap.give(command("open"), plain(KeyCode.B));

    assertThat(keymap.reset(command("blink"))).hasValue(command("open"));
    assertThat(keymap.isChanged(command("blink"))).isTrue();

    keymap.resetAll();
    assertThat(keymap.changes()).isEmpty();
    assertThat(keymap.keysOf(command("blink"))).containsExactly(plain(KeyCode.B));
  }

  @Test
  void read_whatChangesGave_isTheSameAlsoIfTwoChangedKeysWithEachOther() {
    Map<String, String> swapped = Map.of("open", "B", "blink", "Shortcut+O");

    assertThat(keymap.read(swapped)).isEmpty();

    assertThat(keymap.changes()).isEqualTo(swapped);
    assertThat(keymap.ownerOf(plain(KeyCode.B))).hasValue(command("open"));
  }

  @ParameterizedTest
  @CsvSource({
    "opne,  Ctrl+K",
    "open, Ctrl+Banana",
    "open, ''",
    "open, Tab",
    "open, Escape",
    "open, Shift",
    "paste, Ctrl+K",
    "open, B",
    "open, Ctrl+V"
  })
  void read_entryOfNoUse_isNamedAndIgnored(String command, String key) {
    assertThat(keymap.read(Map.of(command, key, "redo", "F5")))
        .containsExactly(command + ": " + key);

    assertThat(keymap.keysOf(command("open"))).containsExactly(shortcut(KeyCode.O));
    assertThat(keymap.keysOf(command("redo"))).containsExactly(plain(KeyCode.F5));
  }

  @Test
  void read_twoCommandsWithOneKey_keepsOneOfThem() {
    assertThat(keymap.read(Map.of("open", "F5", "blink", "F5"))).hasSize(1);

    assertThat(keymap.changes()).hasSize(1);
  }

  private Command command(String name) {
    return commands.get(name);
  }
}
