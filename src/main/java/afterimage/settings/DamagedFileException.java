package afterimage.settings;

import java.io.IOException;
import java.nio.file.Path;

/** A file is there and can be read, but does not hold what it should. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedFileException(Path file, Throwable cause) {
    super(file + " is damaged", cause);
  }
}
