package afterimage.catalog.found;

import afterimage.file.ForeignFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The cache of Hugging Face's programs: {@code models--OWNER--NAME/snapshots/REVISION/FILE}, where
 * files are links into {@code blobs}, named by their digests.
 */
final class HubCache {
  private static final int MAX_REPOSITORIES = 500;
  private static final int MAX_REVISION = 200;

  private HubCache() {}

  /** A folder of each repository: of its main branch, else one that is there. */
  static List<Path> snapshots(Path cache) {
    List<Path> snapshots = new ArrayList<>();
    for (Path repository : folders(cache, "models--*")) {
      Path all = repository.resolve("snapshots");
      Path main = all.resolve(main(repository));
      List<Path> others = folders(all, "*");
      if (!main.equals(all) && Files.isDirectory(main)) {
        snapshots.add(main);
      } else if (!others.isEmpty()) {
        snapshots.add(others.getLast());
      }
    }
    return snapshots;
  }

  /** The digest of a file's content, if it is a link to a blob that is named by it. */
  static String digest(Path file) {
    try {
      Path name = file.toRealPath().getFileName();
      String text = String.valueOf(name);
      return Files.isSymbolicLink(file) && text.matches("[0-9a-f]{64}") ? text : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static String main(Path repository) {
    try {
      byte[] bytes =
          ForeignFile.readAllBytes(repository.resolve("refs").resolve("main"), MAX_REVISION);
      String revision = new String(bytes, StandardCharsets.UTF_8).strip();
      return revision.matches("[0-9a-f]{6,64}") ? revision : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static List<Path> folders(Path folder, String names) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, names)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry)) {
          found.add(entry);
        }
        if (found.size() == MAX_REPOSITORIES) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A cache that is not there, or may not be read, has nothing to offer.
      return List.of();
    }
    return found.stream().sorted().toList();
  }
}
