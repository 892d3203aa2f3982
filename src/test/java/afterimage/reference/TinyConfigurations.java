package afterimage.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What tiny models need beside their file, for their sizes are nobody's. */
public final class TinyConfigurations {
  private TinyConfigurations() {}

  /**
   * Copies a pipeline's configurations and vocabularies, as a diffusers folder has them.
   *
   * @param pipeline a folder of the golden data, such as {@code tiny_refiner}
   * @param folder where the single file lies
   */
  public static void copy(String pipeline, Path folder) throws IOException {
    Path source = ReferenceFolder.path("pipelines", pipeline);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = source.relativize(file).toString();
        if (!name.endsWith(".safetensors") && name.contains(file.getFileSystem().getSeparator())) {
          Path target = folder.resolve(name);
          Files.createDirectories(target.getParent());
          Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
