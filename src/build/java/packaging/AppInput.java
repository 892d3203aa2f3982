package packaging;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Jars, models, assets and this system's ONNX Runtime libraries, as they will lie in the package.
 */
final class AppInput {
  private AppInput() {}

  static void stage(Build build, Path input) throws IOException {
    Files.createDirectories(input);
    for (Path jar : FileTree.list(build.distribution().resolve("lib"), "*.jar")) {
      Path copy = input.resolve(jar.getFileName().toString());
      Files.copy(jar, copy);
      if (jar.getFileName().toString().startsWith("onnxruntime")) {
        moveLibraries(copy, build.platform(), input.resolve("native"));
      }
    }
    if (GraphicsLibraries.areNeeded(build)) {
      GraphicsLibraries.stage(build, input.resolve("native"));
    }
    for (String folder : List.of("models", "assets")) {
      FileTree.copy(build.distribution().resolve(folder), input.resolve(folder));
    }
    Files.copy(build.project().resolve("LICENSE"), input.resolve("LICENSE"));
  }

  /**
   * Moves the libraries of this system out of the jar and drops those of the others: the package is
   * smaller, and a start need not unpack them to a temporary folder.
   */
  private static void moveLibraries(Path jar, Platform platform, Path target) throws IOException {
    Files.createDirectories(target);
    try (var zip = FileSystems.newFileSystem(jar, Map.<String, Object>of())) {
      Path own = zip.getPath(platform.onnxRuntimeFolder());
      if (!Files.isDirectory(own)) {
        throw new IOException(jar.getFileName() + " has no libraries in " + own);
      }
      for (Path library : FileTree.list(own, "*")) {
        // Debug symbols stay behind.
        if (!library.toString().endsWith(".dbg") && !library.toString().contains(".dSYM")) {
          Files.copy(library, target.resolve(library.getFileName().toString()));
        }
      }
      FileTree.delete(zip.getPath("ai/onnxruntime/native"));
    }
  }
}
