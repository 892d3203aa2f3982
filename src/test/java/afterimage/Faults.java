package afterimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Inputs that the program once got wrong: a folder each under {@code faults}, by number. */
public final class Faults {
  private static final Path FOLDER = Path.of("src/test/resources/faults");

  private Faults() {}

  /** A file of a case, such as {@code 13/t_assoc.tif}. */
  public static Path file(String name) {
    String number = name.substring(0, name.indexOf('/'));
    try (Stream<Path> folders = Files.list(FOLDER)) {
      Path folder =
          folders
              .filter(path -> path.getFileName().toString().startsWith(number + "-"))
              .findFirst()
              .orElseThrow();
      return folder.resolve(name.substring(number.length() + 1));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
