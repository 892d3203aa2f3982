package afterimage.ui.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DesktopNoticeTest {
  private static final String ODD = "--urgency=critical \"; do shell script";

  @Test
  void command_linux_passesWordsBehindTheOptions() {
    List<String> command = DesktopNotice.command("Linux", "Afterimage", ODD).orElseThrow();

    assertThat(command).startsWith("notify-send").endsWith("--", "Afterimage", ODD);
  }

  @Test
  void command_macOs_passesWordsAsArguments() {
    List<String> command = DesktopNotice.command("Mac OS X", "Afterimage", ODD).orElseThrow();

    assertThat(command).startsWith("osascript").endsWith("end run", "Afterimage", ODD);
  }

  @Test
  void command_windows_isNone() {
    assertThat(DesktopNotice.command("Windows 11", "a", "b")).isEmpty();
  }
}
