package afterimage.checkpoint;

import afterimage.file.FolderRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where compiled bundles are kept: in the cache, or, where that may not be written, for now. */
final class CompiledCache {
  private static final System.Logger LOG = System.getLogger(CompiledCache.class.getName());
  private static @Nullable Path temporary;

  private CompiledCache() {}

  /**
   * A folder that new bundles can be written to: the wanted one, which is made if it is not there,
   * or else one that lasts as long as this process.
   *
   * @throws IOException if there is none at all
   */
  static Path writable(Path wanted) throws IOException {
    try {
      Files.createDirectories(wanted);
      if (Files.isWritable(wanted)) {
        return wanted;
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no cache can be made at " + wanted, e);
    }
    return temporary();
  }

  private static synchronized Path temporary() throws IOException {
    Path made = temporary;
    if (made == null || !Files.isDirectory(made)) {
      Path folder =
          WorkFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "afterimage-compiled-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "compiled-cache"));
      temporary = folder;
      return folder;
    }
    return made;
  }

  private static void remove(Path folder) {
    try {
      FolderRemoval.remove(folder);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the next process removes " + folder, e);
    }
  }
}
