package packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;

/**
 * ONNX Runtime's libraries for graphics cards, which the build laid into {@code target/natives}, in
 * the place of those for processors only.
 */
final class GraphicsLibraries {
  private GraphicsLibraries() {}

  /** Whether this build's packages must have them: CUDA's have others, other systems none. */
  static boolean areNeeded(Build build) {
    return build.variant().isEmpty()
        && build.platform() != Platform.MACOS
        && Platform.architecture().equals("x64");
  }

  static Path folder(Build build) {
    return build.project().resolve("target/natives");
  }

  /**
   * Puts them and their licences into a folder.
   *
   * @throws IOException also if they are missing: a package without them would be another
   */
  static void stage(Build build, Path target) throws IOException {
    if (!Files.isDirectory(folder(build))) {
      throw new IOException(
          "packages need the libraries for graphics cards: install npm, and build once with a"
              + " connection");
    }
    FileTree.delete(target);
    Files.createDirectories(target);
    for (Path file : FileTree.list(folder(build), "*")) {
      String name = file.getFileName().toString();
      if (!name.equals("stamp") && mayBeHandedOut(build, name)) {
        Files.copy(file, target.resolve(name), LinkOption.NOFOLLOW_LINKS);
      }
    }
    for (Path licence : FileTree.list(licences(build), "*.txt")) {
      Files.copy(licence, target.resolve("LICENSE." + licence.getFileName()));
    }
  }

  private static Path licences(Build build) {
    return build.project().resolve("installer/licences");
  }

  /** A library of another maker's needs the text of its licence. */
  private static boolean mayBeHandedOut(Build build, String name) {
    String library = name.toLowerCase(Locale.ROOT).endsWith(".dll") ? name : "";
    if (library.isEmpty() || library.startsWith("onnxruntime")) {
      return true;
    }
    String licence = library.substring(0, library.length() - ".dll".length()) + ".txt";
    boolean there = Files.exists(licences(build).resolve(licence));
    if (!there) {
      System.err.println("without " + name + ": installer/licences has no " + licence);
    }
    return there;
  }
}
