package afterimage.image;

import afterimage.file.NaturalOrder;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pictures in a folder. Links are followed, circles of them are not. macOS' {@code ._} files,
 * which hold no pixels, are passed over.
 *
 * @param pictures by their names, numbers in them by value
 * @param unread how many files have the extension of a picture format that is not read, by format
 * @param failures folders and files inside that cannot be looked at, and why
 */
public record PictureFolder(
    List<Path> pictures, Map<String, Integer> unread, Map<Path, IOException> failures) {

  /** One with nothing in it. */
  public static final PictureFolder EMPTY = new PictureFolder(List.of(), Map.of(), Map.of());

  /** Formats of pictures that other programs write and this one cannot read, by extensions. */
  private static final Map<String, String> UNREAD = unreadByExtension();

  /**
   * Looks into a folder.
   *
   * @param depth how many folders deep, 1 for the folder alone
   * @param without a folder inside that is passed over, or null
   * @throws IOException if the folder itself cannot be listed
   */
  public static PictureFolder list(Path folder, int depth, @Nullable Path without)
      throws IOException {
    Walk walk = new Walk(folder, without);
    Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), depth, walk);
    walk.pictures.sort(new NaturalOrder());
    return new PictureFolder(
        List.copyOf(walk.pictures), Map.copyOf(walk.unread), Map.copyOf(walk.failures));
  }

  /**
   * The formats that are not read, with the number of their files: {@code 2 OpenEXR, 1 Photoshop}.
   */
  public String unreadFormats() {
    return new TreeMap<>(unread)
        .entrySet().stream()
            .map(format -> format.getValue() + " " + format.getKey())
            .collect(Collectors.joining(", "));
  }

  /** The format of a file that is not read, by its name, or null for all others. */
  static @Nullable String unreadFormat(Path file) {
    String name = String.valueOf(file.getFileName());
    return UNREAD.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  private static Map<String, String> unreadByExtension() {
    Map<String, String> formats = new LinkedHashMap<>();
    Map.of(
            "JPEG 2000", "jp2 j2k jpf",
            "Photoshop", "psd psb",
            "OpenEXR", "exr")
        .forEach((format, names) -> List.of(names.split(" ")).forEach(n -> formats.put(n, format)));
    return Map.copyOf(formats);
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final @Nullable Path without;
    private final List<Path> pictures = new ArrayList<>();
    private final Map<String, Integer> unread = new TreeMap<>();
    private final Map<Path, IOException> failures = new LinkedHashMap<>();

    Walk(Path root, @Nullable Path without) {
      this.root = root;
      this.without = without;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      boolean skipped =
          without != null
              && !folder.equals(root)
              && Files.exists(without)
              && Files.isSameFile(folder, without);
      return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!attributes.isRegularFile() || String.valueOf(file.getFileName()).startsWith("._")) {
        return FileVisitResult.CONTINUE;
      }
      String other = unreadFormat(file);
      if (PictureFormat.ofName(file).isPresent()) {
        pictures.add(file);
      } else if (other != null) {
        unread.merge(other, 1, Integer::sum);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (file.equals(root)) {
        throw failure;
      }
      if (!(failure instanceof FileSystemLoopException)) {
        failures.put(file, failure);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      if (failure != null) {
        failures.put(folder, failure);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
