package afterimage.cli;

import afterimage.image.PictureException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A result on its way to the standard output: encoders need a file that they can go back in, so it
 * is written to a temporary one first, and only a whole picture is sent.
 *
 * @param stream where it goes
 */
record StreamedResult(OutputStream stream) {

  /** How results are called that have no file. */
  static final Path NAME = Path.of(Output.STREAM);

  /** A new temporary folder, which goes with the process's own. */
  static Path folder() {
    try {
      return Files.createTempDirectory("standard-output-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends a picture and deletes its file.
   *
   * @throws PictureException if nobody takes it
   */
  void send(Path file) throws PictureException {
    try {
      Files.copy(file, stream);
      stream.flush();
    } catch (IOException e) {
      throw new PictureException(
          "The standard output cannot be written: " + e.getMessage() + ".",
          "Check the program or file that it goes to.",
          e);
    } finally {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It goes with the process's folder.
    }
  }
}
