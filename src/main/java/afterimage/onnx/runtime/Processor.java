package afterimage.onnx.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The machine's processor, as far as the number of threads depends on it. */
final class Processor {
  private static final Path SYSFS = Path.of("/sys/devices/system/cpu");

  private Processor() {}

  /**
   * Threads for matrix work: one for each physical core, since two on one core only wait for each
   * other; never more than this process may use. Where the system doesn't tell its cores, one for
   * each logical processor.
   */
  static int threads() {
    int usable = Runtime.getRuntime().availableProcessors();
    int cores = cores();
    return cores == 0 ? usable : Math.min(cores, usable);
  }

  /** Physical cores by Linux's topology files, or 0. */
  private static int cores() {
    Set<String> siblings = new HashSet<>();
    if (!Files.isDirectory(SYSFS)) {
      return 0;
    }
    try (DirectoryStream<Path> processors = Files.newDirectoryStream(SYSFS, "cpu[0-9]*")) {
      for (Path processor : processors) {
        Path list = processor.resolve("topology").resolve("thread_siblings_list");
        if (Files.isReadable(list)) {
          siblings.add(Files.readString(list).strip());
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return siblings.size();
  }
}
