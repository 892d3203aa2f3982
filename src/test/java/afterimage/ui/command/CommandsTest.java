package afterimage.ui.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import afterimage.ui.command.Command.Group;
import afterimage.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private final Commands commands = new Commands();
  private final Keymap keymap = new Keymap(commands);
  private final KeyHints hints = new KeyHints(keymap);

  @BeforeEach
  void add() {
    commands.add(Command.of("star", Group.VERSIONS, Keys.of(Keys.plain(KeyCode.S)), () -> {}));
    commands.add(Command.of("settings", Group.FILES, Keys.NONE, () -> {}));
  }

  @Test
  void add_nameThatIsTaken_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                commands.add(
                    Command.of("star", Group.FILES, Keys.of(Keys.plain(KeyCode.T)), () -> {})));
  }

  @Test
  void withKeys_commandThatOnlyAButtonDoes_isLeftOut() {
    assertThat(commands.withKeys(Group.FILES)).isEmpty();
    assertThat(commands.withKeys(Group.VERSIONS)).containsExactly(commands.get("star"));
  }

  @Test
  void tell_keyIsChanged_theSentenceNamesTheNewOne() {
    List<String> told = new ArrayList<>();
    hints.tell("versions.star", told::add, "star");

    keymap.give(commands.get("star"), Keys.plain(KeyCode.X));

    assertThat(told)
        .containsExactly(Texts.of("versions.star", "S"), Texts.of("versions.star", "X"));
  }

  @Test
  void text_commandThatIsNotThere_leavesItsPlaceEmpty() {
    assertThat(hints.text("versions.star", "nothing")).isEqualTo(Texts.of("versions.star", ""));
  }
}
