package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountedFoldersTest {
  private static final List<String> MOUNTS =
      List.of(
          "/dev/vda / ext4 rw,relatime 0 0",
          "tmpfs /tmp tmpfs rw,nosuid,noexec 0 0",
          "/dev/vdb /tmp/big\\040one ext4 rw 0 0",
          "/dev/vdc /tmp/t\\011a\\134b ext4 rw 0 0",
          "/dev/vdd /tmp/\u0000 ext4 rw,noexec 0 0",
          "broken");

  @Test
  void runPrograms_byTheClosestMount() {
    assertThat(MountedFolders.runPrograms(Path.of("/var/tmp"), MOUNTS)).isTrue();
    assertThat(MountedFolders.runPrograms(Path.of("/tmp"), MOUNTS)).isFalse();
    assertThat(MountedFolders.runPrograms(Path.of("/tmp/a/b"), MOUNTS)).isFalse();
    assertThat(MountedFolders.runPrograms(Path.of("/tmp/big one/a"), MOUNTS)).isTrue();
    assertThat(MountedFolders.runPrograms(Path.of("/tmp/t\ta\\b/c"), MOUNTS)).isTrue();
    assertThat(MountedFolders.runPrograms(Path.of("/tmpfs"), MOUNTS)).isTrue();
  }
}
