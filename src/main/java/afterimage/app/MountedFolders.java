package afterimage.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How the file systems of Linux are mounted. */
final class MountedFolders {
  private static final Path MOUNTS = Path.of("/proc/self/mounts");

  private MountedFolders() {}

  /** Whether programs and libraries in a folder may be run; so it is held where none can tell. */
  static boolean runPrograms(Path folder) {
    try {
      return runPrograms(folder.toRealPath(), Files.readAllLines(MOUNTS));
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * @param mounts lines of "device folder type options …"; a later one covers former ones
   */
  static boolean runPrograms(Path folder, List<String> mounts) {
    Path closest = null;
    boolean runs = true;
    for (String mount : mounts) {
      String[] fields = mount.split(" ", 5);
      if (fields.length < 5) {
        continue;
      }
      Path point = Path.of(fields[1].replace("\\040", " "));
      if (folder.startsWith(point) && (closest == null || point.startsWith(closest))) {
        closest = point;
        runs = !List.of(fields[3].split(",")).contains("noexec");
      }
    }
    return runs;
  }
}
