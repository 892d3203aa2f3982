package afterimage.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PlatformFoldersTest {
  private static final Path HOME = Path.of("/home/ann").toAbsolutePath();

  @Test
  void of_linux_followsXdg() {
    PlatformFolders folders = PlatformFolders.of("Linux", Map.of(), HOME, null);
    assertThat(folders.config()).isEqualTo(HOME.resolve(".config/afterimage"));
    assertThat(folders.data()).isEqualTo(HOME.resolve(".local/share/afterimage"));
    assertThat(folders.state()).isEqualTo(HOME.resolve(".local/state/afterimage"));
    assertThat(folders.cache()).isEqualTo(HOME.resolve(".cache/afterimage"));
  }

  @Test
  void of_linuxWithVariables_takesAbsoluteOnesOnly() {
    Path other = Path.of("/other").toAbsolutePath();
    Map<String, String> environment =
        Map.of("XDG_CONFIG_HOME", other.toString(), "XDG_CACHE_HOME", "relative");
    PlatformFolders folders = PlatformFolders.of("Linux", environment, HOME, null);
    assertThat(folders.config()).isEqualTo(other.resolve("afterimage"));
    assertThat(folders.cache()).isEqualTo(HOME.resolve(".cache/afterimage"));
  }

  @Test
  void of_macOs_usesTheLibrary() {
    PlatformFolders folders = PlatformFolders.of("Mac OS X", Map.of(), HOME, null);
    assertThat(folders.config()).isEqualTo(HOME.resolve("Library/Application Support/Afterimage"));
    assertThat(folders.state()).isEqualTo(HOME.resolve("Library/Logs/Afterimage"));
  }

  @Test
  void of_windows_keepsModelsFromRoaming() {
    PlatformFolders folders = PlatformFolders.of("Windows 11", Map.of(), HOME, null);
    assertThat(folders.config()).isEqualTo(HOME.resolve("AppData/Roaming/Afterimage"));
    assertThat(folders.data()).startsWithRaw(HOME.resolve("AppData/Local/Afterimage"));
  }

  @Test
  void of_override_holdsThemAll() {
    Path all = Path.of("everything");
    PlatformFolders folders = PlatformFolders.of("Linux", Map.of(), HOME, all.toString());
    assertThat(folders.config()).isEqualTo(all.resolve("config"));
    assertThat(folders.data()).isEqualTo(all.resolve("data"));
  }

  @Test
  void home_ofTheEnvironment_winsIfItIsAbsolute() {
    assertThat(PlatformFolders.home(Map.of("HOME", HOME.toString()), "/other")).isEqualTo(HOME);
    for (String none : List.of("", "relative", "a\0b")) {
      assertThat(PlatformFolders.home(Map.of("HOME", none), HOME.toString())).isEqualTo(HOME);
    }
  }

  /** As for a user's number without a name. */
  @Test
  void home_whichNobodyKnows_isNull() {
    assertThat(PlatformFolders.home(Map.of(), "?")).isNull();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void homeless_folderOfTheUser_isMadeOnceAndNeverBorrowed(@TempDir Path base) throws IOException {
    Path otherwise = base.resolve("otherwise");
    Path folder = HomelessFolder.in(base, otherwise);

    assertThat(folder).isDirectory().hasParentRaw(base);
    assertThat(HomelessFolder.in(base, otherwise)).isEqualTo(folder);

    Files.delete(folder);
    Files.createSymbolicLink(folder, Files.createDirectory(base.resolve("elsewhere")));
    assertThat(HomelessFolder.in(base, otherwise)).isEqualTo(otherwise);
    assertThat(HomelessFolder.in(base.resolve("none"), otherwise)).isEqualTo(otherwise);
  }
}
