package afterimage.cli;

import java.nio.file.Path;

/** A result that is there already, from an earlier run, and stays as it is. */
final class KeptException extends Exception {
  private static final long serialVersionUID = 1L;

  KeptException(Path target) {
    super(target + " already exists and was kept. Add --overwrite to replace it.");
  }
}
