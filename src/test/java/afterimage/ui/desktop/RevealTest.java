package afterimage.ui.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RevealTest {
  private static final Path FILE = Path.of("a b", "it's.png").toAbsolutePath();

  @Test
  void commands_linux_askForTheFileThenForItsFolder() {
    List<List<String>> commands = Reveal.commands("Linux", FILE);

    assertThat(commands.getFirst()).anyMatch(part -> part.endsWith("a%20b/it%27s.png']"));
    assertThat(commands.getLast())
        .containsExactly("xdg-open", Objects.requireNonNull(FILE.getParent()).toString());
  }

  @Test
  void commands_windowsAndMac_selectTheFile() {
    assertThat(Reveal.commands("Windows 11", FILE).getFirst().getLast())
        .isEqualTo("/select," + FILE);
    assertThat(Reveal.commands("Mac OS X", FILE).getFirst())
        .containsExactly("open", "-R", FILE.toString());
  }
}
