package afterimage.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code -o} names.
 *
 * @param path the file or folder
 * @param folderMeant whether it was written with a separator at its end, which a path has not
 */
record Output(Path path, boolean folderMeant) {

  /** How the standard streams are called in the place of a file. */
  static final String STREAM = "-";

  static Output of(Path path) {
    return new Output(path, false);
  }

  /** Whether it is the standard output. */
  boolean isStream() {
    return !folderMeant && path.toString().equals(STREAM);
  }

  /** Whether it is a folder, or to be one. */
  boolean isFolder() {
    return folderMeant || Files.isDirectory(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }

  /** Reads the option. */
  static final class Converter implements ITypeConverter<Output> {
    @Override
    public Output convert(String text) {
      try {
        return new Output(Path.of(text), text.endsWith("/") || text.endsWith(File.separator));
      } catch (InvalidPathException e) {
        throw new TypeConversionException("'%s' is not a path: %s".formatted(text, e.getReason()));
      }
    }
  }
}
