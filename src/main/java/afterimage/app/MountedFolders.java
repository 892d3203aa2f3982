package afterimage.app;

import afterimage.file.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the file systems of Linux are mounted. */
final class MountedFolders {
  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final Pattern OCTAL = Pattern.compile("\\\\(0[0-7]{2}|1[0-7]{2})");

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
      Path point = PathText.find(unescaped(fields[1])).orElse(null);
      if (point != null
          && folder.startsWith(point)
          && (closest == null || point.startsWith(closest))) {
        closest = point;
        runs = !List.of(fields[3].split(",")).contains("noexec");
      }
    }
    return runs;
  }

  /** Spaces, tabs, line ends and backslashes are written as octal numbers (fstab(5)). */
  private static String unescaped(String field) {
    return OCTAL
        .matcher(field)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 8))));
  }
}
